package httpapi

import (
	"alertsim/internal/deployment"
	"alertsim/internal/forecast"
	"alertsim/internal/simulation"
)

// summary maps what the history shows.
func (a *api) summary(s simulation.Simulation) SimulationSummary {
	return SimulationSummary{
		ID: s.ID, State: s.State, Reason: s.Reason, Settings: s.Settings,
		CreatedAt: timestamp(s.CreatedAt), ReadyAt: optional(s.ReadyAt), StartedAt: optional(s.StartedAt), FinishedAt: optional(s.FinishedAt),
		Progress:   progress(s.Progress(a.now())),
		Objectives: objectives(s.ObjectiveStatuses()),
	}
}

// document maps everything the monitor shows.
func (a *api) document(s simulation.Simulation) Simulation {
	d := Simulation{SimulationSummary: a.summary(s), Shards: make([]Shard, len(s.Shards))}
	for i, shard := range s.Shards {
		if shard.State != simulation.ShardPreparing {
			d.ShardsReady++
		}
		d.Shards[i] = Shard{
			Index: shard.Index, State: shard.State, Senders: shard.To - shard.From, Clock: shard.Clock.Seconds(),
			Delivered: shard.Counts.Delivered, Failed: shard.Counts.Failed, Expired: shard.Counts.Expired, InFlight: shard.Counts.InFlight,
			LagSeconds:  s.Lag(shard, a.now()).Seconds(),
			HeartbeatAt: timestamp(shard.HeartbeatAt), Token: shard.Token, HandOvers: shard.HandOvers,
		}
	}
	if t := s.TimelineSoFar(); t != nil {
		d.Timeline = new(timeline(*t))
		d.Forecast = forecastDocument(s, a.Deployment)
	}
	if s.State == simulation.Completed && d.Forecast != nil {
		d.Latency = d.Forecast.Latency
	}
	return d
}

func progress(p simulation.Progress) Progress {
	out := Progress{
		Messages: p.Messages, Delivered: p.Delivered, Failed: p.Failed, Expired: p.Expired,
		InFlight: p.InFlight, Waiting: p.Waiting, Attempts: p.Attempts,
		AverageSendTime: p.AverageSendTime(), Throughput: p.Throughput, SimulatedSeconds: p.Clock.Seconds(),
		WallSeconds: p.Wall.Seconds(), LagSeconds: p.Lag.Seconds(),
	}
	if p.Remaining != nil {
		out.EtaSeconds = new(p.Remaining.Seconds())
	}
	return out
}

func objectives(statuses []simulation.ObjectiveStatus) []ObjectiveStatus {
	out := make([]ObjectiveStatus, len(statuses))
	for i, o := range statuses {
		out[i] = ObjectiveStatus{Share: o.Share, Within: o.Within, Met: o.Met}
		if o.At != nil {
			out[i].At = new(o.At.Seconds())
		}
	}
	return out
}

func timeline(t simulation.Timeline) Timeline {
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

// forecastDocument maps the plan of a simulation that has one.
func forecastDocument(s simulation.Simulation, d deployment.Deployment) *Forecast {
	p := s.Plan
	f := forecast.Forecast{Settings: s.Settings, Plan: p, Wall: s.PlannedWallTime()}
	done := s
	done.State = simulation.Completed // the objectives as they will stand then
	done.Shards = []simulation.Shard{{State: simulation.ShardDone, Clock: p.Makespan}}
	groups := make([]GroupForecast, len(p.Groups))
	for i, g := range p.Groups {
		groups[i] = GroupForecast{
			Name: s.Settings.SenderGroups[i].Name, Senders: s.Settings.SenderGroups[i].Senders,
			Attempts: g.Attempts, Delivered: g.Delivered, Failed: g.Failed, AverageSendTime: g.AverageSendTime(),
		}
	}
	return &Forecast{
		Groups: groups, SimulatorCost: costDocument(forecast.CostOf(f, d)),
		Makespan: p.Makespan.Seconds(), WallSeconds: f.Wall.Seconds(),
		Delivered: p.Totals.Delivered, Failed: p.Totals.Failed, Expired: p.Totals.Expired,
		Attempts: p.Totals.Attempts, AverageSendTime: p.Totals.AverageSendTime(),
		Latency: latency(p.Latency), Timeline: timeline(p.Timeline), Objectives: objectives(done.ObjectiveStatuses()),
	}
}
