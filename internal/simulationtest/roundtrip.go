package simulationtest

import (
	"math"
	"time"

	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// roundTripTests: what is read is what was written, exactly.
var roundTripTests = []storeTest{
	{"Settings", func(e *env) {
		e.openSession()
		empty := FullSettings()
		empty.TimeToLive, empty.Name, empty.Objectives = nil, "", nil
		empty.SenderGroups = empty.SenderGroups[:1]
		empty.SenderGroups[0].RatePerSecond = nil
		for _, settings := range []settings.Settings{settings.DefaultSettings(), FullSettings(), empty} {
			want := e.newSimulation(1)
			want.Settings = settings
			e.must(e.store.Create(e.ctx, want))
			got := e.read(want.ID)
			e.same(got.Settings, settings, "settings")
			e.same(got, want, "simulation")
			ended, err := e.store.End(e.ctx, want.ID, simulation.Cancelled, "", e.now)
			e.must(err)
			e.same(ended.Settings, settings, "settings after the end")
		}
	}},
	{"LargeSettings", func(e *env) {
		e.openSession()
		want := e.newSimulation(1)
		for len(want.Settings.SenderGroups) < 8 {
			want.Settings.SenderGroups = append(want.Settings.SenderGroups, FullSettings().SenderGroups[5])
		}
		for i := range want.Settings.SenderGroups {
			p := make([]settings.Percentile, 20)
			for j := range p {
				p[j] = settings.Percentile{Share: float64(j+1) / 21, Seconds: float64(j) * math.E}
			}
			want.Settings.SenderGroups[i].SendTime.Percentiles = p
		}
		e.must(e.store.Create(e.ctx, want))
		e.same(e.read(want.ID).Settings, want.Settings, "settings of nearly 16 KiB")
	}},
	{"Plans", func(e *env) {
		none := &simulation.Plan{Groups: []simulation.Counts{}, Objectives: []simulation.ObjectiveTime{}}
		nothingDelivered := FullPlan()
		nothingDelivered.Latency = nil
		for _, plan := range []*simulation.Plan{FullPlan(), nothingDelivered, none, {}} {
			s := e.create(1)
			e.same(e.read(s.ID).Plan, (*simulation.Plan)(nil), "plan before it is known")
			e.must(e.store.MarkReady(e.ctx, e.claim(s.Jobs()[0]), plan, e.now))
			e.same(e.read(s.ID).Plan, plan, "plan given by MarkReady")
			_, err := e.store.End(e.ctx, s.ID, simulation.Cancelled, "", e.now)
			e.must(err)
			e.same(e.read(s.ID).Plan, plan, "plan after the end")
		}
	}},
	{"PlanGivenByFinish", func(e *env) {
		s, claims := e.createRunning(2)
		e.must(e.store.Finish(e.ctx, claims[1], At(5000), FullPlan(), e.now))
		e.same(e.read(s.ID).Plan, FullPlan(), "plan")
		e.must(e.store.Finish(e.ctx, claims[0], At(5000), nil, e.now))
		e.same(e.read(s.ID).Plan, FullPlan(), "plan after a finish without one")
	}},
	{"Counts", func(e *env) {
		s, claims := e.createRunning(1)
		p := simulation.Checkpoint{Clock: math.MaxInt64, Counts: simulation.Counts{
			Delivered: 1<<53 + 1, Failed: 1<<53 + 3, Expired: 1<<53 + 5, Attempts: math.MaxInt64, SendTime: math.MaxInt64 - 1, InFlight: 10_000,
			Unreachable: 1<<53 + 7, Acknowledged: 1<<53 + 1, Repeats: 1<<53 + 9, Steps: 1<<53 + 11, Refused: 1<<53 + 13}}
		e.must(e.store.Advance(e.ctx, claims[0], p, e.now))
		e.same(e.read(s.ID).Shards[0].Checkpoint(), p, "checkpoint")
		_, shard, err := e.store.ClaimShard(e.ctx, e.job(s.ID, 0), simulation.EngineVersion, e.now.Add(time.Hour))
		e.must(err)
		e.same(shard.Checkpoint(), p, "checkpoint in the answer to a claim")
	}},
	{"Texts", func(e *env) {
		s := e.create(1)
		reason := "wegen 洪水 🚨: \"100 %\"\n'; DROP TABLE simulations; --\x00"
		_, err := e.store.End(e.ctx, s.ID, simulation.Failed, reason, e.now)
		e.must(err)
		e.same(e.read(s.ID).Reason, reason, "reason")
	}},
	{"Times", func(e *env) {
		// Callers pass time.Now(): local, with nanoseconds and a monotonic part.
		zone := time.FixedZone("somewhere", -5*3600-1800)
		for _, now := range []time.Time{Epoch.Add(999).In(zone), time.Now(), time.Unix(0, 1_999), time.Date(2201, 1, 1, 0, 0, 0, 1999, zone)} {
			want := simulation.Stamp(now)
			e.now = now
			s := e.create(1)
			e.same(e.session().LastUsedAt, e.session().OpenedAt, "last use and opening of the session")
			e.same(e.session().OpenedAt, want, "opened at")
			got := e.read(s.ID)
			e.same(got.CreatedAt, want, "created at")
			e.same(got.Shards[0].HeartbeatAt, want, "heartbeat of a new shard")
			e.same([]time.Time{got.ReadyAt, got.StartedAt, got.FinishedAt}, make([]time.Time, 3), "times that have not come")
			e.must(e.store.MarkReady(e.ctx, e.claim(s.Jobs()[0]), nil, now))
			got, err := e.store.Settle(e.ctx, s.ID, now)
			e.must(err)
			e.same(got.ReadyAt, want, "ready at")
			got, err = e.store.Start(e.ctx, s.ID, now)
			e.must(err)
			e.same(got.StartedAt, want, "started at")
			_, shard, err := e.store.ClaimShard(e.ctx, got.Jobs()[0], simulation.EngineVersion, now)
			e.must(err)
			e.same(shard.HeartbeatAt, want, "heartbeat in the answer to a claim")
			got, err = e.store.End(e.ctx, s.ID, simulation.Cancelled, "", now)
			e.must(err)
			e.same(got.FinishedAt, want, "finished at")
			e.same(e.read(s.ID), got, "what was answered and what is read")
			// A session found over is compared by its time.
			over := e.session()
			over.LastUsedAt = now
			e.must(e.store.OpenSession(e.ctx, simulation.Session{ID: "next", Members: []string{"m"}, OpenedAt: now, LastUsedAt: now}, &over))
			e.must(e.store.EndSession(e.ctx, "next", ""))
		}
	}},
}
