package control

import (
	"context"
	"iter"

	"alertsim/internal/engine"
	"alertsim/internal/fault"
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
// is; CodeConflict if another version of the engine has computed the simulation:
// computed again they might not add up to what is stored.
func (c *Control) Messages(ctx context.Context, id string, q MessageQuery) (simulation.Simulation, iter.Seq[PlacedMessage], error) {
	s, err := c.store.Simulation(ctx, id)
	if err != nil {
		return s, nil, err
	}
	if s.Engine != engine.Version {
		return s, nil, fault.Errorf(fault.CodeConflict, "version %d of the engine has computed this simulation, and the program now has version %d: its messages, which are computed again, might not add up to its totals. "+
			"Totals, timeline and forecast are as they were stored", s.Engine, engine.Version)
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
