package settings

import "fmt"

// Recipient is the fictional number of a message's recipient, a function of the
// seed and the message; two messages never have the same. It looks like a number
// of the North American Numbering Plan, whose area codes begin with 2 to 9: with
// one that begins with 0 it is nobody's, and none can be given it, as 0 and 1 are
// what long-distance calls begin with. The plan's own numbers for fiction, 555-0100
// to 555-0199, are 100 in an area, far fewer than an alert has recipients.
func (s Settings) Recipient(message int64) string {
	left, right := shuffle(uint64(s.Seed), uint64(message)/half, uint64(message)%half)
	return fmt.Sprintf("+1 0%02d 5%02d %04d", left/100, left%100, right)
}

// half is the square root of the number of recipients there can be, 10⁸.
const half = 10_000

// shuffle is a permutation of the pairs of two numbers below half: a Feistel
// network, which is undone round by round, whatever is added in them.
func shuffle(seed, left, right uint64) (uint64, uint64) {
	key := mix(seed)
	for round := range uint64(6) {
		left, right = right, (left+mix(key^(round*half+right))%half)%half
	}
	return left, right
}

// mix is the finalizer of splitmix64.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
