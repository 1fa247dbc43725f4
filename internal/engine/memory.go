package engine

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

// Sizes in bytes, as they are allocated.
const (
	tableSize      = 64 << 10
	senderSize     = 48
	deedsSize      = 12        // of a sender of a course, besides
	extendedThings = 192 << 10 // paths, what is counted on them, keys and queues that are empty: 150 KB at their limits
	retryPageBytes = 16 * retryPageSize
	chunkSize      = 16 * (chunkItems + 1)
	rungSize       = 9 << rungBits
	binsSize       = 32 * fineBins
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
		senders += g.maxSenders()
	}
	leaves := 1
	for leaves < senders {
		leaves *= 2
	}
	drawn := int64(8 * drawBatch * len(c.Groups))
	fixed := int64(tableSize*len(c.Groups)) + int64(senderSize*senders) + int64(2*8*leaves) + drawn + smallThings
	if c.extended() {
		fixed += c.extendedBytes() + int64(deedsSize*senders)
	}
	return fixed
}

// extendedBytes is what a course holds besides, but for what its queues hold: some bytes for each message, the tables of
// its endings and acknowledgements, and rings of starts.
func (c Config) extendedBytes() int64 {
	perMessage, tables := int64(1), 0
	if len(c.Audiences) > 1 {
		perMessage++
	}
	for _, ch := range c.Channels {
		if ch.Confirms > 0 {
			tables++
		}
	}
	for _, g := range c.Groups {
		tables += 2 * len(g.Endings)
	}
	held := int64(0)
	for _, cap := range c.Caps {
		held += 8 * cap.held(c.maxTries())
	}
	return perMessage*c.Messages + int64(tableSize*tables) + held + extendedThings
}

// queueBytes is what the queues of a course hold at most: each message once, in one of them, and its acknowledgement with
// a quarter more that are not any more, in chunks of which those at the ends of lines and on each step of a ladder are not
// full, but not empty; and a bit for each message while acknowledgements are sifted. Nothing is queued that is due at the
// deadline or later, so a ladder needs no rungs for it; acknowledgements may come at any time.
func (c Config) queueBytes() int64 {
	queues, entries, seen := int64(c.channels()*max(1, len(c.Audiences))), int64(0), int64(0)
	if c.maxTries() > c.Messages {
		entries = c.Messages
	}
	queues = min(queues, entries)
	ladders := queues * rungsBefore(cmp.Or(c.TimeToLive, DefaultDeadline))
	if c.confirms() {
		queues += 2 // while they are sifted
		ladders += 2 * rungs
		entries += c.Messages + c.Messages/4 + retryPageSize
		seen = c.Messages / 8
	}
	chunks := entries/chunkItems + min(entries, ladders<<rungBits) + 2*queues
	pages := chunks/chunkPage + 2 // of two pools
	return pages*(chunkSize*chunkPage+3*8) + queues*(2*(retryPageBytes+3*8)+2*16*fewItems) + ladders*rungSize + seen
}

// rungsBefore is how many rungs a ladder has if everything on it is due before an instant.
func rungsBefore(end Time) int64 {
	return int64(bits.Len64(uint64(end-1)>>grainBits|1)-1)/rungBits + 1
}

func (c Config) confirms() bool {
	return slices.ContainsFunc(c.Channels, func(ch Channel) bool { return ch.Confirms > 0 })
}

func (c Config) retryBytes() int64 {
	if c.extended() {
		return c.queueBytes()
	}
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
