package result

import (
	"alertsim/internal/simulation"
)

// Timeline counts messages by when they ended.
type Timeline struct {
	BinSeconds float64 `json:"binSeconds" doc:"Bin i holds what ended from i to i + 1 times this, in simulated seconds."`
	Delivered  []int64 `json:"delivered" nullable:"false"`
	Failed     []int64 `json:"failed" nullable:"false"`
	Expired    []int64 `json:"expired" nullable:"false"`
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
	Makespan        float64           `json:"makespan" doc:"Simulated seconds until the last message ends."`
	WallSeconds     float64           `json:"wallSeconds" doc:"How long a live run takes on the wall if no time is lost; 0 for an instant one."`
	Delivered       int64             `json:"delivered"`
	Failed          int64             `json:"failed"`
	Expired         int64             `json:"expired"`
	Attempts        int64             `json:"attempts"`
	AverageSendTime float64           `json:"averageSendTime"`
	Latency         *Latency          `json:"latency,omitempty"`
	Timeline        Timeline          `json:"timeline"`
	Groups          []GroupForecast   `json:"groups" nullable:"false" doc:"By sender group. What expires while it waits is in none."`
	SimulatorCost   *Cost             `json:"simulatorCost,omitempty" doc:"Of running the simulator on AWS for a live run, in a deployment of this size; not of the alert."`
	Objectives      []ObjectiveStatus `json:"objectives" nullable:"false"`
}

// ObjectiveStatus is how an objective stands.
type ObjectiveStatus struct {
	Share  float64  `json:"share"`
	Within float64  `json:"within"`
	Met    *bool    `json:"met" doc:"null: not decided yet"`
	At     *float64 `json:"at" doc:"Simulated seconds at which the share was delivered; null if it was not."`
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
		objectives[i] = ObjectiveStatus{Share: o.Share, Within: o.Within, Met: &o.Met}
		if o.Reached {
			objectives[i].At = new(o.At.Seconds())
		}
	}
	return Forecast{
		Groups: groups, SimulatorCost: r.Cost,
		Makespan: p.Makespan.Seconds(), WallSeconds: r.Wall.Seconds(),
		Delivered: p.Totals.Delivered, Failed: p.Totals.Failed, Expired: p.Totals.Expired,
		Attempts: p.Totals.Attempts, AverageSendTime: p.Totals.AverageSendTime(),
		Latency: latency(p.Latency), Timeline: TimelineDocument(p.Timeline), Objectives: objectives,
	}
}

// ObjectivesDocument tells how objectives stand.
func ObjectivesDocument(statuses []simulation.ObjectiveStatus) []ObjectiveStatus {
	out := make([]ObjectiveStatus, len(statuses))
	for i, o := range statuses {
		out[i] = ObjectiveStatus{Share: o.Share, Within: o.Within, Met: o.Met}
		if o.At != nil {
			out[i].At = new(o.At.Seconds())
		}
	}
	return out
}

// TimelineDocument tells what ended when.
func TimelineDocument(t simulation.Timeline) Timeline {
	return Timeline{BinSeconds: t.BinWidth.Seconds(), Delivered: full(t.Delivered), Failed: full(t.Failed), Expired: full(t.Expired)}
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
