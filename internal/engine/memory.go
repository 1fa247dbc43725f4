package engine

import "math"

// Sizes in bytes, as they are allocated.
const (
	tableSize      = 64 << 10
	senderSize     = 48
	retryPageBytes = 16 * retryPageSize
	binsSize       = 24 * fineBins
	smallThings    = 64 << 10 // structs, free sets, timelines, rounding up
)

// RunBytes is an upper bound of the memory that one passage through the schedule holds, its tables included: what its
// senders take, and what is in backoff if messages are tried again. What the garbage collector has not yet
// collected and what the program takes by itself come on top.
func (c Config) RunBytes() int64 { return c.fixedBytes() + c.retryBytes() }

// PlanBytes is the same for a [Planner]: of its passages one may have retries at a time.
func (c Config) PlanBytes() int64 {
	return 2*c.fixedBytes() + c.retryBytes() + binsSize + 8*min(c.Messages, maxLogged)
}

// TraceBytes is the same for a passage that is observed, which remembers what waited at the deadline.
func (c Config) TraceBytes() int64 {
	if c.retries() {
		return c.RunBytes() + c.Messages/8
	}
	return c.RunBytes()
}

func (c Config) fixedBytes() int64 {
	senders := 0
	for _, g := range c.Groups {
		senders += g.Senders
	}
	leaves := 1
	for leaves < senders {
		leaves *= 2
	}
	drawn := int64(8 * drawBatch * len(c.Groups))
	return int64(tableSize*len(c.Groups)) + int64(senderSize*senders) + int64(2*8*leaves) + drawn + smallThings
}

func (c Config) retryBytes() int64 {
	if !c.retries() {
		return 0
	}
	pages := (retryRoot+c.maxRetries()-1)>>retryPageBits + 2
	return pages * (retryPageBytes + 3*8) // the list of pages doubles, and is copied then
}

// retries reports whether an attempt can be followed by another.
func (c Config) retries() bool { return c.maxRetries() > 0 }

// maxRetries is how many messages are in backoff at most. The first attempt of each of them failed, and not permanently,
// which is a binomial number of messages: it is not more than ten deviations above its mean, but once in 10²⁰ runs.
func (c Config) maxRetries() int64 {
	temporary := 0.0
	for _, g := range c.Groups {
		if c.Retry.MaxAttempts > 1 && chanceOf(g.FailureRate).possible() && !chanceOf(g.PermanentShare).certain() {
			temporary = max(temporary, g.FailureRate*(1-g.PermanentShare))
		}
	}
	if temporary == 0 {
		return 0
	}
	mean := temporary * float64(c.Messages)
	return min(c.Messages, int64(mean+10*math.Sqrt(mean)+100))
}
