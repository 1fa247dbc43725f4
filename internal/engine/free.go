package engine

import "math/bits"

// A freeSet is the set of a group's free senders by their number in the group, as bits with one summary above them.
// The lowest is found by looking at three words or fewer of the summary.
type freeSet struct {
	count   int
	summary []uint64
	words   []uint64
}

func newFreeSet(senders int) freeSet {
	words := (senders + 63) / 64
	return freeSet{summary: make([]uint64, (words+63)/64), words: make([]uint64, words)}
}

func (f *freeSet) add(i int) {
	f.words[i>>6] |= 1 << (i & 63)
	f.summary[i>>12] |= 1 << (i >> 6 & 63)
	f.count++
}

// takeLowest removes and returns the lowest member of a set that is not empty.
func (f *freeSet) takeLowest() int {
	i := 0
	for f.summary[i] == 0 {
		i++
	}
	w := i<<6 | bits.TrailingZeros64(f.summary[i])
	s := w<<6 | bits.TrailingZeros64(f.words[w])
	f.words[w] &= f.words[w] - 1
	if f.words[w] == 0 {
		f.summary[i] &= f.summary[i] - 1
	}
	f.count--
	return s
}
