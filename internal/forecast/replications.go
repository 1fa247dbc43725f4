package forecast

import (
	"context"
	"strconv"

	"alertsim/internal/simulation"
)

// Limits of replications.
const (
	// MaxReplicatedMessages bounds messages × replications of one request.
	MaxReplicatedMessages = 100_000_000
	// MaxReplications bounds the seeds of one request.
	MaxReplications = 1000
	// minReplications is how many are run before their spread is trusted enough
	// to stop early.
	minReplications = 10
)

// Replications are several runs that differ in nothing but their seed. One run
// misleads: it may have been a lucky one.
type Replications struct {
	Runs       int // that were made; fewer than asked for if the precision was reached
	Figures    []Figure
	Objectives []ObjectiveShare
}

// Figure is one figure over all runs.
type Figure struct {
	Name string
	Unit string
	Estimate
}

// ObjectiveShare is in what share of the runs an objective was met.
type ObjectiveShare struct {
	simulation.Objective
	Met float64
	// At is when the share was delivered, over the runs in which it was; nil if
	// it never was.
	At *Estimate
}

// Replicate makes n runs with the seeds Seed, Seed + 1 and so on. With a
// precision above 0 it stops once the confidence interval of every figure is
// within that share of its mean, after ten runs at the least.
func Replicate(ctx context.Context, s simulation.Settings, n int, precision float64) (Replications, error) {
	if err := checkReplications(s, n, precision); err != nil {
		return Replications{}, err
	}
	c := newCollector(s)
	for i := range n {
		run := s
		run.Seed = (s.Seed + int64(i)) % (simulation.MaxSeed + 1)
		plan, err := planOf(ctx, run)
		if err != nil {
			return Replications{}, err
		}
		c.add(plan)
		if precision > 0 && i+1 >= minReplications && c.preciseTo(precision) {
			break
		}
	}
	return c.result(), nil
}

func checkReplications(s simulation.Settings, n int, precision float64) error {
	var fields []simulation.FieldError
	switch {
	case n < 1 || n > MaxReplications:
		fields = append(fields, simulation.FieldError{Path: "query.replications", Message: "must be between 1 and 1000"})
	case s.Messages > MaxReplicatedMessages/int64(n):
		fields = append(fields, simulation.FieldError{Path: "query.replications", Message: "messages × replications must be at most 100,000,000; with these messages at most " +
			strconv.FormatInt(MaxReplicatedMessages/s.Messages, 10)})
	}
	if !(precision >= 0 && precision <= 1) {
		fields = append(fields, simulation.FieldError{Path: "query.precision", Message: "must be between 0 and 1, as a share of the mean"})
	}
	if len(fields) > 0 {
		return &simulation.Error{Code: simulation.CodeInvalid, Message: "the replications asked for are not possible", Fields: fields}
	}
	return nil
}
