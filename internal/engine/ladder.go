package engine

import "math/bits"

// A ladder holds what is due from its horizon on, in no order but that of its steps: those of rung 0 are 2⁸ µs wide, those
// of each further rung 256 times as wide. An item lies on the rung of the highest digit (of 8 bits, above the first 8) in which
// its due time differs from base, so a rung's items are all due before those of the next one. Whoever needs
// the first ones is handed a step that holds few; one that holds more is spread over the rungs below. So an item costs about
// the same however many there are: it is moved once for every 256 times as many, and what must be sorted is small.
type ladder struct {
	base    Time // that all items agree with in the digits above their rung's
	horizon Time // before which nothing is put on the ladder
	held    uint // rungs that hold anything, a bit each
	rungs   [rungs]*rung
}

type rung struct {
	held  [1 << rungBits / 64]uint64 // steps that hold anything, a bit each
	steps [1 << rungBits]pile
}

const (
	grainBits = 8
	rungBits  = 8
	rungs     = (63 - grainBits + rungBits - 1) / rungBits
	fewItems  = 128 // that are sorted together
)

func (l *ladder) empty() bool { return l.held == 0 }

func (l *ladder) push(r retry, chunks *chunkPool) {
	n := bits.Len64(uint64(r.due^l.base)>>grainBits|1) - 1
	n /= rungBits
	if l.rungs[n] == nil {
		l.rungs[n] = new(rung)
	}
	on := l.rungs[n]
	step := uint(r.due>>(grainBits+rungBits*n)) & (1<<rungBits - 1)
	on.steps[step].push(r, chunks)
	on.held[step/64] |= 1 << (step % 64)
	l.held |= 1 << n
}

// hand moves the first items of a ladder that is not empty to a queue that has nothing before its horizon, but for those
// that are not wanted any more, and the horizon behind them.
func (l *ladder) hand(q *dueQueue) {
	chunks := q.chunks
	for {
		n := bits.TrailingZeros(l.held)
		on := l.rungs[n]
		step := on.lowest()
		if on.held[step/64] &^= 1 << (step % 64); on.empty() {
			l.held &^= 1 << n
		}
		width := grainBits + rungBits*n // in bits
		l.base = l.base>>(width+rungBits)<<(width+rungBits) | Time(step)<<width
		taken := on.steps[step]
		on.steps[step] = pile{}
		if n == 0 || taken.count <= fewItems {
			l.horizon = l.base + 1<<width
			q.ready, q.taken = q.ready[:0], 0
			sorted := taken.count <= fewItems
			for taken.count > 0 {
				items := taken.uppermost(chunks)
				kept := q.wanted.filter(items)
				q.count -= len(items) - kept
				if sorted {
					q.ready = append(q.ready, items[:kept]...)
				} else {
					for _, r := range items[:kept] {
						q.near.push(r)
					}
				}
				taken.drop(chunks)
			}
			sortFew(q.ready, width)
			return
		}
		for taken.count > 0 {
			for _, r := range taken.uppermost(chunks) {
				l.push(r, chunks)
			}
			taken.drop(chunks)
		}
	}
}

// lowest is the first step of a rung that holds anything.
func (r *rung) lowest() int {
	i := 0
	for r.held[i] == 0 {
		i++
	}
	return 64*i + bits.TrailingZeros64(r.held[i])
}

func (r *rung) empty() bool { return r.held[0]|r.held[1]|r.held[2]|r.held[3] == 0 }

// sortFew sorts few items whose due times differ in so many bits at most: by the upper ones, then in place.
func sortFew(items []retry, width int) {
	if len(items) > 12 {
		var sorted [fewItems]retry
		var places [64]uint8
		shift := max(0, width-6)
		for _, r := range items {
			places[r.due>>shift&63]++
		}
		sum := uint8(0)
		for i, n := range places {
			places[i] = sum
			sum += n
		}
		for _, r := range items {
			place := &places[r.due>>shift&63]
			sorted[*place] = r
			*place++
		}
		copy(items, sorted[:])
	}
	for i := 1; i < len(items); i++ {
		r, j := items[i], i
		for ; j > 0 && r.before(items[j-1]); j-- {
			items[j] = items[j-1]
		}
		items[j] = r
	}
}

// A pile is a stack of items in chunks, of which the uppermost may have room.
type pile struct{ top, count uint32 }

func (p *pile) push(r retry, chunks *chunkPool) {
	i := p.count % chunkItems
	if i == 0 {
		p.top = chunks.take(p.top)
	}
	chunks.at(p.top).items[i] = r
	p.count++
}

// uppermost are the items of the uppermost chunk of a pile that is not empty.
func (p *pile) uppermost(chunks *chunkPool) []retry {
	return chunks.at(p.top).items[:(p.count-1)%chunkItems+1]
}

// drop takes the uppermost chunk off.
func (p *pile) drop(chunks *chunkPool) {
	old := p.top
	p.count -= (p.count-1)%chunkItems + 1
	p.top = chunks.at(old).next
	chunks.free(old)
}

// A chunkPool has the memory of several queues: what one has no more use for, another takes.
type chunkPool struct {
	pages  []*[chunkPage]chunk
	unused uint32 // of all: those from here on were never taken
	spare  uint32 // the first of a list of chunks that are free again; 0: none
}

// A chunk holds some items of a queue.
type chunk struct {
	items [chunkItems]retry
	next  uint32
	_     [3]uint32
}

const (
	chunkItems = 15
	chunkPage  = 256
)

// at is a chunk by its number; 0 is none.
func (p *chunkPool) at(n uint32) *chunk { return &p.pages[n/chunkPage][n%chunkPage] }

// take is a chunk that nobody has, followed by another.
func (p *chunkPool) take(next uint32) uint32 {
	n := p.spare
	if n != 0 {
		p.spare = p.at(n).next
	} else {
		p.unused++
		n = p.unused
		if n/chunkPage == uint32(len(p.pages)) {
			p.pages = append(p.pages, new([chunkPage]chunk))
		}
	}
	p.at(n).next = next
	return n
}

func (p *chunkPool) free(n uint32) {
	p.at(n).next = p.spare
	p.spare = n
}
