package settings

import (
	"math"
	"time"
)

// Micros is simulated time in microseconds since the start of the simulation.
type Micros int64

// Seconds is the same time in seconds.
func (m Micros) Seconds() float64 { return float64(m) / 1e6 }

// MicrosOf rounds seconds to the nearest microsecond.
func MicrosOf(seconds float64) Micros { return Micros(math.Round(seconds * 1e6)) }

// WallTime is how long it takes on the wall to get to a simulated time at a
// speed, at most the 292 years that a Duration holds.
func (m Micros) WallTime(speed float64) time.Duration {
	nanos := m.Seconds() / speed * 1e9
	if nanos >= math.MaxInt64 {
		return math.MaxInt64
	}
	return time.Duration(nanos)
}
