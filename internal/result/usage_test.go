package result

import (
	"testing"
	"time"

	"alertsim/internal/deployment"
)

// By hand. The simulation is stored in 2 write units with its plan and 1 without, and read in 1 read unit.
//
//	created, started  reads 1 + 1 + 1, writes 2 × (session 1 + simulation 1 + shard 1 + history 1) + 2 × (1 + 2) = 14
//	prepared          reads 1 + 1 + 1, writes 1 + 2 × (1 + 2) + 2 = 9
//	five slices       reads 5 × 2 + 1, writes 5 × (claim 1 + 2 + 720) + 2 = 3,617
//	60 looks          reads 60 × (2 + 1), writes 60 × 1
//
// Of its 12 minutes a slice extends its job at the beginning and 48 times more; it writes 12 lines of figures with 720 lags.
func TestUsageOfOneShard(t *testing.T) {
	f := planned(t, `{"messages": 1000, "seed": 1}`, 1000)
	got, want := UsageOf(f, deployment.Standard()), Usage{
		Jobs: 6, WorkerSeconds: 3600,
		Sends: 2 + 4, Receives: 6, Deletes: 6, Extends: 1 + 5*49,
		ReadUnits: 3 + 3 + 11, WriteUnits: 14 + 9 + 3617, SweepReadUnits: 180, SweepWriteUnits: 60,
		LogBytes: 340 + 5*(12*340+720*9) + 5*360, PlatformLogBytes: 6 * 1000,
		MetricHours: 4*2 + 1,
	}
	if got != want {
		t.Errorf("%+v,\nby hand %+v", got, want)
	}
}

// By hand: the simulation is stored in 10 write units with its plan and 1 without, and read in 8 and 6 read units; the session
// with what was seen of 64 shards in 5 and 2.
//
//	created, started  reads 1 + 8 + 8 = 17, writes 2 × (1 + 1 + 64 + 1) + 2 × (64 + 10) = 282
//	prepared          reads 64 × (6 + 1 + 8) = 960, writes 64 + 63 + 2 × (1 + 10) + 10 = 159
//	384 slices        reads 384 × (8 + 1) + 64 × 8 = 3,968, writes 384 × (1 + 2 + 1,200) + 10 = 461,962
//	60 looks          reads 60 × (2 × 2 + 8), writes 60 × 5
func TestUsageOf64Shards(t *testing.T) {
	f := planned(t, `{"messages": 1000000, "seed": 1, "monitoringInterval": 0.5, "senderGroups": [{"senders": 6400}]}`, 10_000)
	d := deployment.Deployment{SendersPerShard: 100, WorkerConcurrency: 1000, Slice: 10 * time.Minute, WorkerMemory: 512, APIMemory: 1024}
	got, want := UsageOf(f, d), Usage{
		Jobs: 64 * 7, WorkerSeconds: 64 * 3600,
		Sends: 7 + 7 + 320, Receives: 64 * 7, Deletes: 64 * 7, Extends: 64 + 384*41,
		ReadUnits: 17 + 960 + 3968, WriteUnits: 282 + 159 + 461_962, SweepReadUnits: 720, SweepWriteUnits: 300,
		LogBytes: 64*340 + 384*(10*340+1200*9) + 384*360, PlatformLogBytes: 64 * 7 * 1000,
		MetricHours: 4*2 + 1,
	}
	if got != want {
		t.Errorf("%+v,\nby hand %+v", got, want)
	}
}

// A slice that is begun is one, and a run of years is reckoned at once.
func TestUsageOfPartsOfASlice(t *testing.T) {
	f := planned(t, `{"messages": 1000, "seed": 1}`, 1000)
	f.Wall = 13 * time.Minute
	if got := UsageOf(f, deployment.Standard()); got.Jobs != 3 || got.WorkerSeconds != 780 || got.Extends != 1+49+5 {
		t.Errorf("%+v", got)
	}
	f.Wall = 200 * 365 * 24 * time.Hour
	d := deployment.Standard()
	d.Slice = time.Second
	if got := UsageOf(f, d); got.Jobs != 1+200*365*24*3600 {
		t.Errorf("%+v", got)
	}
}
