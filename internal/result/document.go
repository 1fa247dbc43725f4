package result

import (
	"alertsim/internal/answer"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// Timeline counts messages by when they ended.
type Timeline struct {
	BinSeconds float64 `json:"binSeconds" doc:"Bin i holds what ended from i to i + 1 times this, in simulated seconds."`
	Delivered  []int64 `json:"delivered" nullable:"false"`
	Failed     []int64 `json:"failed" nullable:"false"`
	Expired    []int64 `json:"expired" nullable:"false"`
	// Acknowledged is absent where nothing can be.
	Acknowledged []int64 `json:"acknowledged,omitempty" nullable:"false" doc:"Messages by when they were acknowledged; absent where nothing can be."`
}

// Latency holds percentiles of the time to delivery in simulated seconds.
type Latency struct {
	P50 float64 `json:"p50"`
	P90 float64 `json:"p90"`
	P95 float64 `json:"p95"`
	P99 float64 `json:"p99"`
	Max float64 `json:"max"`
}

// Forecast is what a whole run comes to.
type Forecast struct {
	Answer          Answer            `json:"answer" doc:"The whole in a sentence, and its figures."`
	Makespan        float64           `json:"makespan" doc:"Simulated seconds until the last message ends."`
	WallSeconds     float64           `json:"wallSeconds" doc:"How long a live run takes on the wall if no time is lost; 0 for an instant one."`
	Delivered       int64             `json:"delivered"`
	Failed          int64             `json:"failed"`
	Expired         int64             `json:"expired"`
	Unreachable     int64             `json:"unreachable" doc:"Messages whose recipients have none of the channels."`
	Acknowledged    int64             `json:"acknowledged" doc:"Messages, of those delivered."`
	Repeats         int64             `json:"repeats" doc:"Attempts that delivered a message once more."`
	FurtherSteps    *int64            `json:"furtherSteps,omitempty" doc:"Steps that were begun beyond the first of each message; absent where there is nothing of steps."`
	Refused         *int64            `json:"refused,omitempty" doc:"Attempts that a cap refused; they are in attempts, but not in averageSendTime."`
	EndsAt          *float64          `json:"endsAt,omitempty" doc:"When nothing is left to happen: the makespan, or the last acknowledgement if that is later."`
	Attempts        int64             `json:"attempts"`
	AverageSendTime float64           `json:"averageSendTime"`
	Latency         *Latency          `json:"latency,omitempty"`
	Timeline        Timeline          `json:"timeline"`
	Groups          []GroupForecast   `json:"groups" nullable:"false" doc:"By sender group. What expires while it waits is in none."`
	SimulatorCost   *Cost             `json:"simulatorCost,omitempty" doc:"Of running the simulator on AWS for a live run, in a deployment of this size; not of the alert."`
	SendingCost     *SendingCost      `json:"sendingCost,omitempty" doc:"Of the alert, by the prices of the sender groups; absent where none has one."`
	Objectives      []ObjectiveStatus `json:"objectives" nullable:"false"`

	Audiences []AudienceForecast `json:"audiences,omitempty" nullable:"false" doc:"By audience, where there are any."`
	Channels  []ChannelForecast  `json:"channels,omitempty" nullable:"false" doc:"By channel, where there are any."`
	Steps     []StepForecast     `json:"steps,omitempty" nullable:"false" doc:"By step, through the cycles, where there are any."`
	Caps      []CapForecast      `json:"caps,omitempty" nullable:"false" doc:"By cap, where there are any."`
	Dates     *Dates             `json:"dates,omitempty" doc:"Where there is a calendar."`
	Warnings  []string           `json:"warnings,omitempty" nullable:"false" doc:"What in the settings may not be meant so, in sentences."`
}

// ObjectiveStatus is how an objective stands.
type ObjectiveStatus struct {
	Share    float64     `json:"share,omitempty"`
	Within   float64     `json:"within,omitempty"`
	Of       settings.Of `json:"of,omitempty" enum:"acknowledged" doc:"Absent: of delivered messages."`
	Audience string      `json:"audience,omitempty" doc:"Of whose messages the share is, and from whose start the time counts; absent: all."`
	Budget   *float64    `json:"budget,omitempty" doc:"What the sending may cost, instead of share and within."`
	Met      *bool       `json:"met" doc:"null: not decided yet"`
	At       *float64    `json:"at" doc:"Simulated seconds at which the share was delivered or acknowledged, counted from the start of the alert; null if it was not, and of a budget."`
	Date     string      `json:"date,omitempty" doc:"The same on the calendar, where there is one."`
}

// Document is the result as the API and the command line give it.
func (r Result) Document() Forecast {
	p := r.Plan
	groups := make([]GroupForecast, len(p.Groups))
	for i, g := range p.Groups {
		groups[i] = GroupForecast{
			Name: r.Settings.SenderGroups[i].Name, Senders: r.Settings.SenderGroups[i].Senders,
			Attempts: g.Attempts, Delivered: g.Delivered, Failed: g.Failed, AverageSendTime: g.AverageSendTime(),
		}
	}
	objectives := make([]ObjectiveStatus, len(r.Objectives))
	for i, o := range r.Objectives {
		objectives[i] = goalDocument(o.Objective)
		objectives[i].Met = &o.Met
		if o.Reached && o.Budget == nil {
			objectives[i].At, objectives[i].Date = new(o.At.Seconds()), date(r.Settings, o.At)
		}
	}
	f := Forecast{
		Answer: answerDocument(answer.Of(r.Settings, p, nil)), Groups: groups, SimulatorCost: r.Cost,
		Makespan: p.Makespan.Seconds(), WallSeconds: r.Wall.Seconds(),
		Delivered: p.Totals.Delivered, Failed: p.Totals.Failed, Expired: p.Totals.Expired,
		Attempts: p.Totals.Attempts, AverageSendTime: p.Totals.AverageSendTime(),
		Latency: latency(p.Latency), Timeline: TimelineDocument(p.Timeline), Objectives: objectives,
		Unreachable: p.Totals.Unreachable, Acknowledged: p.Totals.Acknowledged, Repeats: p.Totals.Repeats,
		Dates: r.dates(), Warnings: r.Settings.Warnings(r.Plan.Totals.Expired),
	}
	f.addParts(r)
	f.addCost(r)
	return f
}

// ObjectivesDocument tells how objectives stand.
func ObjectivesDocument(s settings.Settings, statuses []simulation.ObjectiveStatus) []ObjectiveStatus {
	out := make([]ObjectiveStatus, len(statuses))
	for i, o := range statuses {
		out[i] = goalDocument(o.Objective)
		out[i].Met = o.Met
		if o.At != nil {
			out[i].At, out[i].Date = new(o.At.Seconds()), date(s, *o.At)
		}
	}
	return out
}

// TimelineDocument tells what ended when.
func TimelineDocument(t simulation.Timeline) Timeline {
	return Timeline{BinSeconds: t.BinWidth.Seconds(), Delivered: full(t.Delivered), Failed: full(t.Failed), Expired: full(t.Expired), Acknowledged: t.Acknowledged}
}

// full is an empty list rather than null.
func full(list []int64) []int64 {
	if list == nil {
		return []int64{}
	}
	return list
}

func latency(l *simulation.Latency) *Latency {
	if l == nil {
		return nil
	}
	return &Latency{P50: l.P50.Seconds(), P90: l.P90.Seconds(), P95: l.P95.Seconds(), P99: l.P99.Seconds(), Max: l.Max.Seconds()}
}
