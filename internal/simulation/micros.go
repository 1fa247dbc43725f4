package simulation

import "math"

// Micros is simulated time in microseconds since the start of the simulation.
type Micros int64

// Seconds is the same time in seconds.
func (m Micros) Seconds() float64 { return float64(m) / 1e6 }

// MicrosOf rounds seconds to the nearest microsecond.
func MicrosOf(seconds float64) Micros { return Micros(math.Round(seconds * 1e6)) }
