package study

import (
	"fmt"
	"math"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/schedule"
	"alertsim/internal/settings"
	"alertsim/internal/words"
)

// MaxWork bounds what a study takes of one processor, as estimated.
const MaxWork = 10 * time.Hour

// Estimate is what a study is before it starts.
type Estimate struct {
	Points, Runs int
	// Attempts is how many are expected.
	Attempts float64
	// Work is what all runs take of one processor, about.
	Work   time.Duration
	Bytes  int64 // that one run holds at most
	Layout Layout
	// Longest is what the longest run takes, which no number of workers makes shorter.
	Longest time.Duration
}

// Wall is about how long the study takes of so many processors.
func (e Estimate) Wall(processors int) time.Duration {
	return max(e.Longest, e.Work/time.Duration(max(1, processors)))
}

// Prepare checks every point of a study and says what it is: CodeInvalid if it cannot be, or is too much work, or one of
// its runs may hold more than so many bytes.
func (q Query) Prepare(memory int64) (Estimate, error) {
	e := Estimate{Points: q.Points(), Runs: q.Runs()}
	work := make([]time.Duration, e.Points)
	total := 0.0
	var wrong error
	costs := ""
	err := q.Check(func(point int, s settings.Settings) {
		if of := costsOf(s); costs == "" {
			costs = of
		} else if of != costs && q.Find != Grid && wrong == nil {
			wrong = &fault.Error{Code: fault.CodeInvalid, Message: "the points cannot be compared", Fields: []fault.FieldError{{Path: "find",
				Message: fmt.Sprintf("compares what points cost, and some are reckoned in %s, some in %s; give all of them prices in one currency, or none", costs, of)}}}
		}
		work[point] = workOf(s)
		e.Longest = max(e.Longest, work[point])
		total += float64(pointWork) + float64(work[point])*float64(q.Replications)
		e.Attempts += schedule.ExpectedAttempts(s) * float64(q.Replications)
		e.Bytes = max(e.Bytes, schedule.MemoryOf(s).Plan)
		if err := schedule.CheckRun(s, memory); err != nil && wrong == nil {
			wrong = &fault.Error{Code: fault.CodeInvalid, Message: "a point of the study needs more memory than there is", Fields: q.explain(point, err)}
		}
	})
	switch {
	case err != nil:
		return Estimate{}, err
	case wrong != nil:
		return Estimate{}, wrong
	case total > float64(MaxWork):
		return Estimate{}, q.tooMuch(total)
	}
	e.Work = time.Duration(total)
	e.Layout = layoutOf(work, q.Replications)
	return e, nil
}

// costsOf is what a point's cost is reckoned in.
func costsOf(s settings.Settings) string {
	if s.HasPrices() {
		return s.Money()
	}
	return "senders"
}

func (q Query) tooMuch(total float64) error {
	fits := int(float64(q.Replications) * float64(MaxWork) / total)
	advice := "use fewer points or fewer messages"
	if fits > 0 {
		advice = fmt.Sprintf("of these points about %s each are possible; or use fewer points or messages", words.Counted(int64(fits), "replication"))
	}
	return &fault.Error{Code: fault.CodeInvalid, Message: "the study is too much work", Fields: []fault.FieldError{{Path: "replications",
		Message: fmt.Sprintf("make about %s hours of a processor with %s, and a study may take %.0f; %s",
			words.Count(int64(math.Ceil(total/float64(time.Hour)))), words.Counted(int64(q.Points()), "point"), MaxWork.Hours(), advice)}}}
}
