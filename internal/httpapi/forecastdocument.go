package httpapi

import (
	"alertsim/internal/forecast"
	"alertsim/internal/simulation"
)

// ForecastAnswer is what settings will come to.
type ForecastAnswer struct {
	Settings simulation.Settings `json:"settings" doc:"As understood, defaults filled in."`
	Forecast
	Exact        bool          `json:"exact" doc:"Whether this is the run itself; if not, see sample."`
	Sample       *Sample       `json:"sample,omitempty" doc:"Above 10,000,000 messages: of what it was extrapolated."`
	Replications *Replications `json:"replications,omitempty"`
}

// Sample says of what a forecast was extrapolated.
type Sample struct {
	Messages      int64   `json:"messages"`
	RelativeError float64 `json:"relativeError" doc:"Half-width of the 95 % confidence interval of the times, as a share of them."`
}

// GroupForecast is what one sender group does.
type GroupForecast struct {
	Name            string  `json:"name"`
	Senders         int     `json:"senders"`
	Attempts        int64   `json:"attempts"`
	Delivered       int64   `json:"delivered"`
	Failed          int64   `json:"failed"`
	AverageSendTime float64 `json:"averageSendTime"`
}

// Cost is what a live run costs on AWS in US dollars at list prices.
type Cost struct {
	Lambda   float64 `json:"lambda"`
	SQS      float64 `json:"sqs"`
	DynamoDB float64 `json:"dynamodb"`
	Total    float64 `json:"total" doc:"The sum of the three: the run itself."`
	Viewer   float64 `json:"viewer" doc:"What one browser that watches all of it adds."`
	Currency string  `json:"currency" enum:"USD"`
	Region   string  `json:"region"`
	AsOf     string  `json:"asOf" doc:"Year and month of the prices."`
	Source   string  `json:"source"`
}

// Replications are several runs that differ in their seed only.
type Replications struct {
	Runs       int              `json:"runs" doc:"Fewer than asked for if the precision was reached."`
	Confidence float64          `json:"confidence" doc:"Of every interval."`
	Figures    []Figure         `json:"figures" nullable:"false"`
	Objectives []ObjectiveShare `json:"objectives" nullable:"false"`
}

// Estimate is the mean of one figure over the runs.
type Estimate struct {
	Mean float64 `json:"mean"`
	Low  float64 `json:"low" doc:"Of the confidence interval of the mean."`
	High float64 `json:"high" doc:"Of the confidence interval of the mean."`
	Min  float64 `json:"min" doc:"Of all runs."`
	Max  float64 `json:"max" doc:"Of all runs."`
}

// Figure is one figure over the runs.
type Figure struct {
	Name string `json:"name"`
	Unit string `json:"unit"`
	Estimate
}

// ObjectiveShare is in what share of the runs an objective was met.
type ObjectiveShare struct {
	Share  float64   `json:"share"`
	Within float64   `json:"within"`
	Met    float64   `json:"met" doc:"Share of the runs."`
	At     *Estimate `json:"at,omitempty" doc:"When the share was delivered, over the runs in which it was."`
}

// SendersAnswer is the fewest senders that meet every objective.
type SendersAnswer struct {
	Senders  int            `json:"senders" doc:"In all; with one fewer an objective is missed."`
	Groups   []int          `json:"groups" nullable:"false" doc:"How they split into the sender groups."`
	Forecast ForecastAnswer `json:"forecast"`
	Curve    []SendersPoint `json:"curve" nullable:"false" doc:"Senders against time."`
}

// SendersPoint is what one number of senders comes to.
type SendersPoint struct {
	Senders  int        `json:"senders"`
	Makespan float64    `json:"makespan"`
	At       []*float64 `json:"at" nullable:"false" doc:"When each objective's share is delivered; null: never."`
	Met      bool       `json:"met"`
}

func forecastAnswer(f forecast.Forecast) ForecastAnswer {
	s := simulation.Simulation{Settings: f.Settings, Plan: f.Plan}
	answer := ForecastAnswer{Settings: f.Settings, Forecast: *forecastDocument(s), Exact: f.Sample == nil}
	if f.Sample != nil {
		answer.Sample = &Sample{f.Sample.Messages, f.Sample.RelativeError}
	}
	return answer
}

func costDocument(c *forecast.Cost) *Cost {
	if c == nil {
		return nil
	}
	return &Cost{
		Lambda: c.Lambda, SQS: c.SQS, DynamoDB: c.DynamoDB, Total: c.Total, Viewer: c.Viewer,
		Currency: "USD", Region: c.Prices.Region, AsOf: c.Prices.AsOf, Source: c.Prices.Source,
	}
}

func estimateDocument(e forecast.Estimate) Estimate {
	return Estimate{Mean: e.Mean, Low: e.Mean - e.HalfWidth, High: e.Mean + e.HalfWidth, Min: e.Min, Max: e.Max}
}

func replicationsDocument(r forecast.Replications) *Replications {
	out := &Replications{Runs: r.Runs, Confidence: forecast.Confidence, Figures: make([]Figure, len(r.Figures)), Objectives: make([]ObjectiveShare, len(r.Objectives))}
	for i, f := range r.Figures {
		out.Figures[i] = Figure{Name: f.Name, Unit: f.Unit, Estimate: estimateDocument(f.Estimate)}
	}
	for i, o := range r.Objectives {
		out.Objectives[i] = ObjectiveShare{Share: o.Share, Within: o.Within, Met: o.Met}
		if o.At != nil {
			out.Objectives[i].At = new(estimateDocument(*o.At))
		}
	}
	return out
}

func sendersAnswer(s simulation.Settings, found forecast.Senders) SendersAnswer {
	answer := SendersAnswer{Senders: found.Senders, Groups: found.Groups, Forecast: forecastAnswer(*found.Forecast), Curve: make([]SendersPoint, len(found.Curve))}
	for i, p := range found.Curve {
		point := SendersPoint{Senders: p.Senders, Makespan: p.Makespan.Seconds(), At: make([]*float64, len(s.Objectives)), Met: p.Met}
		for j, o := range p.Objectives {
			if o.Reached {
				point.At[j] = new(o.At.Seconds())
			}
		}
		answer.Curve[i] = point
	}
	return answer
}

// NewForecastAnswer is the document of a forecast, for programs that compute it
// themselves. Replications may be nil.
func NewForecastAnswer(f forecast.Forecast, r *forecast.Replications) ForecastAnswer {
	answer := forecastAnswer(f)
	if r != nil {
		answer.Replications = replicationsDocument(*r)
	}
	return answer
}

// NewSendersAnswer is the document of a search that found enough senders, for
// programs that search themselves.
func NewSendersAnswer(s simulation.Settings, found forecast.Senders) SendersAnswer {
	return sendersAnswer(s, found)
}
