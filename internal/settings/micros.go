package settings

import (
	"math"
	"time"

	"alertsim/internal/engine"
)

// Micros is simulated time in microseconds since the start of the simulation.
type Micros = engine.Time

// MicrosOf rounds seconds to the nearest microsecond.
func MicrosOf(seconds float64) Micros { return Micros(math.Round(seconds * 1e6)) }

// WallTime is how long it takes on the wall to get to a simulated time at a speed,
// at most the 292 years that a Duration holds.
func WallTime(m Micros, speed float64) time.Duration {
	nanos := m.Seconds() / speed * 1e9
	if nanos >= math.MaxInt64 {
		return math.MaxInt64
	}
	return time.Duration(nanos)
}
