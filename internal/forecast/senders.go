package forecast

import (
	"context"
	"fmt"

	"alertsim/internal/simulation"
)

// Senders is the answer to "how many senders do I need?".
type Senders struct {
	// Senders is the fewest in all with which every objective is met, and Groups
	// how they split; with one fewer at least one is missed. 0 if none suffice.
	Senders int
	Groups  []int
	// Forecast is what comes of them; nil if none suffice.
	Forecast *Forecast
	// Reason says why none suffice.
	Reason string
	// Curve shows senders against time, few to many, so that one sees the knee.
	Curve []SendersPoint
}

// SendersPoint is what one number of senders comes to.
type SendersPoint struct {
	Senders    int
	Makespan   simulation.Micros
	Objectives []simulation.ObjectiveTime
	Met        bool // every objective
}

// MaxSolverMessages bounds a search: it makes some dozens of runs.
const MaxSolverMessages = 1_000_000

// curvePoints is about how many points the curve has.
const curvePoints = 16

// FewestSenders searches the fewest senders that meet every objective of the
// settings: of the group with this index, the others unchanged, or with group
// −1 of all groups in the proportion they have now.
func FewestSenders(ctx context.Context, s simulation.Settings, group int) (Senders, error) {
	if err := checkSearch(s, group); err != nil {
		return Senders{}, err
	}
	search := newSearch(s, group)
	n, found, err := search.fewest(ctx)
	if err != nil {
		return Senders{}, err
	}
	least, most := search.bounds()
	if !found {
		out := Senders{}
		if out.Reason, err = search.reason(ctx, most); err != nil {
			return Senders{}, err
		}
		out.Curve, err = search.curve(ctx, least, most)
		return out, err
	}
	f, err := Of(ctx, search.with(n))
	if err != nil {
		return Senders{}, err
	}
	out := Senders{Senders: f.Settings.TotalSenders(), Groups: split(f.Settings), Forecast: &f}
	out.Curve, err = search.curve(ctx, least, min(most, 4*n))
	return out, err
}

func checkSearch(s simulation.Settings, group int) error {
	invalid := func(path, message string) error {
		return &simulation.Error{Code: simulation.CodeInvalid, Message: "senders cannot be searched for with these settings",
			Fields: []simulation.FieldError{{Path: path, Message: message}}}
	}
	switch {
	case len(s.Objectives) == 0:
		return invalid("objectives", "must have at least one to search for")
	case group < -1 || group >= len(s.SenderGroups):
		return invalid("query.group", fmt.Sprintf("must be the index of a sender group, 0 to %d, or absent for all", len(s.SenderGroups)-1))
	case s.Messages > MaxSolverMessages:
		return invalid("messages", "must be at most 1,000,000 to search for senders")
	}
	return nil
}
