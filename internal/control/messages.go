package control

import (
	"context"
	"iter"

	"alertsim/internal/engine"
	"alertsim/internal/schedule"
	"alertsim/internal/simulation"
)

// MaxMessagesPage is how many messages one page may hold.
const MaxMessagesPage = 5000

// MessageQuery says which messages are wanted.
type MessageQuery struct {
	Outcome engine.Outcome // 0 for all
	After   int64          // how many ended messages, of any outcome, to skip: the cursor
	Limit   int            // 0 for all there are
}

// PlacedMessage is a message and its place among all that ended, from 1: the
// cursor of what comes after it.
type PlacedMessage struct {
	simulation.Message
	Position int64
}

// Messages goes through the messages behind a simulation's numbers, in order of
// their end, up to its clock. They are computed again as they are read. The
// sequence stops when ctx ends. CodeInvalid if they need more memory than there
// is.
func (c *Control) Messages(ctx context.Context, id string, q MessageQuery) (simulation.Simulation, iter.Seq[PlacedMessage], error) {
	s, err := c.store.Simulation(ctx, id)
	if err != nil {
		return s, nil, err
	}
	if err := schedule.CheckListing(s.Settings, q.Limit, schedule.Available()); err != nil {
		return s, nil, err
	}
	compiled, err := schedule.Compile(s.Settings)
	if err != nil {
		return s, nil, err
	}
	clock := s.Clock()
	return s, func(yield func(PlacedMessage) bool) {
		if clock == 0 {
			return
		}
		wanted := schedule.MessageQuery{Until: clock, Outcome: q.Outcome, After: q.After, Limit: q.Limit}
		for position, m := range compiled.Messages(ctx, wanted) {
			if !yield(PlacedMessage{m, position}) {
				return
			}
		}
	}, nil
}
