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

// lowest is the lowest member of a set that is not empty.
func (f *freeSet) lowest() int {
	i := 0
	for f.summary[i] == 0 {
		i++
	}
	w := i<<6 | bits.TrailingZeros64(f.summary[i])
	return w<<6 | bits.TrailingZeros64(f.words[w])
}

func (f *freeSet) remove(i int) {
	w := i >> 6
	f.words[w] &^= 1 << (i & 63)
	if f.words[w] == 0 {
		f.summary[w>>6] &^= 1 << (w & 63)
	}
	f.count--
}
