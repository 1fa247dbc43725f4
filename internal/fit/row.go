package fit

import (
	"cmp"
	"encoding/binary"
	"math"
)

// absent stands for a time that a row does not have.
const absent = math.MinInt64

// row is an attempt of a log. Times are in µs.
type row struct {
	recipient                uint64 // a hash of the name
	start, end, acknowledged int64
	line                     uint64 // keeps the log's order among equals
	word, group, audience    uint8
	attempt, step            uint8
}

var rowCodec = codec[row]{
	size: 5*8 + 5,
	put: func(b []byte, r *row) {
		for i, x := range []uint64{r.recipient, uint64(r.start), uint64(r.end), uint64(r.acknowledged), r.line} {
			binary.LittleEndian.PutUint64(b[8*i:], x)
		}
		b[40], b[41], b[42], b[43], b[44] = r.word, r.group, r.audience, r.attempt, r.step
	},
	get: func(b []byte, r *row) {
		at := func(i int) uint64 { return binary.LittleEndian.Uint64(b[8*i:]) }
		r.recipient, r.start, r.end, r.acknowledged, r.line = at(0), int64(at(1)), int64(at(2)), int64(at(3)), at(4)
		r.word, r.group, r.audience, r.attempt, r.step = b[40], b[41], b[42], b[43], b[44]
	},
	compare: func(a, b row) int {
		if c := cmp.Compare(a.recipient, b.recipient); c != 0 {
			return c
		}
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.attempt, b.attempt), cmp.Compare(a.line, b.line))
	},
}

// block is where a recipient belongs for resampling.
func (r *row) block() uint8 { return uint8(r.recipient % blocks) }
