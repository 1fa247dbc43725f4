package engine

// A chance is a share within 0..1 as a threshold in two parts: whole × 2⁻²⁴ + fraction × 2⁻⁸⁸. What it is the chance of
// happens if the lower 24 bits of a draw are below whole; if they are equal to it, which is one draw in 16,777,216, if a
// second draw of 64 bits is below fraction. So every share is exact to 2⁻⁸⁸ at the cost of one draw, and exactly 0 never
// happens and exactly 1 always.
type chance struct{ whole, fraction uint64 }

func chanceOf(share float64) chance {
	scaled := float64(share * (1 << chanceBits)) // exact, as are both parts: a power of 2 moves the point only
	whole := uint64(scaled)
	return chance{whole, uint64(float64((scaled - float64(whole)) * (1 << 64)))}
}

// possible reports whether it can happen at all.
func (c chance) possible() bool { return c != chance{} }

// certain reports whether it always happens.
func (c chance) certain() bool { return c.whole > chanceMask }

// happens decides for a draw. It is called with the key of the second draw.
func (c chance) happens(draw, tieKey uint64, t try) bool {
	bits := draw & chanceMask
	return bits < c.whole || bits == c.whole && c.tied(tieKey, t)
}

// tied decides where the 24 bits do not.
func (c chance) tied(tieKey uint64, t try) bool { return draw(tieKey, t) < c.fraction }
