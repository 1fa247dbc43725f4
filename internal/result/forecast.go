package result

import (
	"math"

	"alertsim/internal/forecast"
	"alertsim/internal/settings"
	"alertsim/internal/statistics"
	"alertsim/internal/study"
)

// ForecastAnswer is what settings will come to.
type ForecastAnswer struct {
	Settings settings.Settings `json:"settings" doc:"As understood, defaults filled in."`
	Forecast
	Replications *Replications `json:"replications,omitempty"`
	Bounds       *Bounds       `json:"bounds,omitempty" doc:"What bounds the result, where that was asked for."`
	Moments      *Moments      `json:"moments,omitempty" doc:"How it stands now and then, where that was asked for."`
	Changes      *Changes      `json:"changes,omitempty" doc:"What would help most, where that was asked for."`
}

// GroupForecast is what one sender group does.
type GroupForecast struct {
	Name            string  `json:"name"`
	Senders         int     `json:"senders"`
	Attempts        int64   `json:"attempts"`
	Delivered       int64   `json:"delivered"`
	Failed          int64   `json:"failed"`
	AverageSendTime float64 `json:"averageSendTime"`

	// Of the model's second version.

	Channel           string            `json:"channel,omitempty"`
	Ends              *AttemptsForecast `json:"ends,omitempty" doc:"How its attempts end."`
	ClosedSeconds     *float64          `json:"closedSeconds,omitempty" doc:"How long it was closed while a message was not over."`
	HeldByRateSeconds *float64          `json:"heldByRateSeconds,omitempty" doc:"How long its rate alone kept it from starting something."`
}

// Replications are several runs that differ in their seed only.
type Replications struct {
	Runs       int              `json:"runs" doc:"Fewer than asked for if the precision was reached."`
	Confidence float64          `json:"confidence" doc:"The probability with which each interval holds, or more."`
	Figures    []Figure         `json:"figures" nullable:"false"`
	Objectives []ObjectiveShare `json:"objectives" nullable:"false"`
	Precision  *Precision       `json:"precision,omitempty" doc:"Whether the precision that was asked for was reached."`
}

// Interval is where something lies with the confidence.
type Interval struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// Estimate is what the runs say of one figure.
type Estimate struct {
	Runs     int       `json:"runs" doc:"That had this figure."`
	Mean     float64   `json:"mean" doc:"Of these runs."`
	Median   float64   `json:"median" doc:"Of these runs: half of them do not exceed it."`
	Interval *Interval `json:"interval,omitempty" doc:"Of the median over all seeds. It holds for every distribution, in whole numbers and with rare outliers too. Absent: fewer than 6 runs (more if a precision is asked for) tell nothing."`
	Min      float64   `json:"min" doc:"Of these runs."`
	Max      float64   `json:"max" doc:"Of these runs."`
}

// Figure is one figure over the runs.
type Figure struct {
	Name string `json:"name"`
	Unit string `json:"unit"`
	Estimate
	Values []*float64 `json:"values,omitempty" nullable:"false" doc:"Of each run, in the order of the seeds; null: the run has none. Absent unless asked for."`
}

// ObjectiveShare is in what share of the runs an objective was met.
type ObjectiveShare struct {
	Share    float64     `json:"share,omitempty"`
	Within   float64     `json:"within,omitempty"`
	Of       settings.Of `json:"of,omitempty" enum:"acknowledged" doc:"Absent: of delivered messages."`
	Audience string      `json:"audience,omitempty"`
	Budget   *float64    `json:"budget,omitempty"`
	Met      float64     `json:"met" doc:"Share of the runs."`
	Interval Interval    `json:"interval" doc:"Of the share of all seeds, by Clopper and Pearson."`
	At       *Estimate   `json:"at,omitempty" doc:"When the share was delivered, over the runs in which it was."`
	Values   []*float64  `json:"values,omitempty" nullable:"false" doc:"When it was in each run, in the order of the seeds; null: in that one it was not. Absent unless asked for."`
}

// Precision is how well the least known figure is known.
type Precision struct {
	Wanted  float64  `json:"wanted"`
	Met     bool     `json:"met"`
	Reached *float64 `json:"reached" doc:"Half the width of the interval as a share of the median; null: the median is 0, or there is no interval."`
	Figure  string   `json:"figure" doc:"The least known one."`
}

func estimateDocument(e statistics.Estimate) Estimate {
	out := Estimate{Runs: e.N, Mean: e.Mean, Median: e.Median, Min: e.Min, Max: e.Max}
	if e.Interval != nil {
		out.Interval = &Interval{e.Interval.Low, e.Interval.High}
	}
	return out
}

func replicationsDocument(r forecast.Replications) *Replications {
	out := &Replications{Runs: r.Runs, Confidence: statistics.Confidence, Figures: make([]Figure, len(r.Figures)), Objectives: make([]ObjectiveShare, len(r.Objectives))}
	for i, f := range r.Figures {
		out.Figures[i] = Figure{Name: f.Name, Unit: f.Unit, Estimate: estimateDocument(f.Estimate)}
	}
	for i, o := range r.Objectives {
		out.Objectives[i] = ObjectiveShare{
			Share: o.Objective.Share, Within: o.Within, Of: o.Of, Audience: o.Audience, Budget: o.Budget, Met: o.Share.Value(), Interval: Interval{o.Share.Low, o.Share.High},
		}
		if o.At != nil {
			out.Objectives[i].At = new(estimateDocument(*o.At))
		}
	}
	if p := r.Precision; p != nil {
		out.Precision = &Precision{Wanted: p.Wanted, Met: p.Met(), Figure: p.Figure}
		if !math.IsInf(p.Reached, 0) {
			out.Precision.Reached = &p.Reached
		}
	}
	return out
}

// WithValues adds every figure of every run, which the document then has in the order of the seeds.
func (r *Replications) WithValues(from forecast.Replications) {
	place := map[string]int{}
	for i, f := range study.Figures {
		place[f.Name] = i
	}
	for i, f := range r.Figures {
		r.Figures[i].Values = eachOf(from.All, place[f.Name])
	}
	for i := range r.Objectives {
		if r.Objectives[i].Budget == nil {
			r.Objectives[i].Values = eachOf(from.All, len(study.Figures)+i)
		}
	}
}

// eachOf is the i-th figure of each run; nil where a run has none.
func eachOf(runs []study.Run, i int) []*float64 {
	values := make([]*float64, len(runs))
	for seed, run := range runs {
		if has := study.ValuesOf([]study.Run{run}, i); len(has) > 0 {
			values[seed] = &has[0]
		}
	}
	return values
}

// NewForecastAnswer is the document of a forecast. Replications may be nil.
func NewForecastAnswer(r Result, runs *forecast.Replications) ForecastAnswer {
	answer := ForecastAnswer{Settings: r.Settings, Forecast: r.Document()}
	if runs != nil {
		answer.Replications = replicationsDocument(*runs)
	}
	return answer
}
