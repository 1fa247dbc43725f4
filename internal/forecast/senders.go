package forecast

import (
	"context"
	"fmt"
	"slices"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/schedule"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
	"alertsim/internal/statistics"
	"alertsim/internal/words"
)

// SendersQuery asks for the fewest senders that meet every objective.
type SendersQuery struct {
	Settings settings.Settings
	// Group is the index of the group whose senders are searched, the others
	// unchanged; −1 are all groups in the proportion they have now.
	Group int
	// Probability is the share of the seeds in which every objective has to be met,
	// above 0 and up to 1.
	Probability float64
	// Budget is the wall time in which numbers are tried; 0 is no limit. Half as
	// much again may go by until the answer is complete.
	Budget time.Duration
	// Progress, if there is one, is told what is done, one call at a time.
	Progress func(SendersProgress)
	// now is time.Now but in tests.
	now func() time.Time
}

// DefaultProbability is what is asked for if nothing else is said.
const DefaultProbability = 0.95

// SendersProgress is how far a search is.
type SendersProgress struct {
	Trying int // this number of senders, of the group or in all
	Tried  int // numbers so far
	Found  int // the fewest so far that suffice; 0: none yet
}

// Senders is the answer to "how many senders do I need?".
type Senders struct {
	// Senders is the fewest in all with which every objective is met in the share
	// of the seeds that was asked for, and Groups how they split. 0 if none are
	// known to suffice.
	Senders int
	Groups  []int
	// Probability and Seeds are what was asked for, and over how many seeds: those
	// of the settings and the next ones, the same for every number of senders.
	Probability float64
	Seeds       int
	// Share is in how many of the seeds these senders meet every objective.
	Share statistics.Share
	// Fewer is what one sender less comes to; nil if there can be none less.
	Fewer *FewerSenders
	// Searched is what the answer rests on.
	Searched Searched
	// Settings are those with these senders, and Plan what comes of them with the
	// first seed; nil if none suffice.
	Settings settings.Settings
	Plan     *simulation.Plan
	// Reason says why none suffice, or that there was no time to find any.
	Reason string
	// Curve shows senders against time, few to many, so that one sees the knee.
	Curve []SendersPoint
}

// FewerSenders is the number one below an answer.
type FewerSenders struct {
	Senders    int // in all
	Held, Runs int // fewer runs than seeds if the time ran out
	// Impossible says that a bound rules it out, however many runs were made.
	Impossible bool
}

// Searched says what was tried. Its numbers are of the group that was searched,
// else of all senders.
type Searched struct {
	// Answer is the answer as a number that was searched; 0 if there is none.
	Answer int
	// Group is the name of the group that was searched, as "calls" or "2"; "" if it
	// is all senders.
	Group string
	// Min and Max are the numbers there may be.
	Min, Max int
	// Possible is the least number that is not ruled out by a bound: all below it
	// certainly miss an objective in too many of the seeds. Max + 1 if all do.
	Possible int
	// Ordered says that more senders never do worse with these settings, so that a
	// number that misses rules out all below it.
	Ordered bool
	// Idle is from which number on further senders are never used, so that all these
	// come to the same; 0 where that is not known, or there is an answer.
	Idle int
	// Untried are the numbers from Possible to the answer, or to Max if there is
	// none, that were neither tried nor ruled out.
	Untried []Numbers
	// TimeRanOut says why they were not.
	TimeRanOut bool
}

// Numbers is a range of numbers of senders, both ends in it.
type Numbers struct{ From, To int }

// Complete reports whether the answer is certain to be the least for its seeds.
func (s Searched) Complete() bool { return len(s.Untried) == 0 }

// SendersPoint is what one number of senders comes to: times with the first seed,
// and in how many seeds every objective is met.
type SendersPoint struct {
	Senders    int
	Makespan   settings.Micros
	Objectives []simulation.ObjectiveTime
	Held, Runs int
}

// Limits of a search. Each number of senders is tried with as many seeds as make
// maxSearchAttempts, but with 20 at least and 100 at most.
const (
	maxSearchAttempts = 100_000_000
	minSeeds          = 20
	maxSeeds          = 100
	// MaxSearchAttempts bounds messages × attempts of a search.
	MaxSearchAttempts = maxSearchAttempts / minSeeds
)

// SearchSeeds is the number of seeds of a search with these settings.
func SearchSeeds(s settings.Settings) int {
	return int(max(minSeeds, min(maxSeeds, maxSearchAttempts/searchAttempts(s))))
}

func searchAttempts(s settings.Settings) int64 {
	if s.Extended() {
		return s.MostAttempts()
	}
	attempts := 1
	for _, g := range s.SenderGroups {
		if g.FailureRate > 0 && g.PermanentShare < 1 {
			attempts = s.Retry.MaxAttempts
		}
	}
	return s.Messages * int64(attempts)
}

// SearchJob is the job of a search with these settings.
func SearchJob(s settings.Settings) Job {
	seeds := SearchSeeds(s)
	j := JobOf(s, seeds)
	j.Bytes += schedule.BoundBytes * s.Messages
	j.Least = 0 // it ends when its own time does, and tells what it has found
	return j
}

// FewestSenders searches the fewest senders that meet every objective in a share
// of the seeds. The answer does not depend on the machine, unless the time runs
// out, which it says.
func FewestSenders(ctx context.Context, q SendersQuery) (Senders, error) {
	if err := CheckSearch(q); err != nil {
		return Senders{}, err
	}
	workOf(ctx).meter.expect(unknown)
	s, err := newSearch(ctx, q)
	if err != nil {
		return Senders{}, err
	}
	out, err := s.solve(ctx)
	if err != nil && ctx.Err() != nil {
		return Senders{}, ctx.Err()
	}
	return out, err
}

// CheckSearch refuses what cannot be searched for.
func CheckSearch(q SendersQuery) error {
	s := q.Settings
	refuse := func(f fault.FieldError) error {
		return &fault.Error{Code: fault.CodeInvalid, Message: "senders cannot be searched for with these settings", Fields: []fault.FieldError{f}}
	}
	invalid := func(path, message string) error { return refuse(fault.FieldError{Path: path, Message: message}) }
	asked := func(path, message string) error {
		return refuse(fault.FieldError{Path: path, Message: message, Asked: true})
	}
	switch attempts := searchAttempts(s); {
	case !(q.Probability > 0 && q.Probability <= 1):
		return asked("probability", "must be above 0 and at most 1, as a share of the seeds")
	case len(s.Objectives) == 0:
		return invalid("objectives", "must have at least one to search for")
	case slices.ContainsFunc(s.Objectives, func(o settings.Objective) bool { return o.Budget != nil }):
		return invalid("objectives", "must be about time to search for senders: a budget does not say how many are enough; leave it out")
	case q.Group < -1 || q.Group >= len(s.SenderGroups):
		return asked("group", fmt.Sprintf("must be the index of a sender group, 0 to %d, or absent for all", len(s.SenderGroups)-1))
	case attempts > MaxSearchAttempts && attempts > s.Messages:
		return invalid("messages", fmt.Sprintf("with up to %d attempts each must be at most %s to search for senders: a search runs them many times", s.AttemptsEach(), words.Count(MaxSearchAttempts/s.AttemptsEach())))
	case attempts > MaxSearchAttempts:
		return invalid("messages", "must be at most 5,000,000 to search for senders: a search runs them many times")
	}
	return nil
}
