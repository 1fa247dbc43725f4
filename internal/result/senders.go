package result

import (
	"alertsim/internal/deployment"
	"alertsim/internal/forecast"
	"alertsim/internal/settings"
	"alertsim/internal/statistics"
)

// SendersAnswer is the fewest senders that meet every objective.
type SendersAnswer struct {
	Senders     int            `json:"senders" doc:"The fewest in all that meet every objective with the share of the seeds that was asked for, as far as was searched."`
	Groups      []int          `json:"groups" nullable:"false" doc:"How they split into the sender groups."`
	Probability float64        `json:"probability" doc:"The share that was asked for."`
	Seeds       SeedsMet       `json:"seeds" doc:"With how many seeds they meet every objective."`
	Fewer       *FewerSenders  `json:"fewer,omitempty" doc:"What one sender less comes to. Absent: there can be none less."`
	Searched    Searched       `json:"searched"`
	Forecast    ForecastAnswer `json:"forecast" doc:"Of these senders with the first seed, which may be one of those that miss."`
	Curve       []SendersPoint `json:"curve" nullable:"false" doc:"Senders against time."`
}

// SeedsMet is with how many seeds every objective is met.
type SeedsMet struct {
	Met        int      `json:"met" doc:"Seeds."`
	Of         int      `json:"of" doc:"Seeds: that of the settings and the next ones."`
	Share      float64  `json:"share"`
	Interval   Interval `json:"interval" doc:"Of the share of all seeds, by Clopper and Pearson."`
	Confidence float64  `json:"confidence" doc:"The probability with which the interval holds."`
}

// FewerSenders is the number one below the answer.
type FewerSenders struct {
	Senders int `json:"senders" doc:"In all."`
	Met     int `json:"met" doc:"Seeds with which every objective is met."`
	Of      int `json:"of" doc:"Seeds that were tried; fewer than for the answer if the time ran out."`
}

// Searched is what an answer rests on. Its numbers are of the group that was
// searched, else of all senders.
type Searched struct {
	Least      int       `json:"least" doc:"The least number there may be."`
	Most       int       `json:"most" doc:"The most there may be."`
	Possible   int       `json:"possible" doc:"Numbers below it certainly miss an objective, whatever the order of sending."`
	Ordered    bool      `json:"ordered" doc:"More senders never do worse with these settings, so that a number that misses rules out all below it."`
	Untried    []Numbers `json:"untried" nullable:"false" doc:"Fewer than the answer, and neither tried nor ruled out: a smaller answer may be among them."`
	TimeRanOut bool      `json:"timeRanOut" doc:"Why they were not tried."`
	InWords    []string  `json:"inWords" nullable:"false" doc:"The same in sentences."`
}

// Numbers is a range of numbers of senders.
type Numbers struct {
	From int `json:"from"`
	To   int `json:"to" doc:"Which is in it."`
}

// SendersPoint is what one number of senders comes to.
type SendersPoint struct {
	Senders  int        `json:"senders"`
	Makespan float64    `json:"makespan" doc:"With the first seed."`
	At       []*float64 `json:"at" nullable:"false" doc:"When each objective's share is delivered with the first seed; null: never."`
	Met      int        `json:"met" doc:"Seeds with which every objective is met."`
	Of       int        `json:"of" doc:"Seeds that were tried."`
}

// NewSendersAnswer is the document of a search that found enough senders.
func NewSendersAnswer(s settings.Settings, found forecast.Senders, d deployment.Deployment) SendersAnswer {
	share, searched := found.Share, found.Searched
	answer := SendersAnswer{
		Senders: found.Senders, Groups: found.Groups, Probability: found.Probability,
		Seeds: SeedsMet{
			Met: share.Held, Of: share.Runs, Share: share.Value(),
			Interval: Interval{share.Low, share.High}, Confidence: statistics.Confidence,
		},
		Searched: Searched{
			Least: searched.Min, Most: searched.Max, Possible: searched.Possible, Ordered: searched.Ordered,
			Untried: make([]Numbers, len(searched.Untried)), TimeRanOut: searched.TimeRanOut, InWords: found.SearchedInWords(),
		},
		Forecast: NewForecastAnswer(Of(found.Settings, found.Plan, d), nil),
		Curve:    make([]SendersPoint, len(found.Curve)),
	}
	if f := found.Fewer; f != nil {
		answer.Fewer = &FewerSenders{Senders: f.Senders, Met: f.Held, Of: f.Runs}
	}
	for i, n := range searched.Untried {
		answer.Searched.Untried[i] = Numbers(n)
	}
	for i, p := range found.Curve {
		point := SendersPoint{Senders: p.Senders, Makespan: p.Makespan.Seconds(), At: make([]*float64, len(s.Objectives)), Met: p.Held, Of: p.Runs}
		for j, o := range p.Objectives {
			if o.Reached {
				point.At[j] = new(o.At.Seconds())
			}
		}
		answer.Curve[i] = point
	}
	return answer
}
