package study

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"
)

// encodingVersion is the first byte of what EncodeRuns writes.
const encodingVersion = 1

// MaxEncodedBytes is what the runs of a chunk take at most: as many as there can be, each with every figure and every
// objective, and every number as long as one can be. It is below the 400 KB of an item of DynamoDB.
const MaxEncodedBytes = 1 + binary.MaxVarintLen64 + maxChunkRuns*(3*binary.MaxVarintLen64+(maxFigures)*binary.MaxVarintLen64)

// maxFigures is how many values a run has at most: 20 objectives are possible.
const maxFigures = 15 + 20

// EncodeRuns writes runs in few bytes: of every value what it differs from that of the run before.
func EncodeRuns(runs []Run) []byte {
	out := []byte{encodingVersion}
	out = binary.AppendUvarint(out, uint64(len(runs)))
	var before Run
	for _, r := range runs {
		if r.Refused {
			out = binary.AppendUvarint(out, 0)
			continue
		}
		out = binary.AppendUvarint(out, uint64(len(r.Values))+1)
		out = binary.AppendUvarint(out, r.Has)
		out = binary.AppendUvarint(out, uint64(r.Met))
		for i := range r.Values {
			if v, has := r.Value(i); has {
				last, _ := before.Value(i)
				out = binary.AppendVarint(out, v-last)
			}
		}
		before = r
	}
	return out
}

var errEncoding = errors.New("study: not the runs of a chunk")

// DecodeRuns reads so many runs.
func DecodeRuns(raw []byte, runs int) ([]Run, error) {
	d := decoder{raw: raw}
	if version := d.byte(); d.err == nil && version != encodingVersion {
		return nil, fmt.Errorf("%w that this version can read: version %d", errEncoding, version)
	}
	if n := d.unsigned(); d.err == nil && n != uint64(runs) {
		return nil, fmt.Errorf("%w: %d runs instead of %d", errEncoding, n, runs)
	}
	out := make([]Run, 0, min(runs, len(raw)))
	var before Run
	for range runs {
		r := d.run(before)
		if d.err != nil {
			return nil, d.err
		}
		if !r.Refused {
			before = r
		}
		out = append(out, r)
	}
	if len(d.raw) > 0 {
		return nil, fmt.Errorf("%w: it goes on after its end", errEncoding)
	}
	return out, nil
}

type decoder struct {
	raw []byte
	err error
}

func (d *decoder) byte() byte {
	if len(d.raw) == 0 {
		d.err = errEncoding
		return 0
	}
	b := d.raw[0]
	d.raw = d.raw[1:]
	return b
}

func (d *decoder) unsigned() uint64 {
	v, n := binary.Uvarint(d.raw)
	if n <= 0 {
		d.err = errEncoding
		return 0
	}
	d.raw = d.raw[n:]
	return v
}

func (d *decoder) signed() int64 {
	v, n := binary.Varint(d.raw)
	if n <= 0 {
		d.err = errEncoding
		return 0
	}
	d.raw = d.raw[n:]
	return v
}

func (d *decoder) run(before Run) Run {
	values := d.unsigned()
	if values == 0 {
		return Run{Refused: true}
	}
	r := Run{Has: d.unsigned()}
	met := d.unsigned()
	values--
	if d.err != nil || values > maxFigures || met >= 1<<20 || bits.Len64(r.Has) > int(values) {
		d.err = errEncoding
		return Run{}
	}
	r.Met, r.Values = uint32(met), make([]int64, values)
	for i := range r.Values {
		if r.Has>>i&1 == 1 {
			last, _ := before.Value(i)
			r.Values[i] = last + d.signed()
		}
	}
	return r
}
