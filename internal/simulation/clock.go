package simulation

import "time"

// Stamp is a moment as every store keeps it: in UTC, to the microsecond. What is
// decided by a clock is decided by stamps, so that answers and later reads agree.
func Stamp(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }
