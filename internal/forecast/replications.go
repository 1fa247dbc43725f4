package forecast

import (
	"context"
	"fmt"

	"alertsim/internal/fault"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
	"alertsim/internal/statistics"
	"alertsim/internal/study"
)

// Limits of replications.
const (
	// MaxReplicatedAttempts bounds messages × attempts × replications of one
	// request.
	MaxReplicatedAttempts = 100_000_000
	// MaxReplications bounds the seeds of one request.
	MaxReplications = 1000
	// MinPrecisionRuns is after how many runs their precision is looked at for the
	// first time; then whenever there are twice as many.
	MinPrecisionRuns = 10
	// MetShare is in what share of the runs an objective has to be met to count as
	// met over all of them.
	MetShare = 0.95
)

// Replications are several runs that differ in nothing but their seed. One run
// misleads: it may have been a lucky one.
type Replications struct {
	Runs       int // that were made; fewer than asked for if the precision was reached
	All        []study.Run
	Figures    []Figure
	Objectives []ObjectiveShare
	// Precision is nil if none was asked for.
	Precision *Precision
}

// Figure is one figure over all runs.
type Figure struct {
	Name string
	Unit string
	statistics.Estimate
}

// ObjectiveShare is in what share of the runs an objective was met.
type ObjectiveShare struct {
	settings.Objective
	Share statistics.Share
	// At is when the share was delivered, over the runs in which it was; nil if
	// it never was.
	At *statistics.Estimate
}

// Met reports whether it was met in as many runs as are wanted.
func (o ObjectiveShare) Met() bool { return o.Share.Meets(MetShare) }

// Precision is how well the least known figure is known: half the width of its
// interval as a share of its median.
type Precision struct {
	Wanted float64
	// Reached is +Inf if the median is 0 and its interval is not, or if there is
	// none.
	Reached float64
	Figure  string
}

// Met reports whether the precision that was asked for was reached.
func (p Precision) Met() bool { return p.Reached <= p.Wanted }

// Replicate is a study of one point that may end early: it makes n runs with the seeds Seed, Seed + 1 and so on, of which the
// first is the forecast itself. Several are computed at a time; the result does
// not depend on how many, nor on which is done first. With a precision above 0
// it stops once every figure is known to that share of its median: it looks when
// 10, 20, 40 … runs are made. Looking often is trying one's luck, so the chance
// of an interval to miss is divided among the looks.
func Replicate(ctx context.Context, s settings.Settings, n int, precision float64) (*simulation.Plan, Replications, error) {
	if fields := checkReplications(n, precision); fields != nil {
		return nil, Replications{}, invalidReplications(fields)
	}
	looks, miss := 0, 1-statistics.Confidence
	if precision > 0 {
		for at := MinPrecisionRuns; at < n; at *= 2 {
			looks++
		}
		miss /= float64(looks + 1) // the last is at the end
	}
	compiled, err := compile(ctx, s)
	if err != nil {
		return nil, Replications{}, err
	}
	c := &collector{settings: s}
	workOf(ctx).meter.expect(n)
	var first *simulation.Plan
	look := MinPrecisionRuns
	err = inOrder(ctx, n, func(ctx context.Context, i int) (*simulation.Plan, error) {
		run := s
		run.Seed = study.SeedOf(s.Seed, i)
		return planBy(ctx, run, compiled.Reseeded(run.Seed))
	}, func(i int, p *simulation.Plan) (more bool) {
		if i == 0 {
			first = p
		}
		c.runs = append(c.runs, study.RunOf(s, p))
		if precision == 0 || len(c.runs) < look {
			return true
		}
		look *= 2
		reached, _ := c.precision(miss)
		return reached > precision
	})
	if err != nil {
		return nil, Replications{}, err
	}
	out := c.result(miss)
	if precision > 0 {
		p := Precision{Wanted: precision}
		p.Reached, p.Figure = c.precision(miss)
		out.Precision = &p
	}
	return first, out, nil
}

// CheckReplications refuses what one request may not ask for: what Replicate does
// not take, or too many attempts.
func CheckReplications(s settings.Settings, n int, precision float64) error {
	fields := checkReplications(n, precision)
	if fields == nil && maxAttempts(s, n) > MaxReplicatedAttempts && n > 1 {
		each := maxAttempts(s, 1)
		fields = []fault.FieldError{{Asked: true, Path: "replications", Message: fmt.Sprintf(
			"messages × attempts × replications must be at most 100,000,000; of these settings at most %d replications are", max(1, MaxReplicatedAttempts/each))}}
	}
	if fields == nil && n == 1 && precision > 0 {
		fields = []fault.FieldError{{Asked: true, Path: "precision", Message: "takes several replications; say how many there may be"}}
	}
	if fields != nil {
		return invalidReplications(fields)
	}
	return nil
}

func checkReplications(n int, precision float64) (fields []fault.FieldError) {
	if n < 1 || n > MaxReplications {
		fields = append(fields, fault.FieldError{Asked: true, Path: "replications", Message: "must be between 1 and 1000"})
	}
	if !(precision >= 0 && precision <= 1) {
		fields = append(fields, fault.FieldError{Asked: true, Path: "precision", Message: "must be between 0 and 1, as a share of the median"})
	}
	return fields
}

func invalidReplications(fields []fault.FieldError) error {
	return &fault.Error{Code: fault.CodeInvalid, Message: "the replications asked for are not possible", Fields: fields}
}
