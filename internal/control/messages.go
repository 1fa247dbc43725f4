package control

import (
	"context"
	"iter"

	"alertsim/internal/schedule"
	"alertsim/internal/simulation"
)

// MaxMessagesPage is how many messages one page may hold.
const MaxMessagesPage = 5000

// MessageQuery says which messages are wanted.
type MessageQuery struct {
	Outcome simulation.Outcome // "" for all
	After   int64              // how many ended messages, of any outcome, to skip: the cursor
	Limit   int                // 0 for all there are
}

// RankedMessage is a message and its place among all that ended, from 1: the
// cursor of what comes after it.
type RankedMessage struct {
	simulation.Message
	Rank int64
}

// Messages goes through the messages behind a simulation's numbers, in order of
// their end, up to its clock. They are computed again as they are read. The
// sequence stops when ctx ends.
func (c *Control) Messages(ctx context.Context, id string, q MessageQuery) (simulation.Simulation, iter.Seq[RankedMessage], error) {
	s, err := c.store.Simulation(ctx, id)
	if err != nil {
		return s, nil, err
	}
	compiled, err := schedule.Compile(s.Settings)
	if err != nil {
		return s, nil, err
	}
	clock := s.Clock()
	return s, func(yield func(RankedMessage) bool) {
		if clock == 0 {
			return
		}
		rank, given := int64(0), 0
		for m := range compiled.Messages(clock) {
			rank++
			if rank%contextCheck == 0 && ctx.Err() != nil {
				return
			}
			if rank <= q.After || q.Outcome != "" && m.Outcome != q.Outcome {
				continue
			}
			if given++; !yield(RankedMessage{m, rank}) || given == q.Limit {
				return
			}
		}
	}, nil
}

// contextCheck is after how many messages the context is looked at: about a
// millisecond's worth.
const contextCheck = 10_000
