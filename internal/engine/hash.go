package engine

// A draw is one 64-bit hash of (seed, message, attempt, purpose): its upper 40 bits and its lower 24 bits are mostly used
// apart. Its kernel is splitmix64's finalizer (Steele, Lea, Flood, "Fast splittable pseudorandom number generators",
// 2014) with Stafford's constants ("Mix13"), over a Weyl sequence that the seed and the purpose displace.

const (
	golden = 0x9E3779B97F4A7C15 // 2⁶⁴ divided by the golden ratio, odd

	purposeAttempt = 1 // 40 bits: duration; 24 bits: does it fail?
	purposeFailure = 2 // 40 bits: jitter; 24 bits: is the failure permanent?
	purposeTie     = 4 // added to either: 64 bits that decide where the 24 do not, see chance

	weylStep = (golden << tryShift) % (1 << 64) // from a message to the next

	chanceBits = 24
	chanceMask = 1<<chanceBits - 1
)

func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

// drawKey is the displacement of the draws for one purpose. It is mixed twice, so that neighbouring seeds and
// purposes have nothing in common.
func drawKey(seed, purpose uint64) uint64 {
	return mix(mix(seed+golden) + purpose*golden)
}

// try names one attempt: message << tryShift | number of the attempt, which starts at 1. In order of the message.
type try uint64

const tryShift = 4

func firstTry(message int64) try { return try(message)<<tryShift | 1 }
func (t try) message() int64     { return int64(t >> tryShift) }
func (t try) attempt() int       { return int(t & (1<<tryShift - 1)) }

func draw(key uint64, t try) uint64 { return mix(key + uint64(t)*golden) }

// endKey is the key (see tree) of an attempt from its end, its sender, and whether the lower bits of its draw are below
// the whole part of the chance of failure. A tie counts as no failure; see chance.
func endKey(end Time, sender int, draw, failure uint64, shift int) int64 {
	failed := (draw&chanceMask - failure) >> 63
	return int64(end)<<(uint(shift)&63) | int64(sender)<<1 | int64(failed)
}
