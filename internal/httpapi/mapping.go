package httpapi

import (
	"alertsim/internal/answer"
	"alertsim/internal/engine"
	"alertsim/internal/result"
	"alertsim/internal/simulation"
)

// summary maps what the history shows.
func (a *api) summary(s simulation.Simulation) SimulationSummary {
	return SimulationSummary{
		ID: s.ID, State: s.State, Reason: s.Reason, Settings: s.Settings,
		Engine: s.Engine, Notice: s.EngineNotice(engine.Version),
		CreatedAt: timestamp(s.CreatedAt), ReadyAt: optional(s.ReadyAt), StartedAt: optional(s.StartedAt), FinishedAt: optional(s.FinishedAt),
		Progress:   progress(s.Progress(a.now())),
		Objectives: result.ObjectivesDocument(s.Settings, s.ObjectiveStatuses()),
	}
}

// document maps everything the monitor shows.
func (a *api) document(s simulation.Simulation) Simulation {
	d := Simulation{SimulationSummary: a.summary(s), Sentence: answer.SoFar(s, a.now()), Shards: make([]Shard, len(s.Shards))}
	for i, shard := range s.Shards {
		if shard.State != simulation.ShardPreparing {
			d.ShardsReady++
		}
		d.Shards[i] = Shard{
			Index: shard.Index, State: shard.State, Senders: shard.To - shard.From, Clock: shard.Clock.Seconds(),
			Delivered: shard.Counts.Delivered, Failed: shard.Counts.Failed, Expired: shard.Counts.Expired, InFlight: shard.Counts.InFlight,
			Unreachable: shard.Counts.Unreachable, Acknowledged: shard.Counts.Acknowledged, Repeats: shard.Counts.Repeats,
			LagSeconds:  s.Lag(shard, a.now()).Seconds(),
			HeartbeatAt: timestamp(shard.HeartbeatAt), Token: shard.Token, HandOvers: shard.HandOvers,
		}
	}
	if t := s.TimelineSoFar(); t != nil {
		d.Timeline = new(result.TimelineDocument(*t))
		d.Forecast = new(result.Of(s.Settings, s.Plan, a.Deployment).Document())
	}
	if s.State == simulation.Completed && d.Forecast != nil {
		d.Latency = d.Forecast.Latency
	}
	return d
}

func progress(p simulation.Progress) Progress {
	out := Progress{
		Messages: p.Messages, Delivered: p.Delivered, Failed: p.Failed, Expired: p.Expired,
		Unreachable: p.Unreachable, InFlight: p.InFlight, Waiting: p.Waiting, Attempts: p.Attempts,
		Acknowledged: p.Acknowledged, Repeats: p.Repeats,
		AverageSendTime: p.AverageSendTime(), Throughput: p.Throughput, SimulatedSeconds: p.Clock.Seconds(),
		WallSeconds: p.Wall.Seconds(), LagSeconds: p.Lag.Seconds(),
	}
	if p.Remaining != nil {
		out.EtaSeconds = new(p.Remaining.Seconds())
	}
	return out
}
