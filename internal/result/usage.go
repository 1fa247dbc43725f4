package result

import (
	"math"
	"time"

	"alertsim/internal/deployment"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// Usage is what a live run asks of AWS from its creation to its end if no time is lost and nobody
// watches, counted as AWS counts it. Pollers that find nothing, and the sweeper's calls, are asked
// whether something runs or not: they are no part of it.
type Usage struct {
	Jobs          float64 // prepare jobs, and one for each slice: calls of the worker's function, and traces
	WorkerSeconds float64 // of those calls; the replay after each hand-over is not in it

	Sends, Receives, Deletes, Extends float64 // requests of SQS; Extends change the visibility of a job in work

	WriteUnits, ReadUnits           float64 // of DynamoDB, by the run itself
	SweepWriteUnits, SweepReadUnits float64 // of DynamoDB, by the sweeper's looks at it

	LogBytes         float64 // of the worker's lines
	PlatformLogBytes float64 // of Lambda's own about its calls
	MetricHours      float64 // custom metrics × the hours in which they have data
}

// SQSRequests are all requests of SQS.
func (u Usage) SQSRequests() float64 { return u.Sends + u.Receives + u.Deletes + u.Extends }

// Bytes and units of what the store writes; the test in functions that counts holds
// them against what a server of DynamoDB counts.
const (
	writeUnit      = 1024
	sendBatch      = 10  // jobs in one request
	sessionBytes   = 450 // of a session and its watch, without the watch's shards
	watchBytes     = 62  // of each shard in the watch
	conditionTries = 2   // of the first checkpoint of a slice, whose clock has not moved: the quick way is refused, the other taken
)

// Bytes of the worker's log; the test in functions that counts holds them against the worker's own.
const (
	prepareLogBytes = 340 // its line, and one of figures
	sliceLogBytes   = 360 // the lines of a slice's begin and end
	metricLineBytes = 340 // of a line of figures without its lags, once a minute
	readingBytes    = 9   // of each lag in it
	// platformBytes are Lambda's own lines of a call, in JSON: start, report, and that of its tracing. An assumption, on the
	// long side.
	platformBytes = 1000
)

// runMetrics are Jobs, Slices, Checkpoints and LagSeconds; each simulation's end has one more.
const runMetrics = 4

// UsageOf is what a live run uses in a deployment.
func UsageOf(r Result, d deployment.Deployment) (u Usage) {
	shards := float64(shardsOf(r, d))
	before := r
	before.Plan = nil
	planned, unplanned := simulationReadUnits(r, d), simulationReadUnits(before, d)
	meta := writeUnits(metaBytes + textBytes(r.Settings) + textBytes(r.Plan))
	metaBefore := writeUnits(metaBytes + textBytes(r.Settings))

	// Created and started by the API: transactions, whose writes count twice.
	u.Sends = 2 * math.Ceil(shards/sendBatch)
	u.ReadUnits = 1 + planned // the session, and the simulation
	u.WriteUnits = 2*(1+metaBefore+shards+1) + 2*(shards+meta)
	if !r.Settings.AutoStart {
		u.ReadUnits += planned // to see that it may be started
	}
	// Prepared: claimed, made ready, settled. Shard 0 stores the plan with it.
	u.ReadUnits += shards * (unplanned + 1 + planned)
	u.WriteUnits += shards*(1+1) + 2*(1+meta) - 1 + meta
	u.LogBytes = shards * prepareLogBytes
	u.Jobs, u.Extends = shards, shards

	slices := u.addSlices(r, d, shards)
	// Each slice is claimed, and reads its shard at its end, which it hands on; the last is settled.
	u.ReadUnits += slices*(planned+1) + shards*planned
	u.WriteUnits += slices + meta
	u.Sends += slices - shards
	u.Jobs += slices
	u.Receives, u.Deletes = u.Jobs, u.Jobs
	u.LogBytes += slices * sliceLogBytes
	u.PlatformLogBytes = u.Jobs * platformBytes

	looks := math.Floor(r.Wall.Seconds() / simulation.WatchInterval.Seconds())
	u.SweepReadUnits = looks * SweepReadUnits(r, d)
	u.SweepWriteUnits = looks * SweepWriteUnits(r, d)
	u.MetricHours = runMetrics*(math.Floor(r.Wall.Hours())+1) + 1
	return u
}

// addSlices adds what grows with the length of the slices, and returns how many there are. Each
// begins with a checkpoint, makes one with each tick, and the last of them hands over.
func (u *Usage) addSlices(r Result, d deployment.Deployment, shards float64) float64 {
	slices := 0.0
	add := func(n float64, length time.Duration) {
		n *= shards
		slices += n
		ticks := ceil(length, r.Settings.ClockInterval())
		u.WorkerSeconds += n * length.Seconds()
		u.WriteUnits += n * (conditionTries + ticks)
		u.Extends += n * (1 + math.Floor(length.Seconds()/simulation.ExtendEvery.Seconds()))
		u.LogBytes += n * (max(1, ceil(length, time.Minute))*metricLineBytes + ticks*readingBytes)
	}
	add(math.Floor(float64(r.Wall)/float64(d.Slice)), d.Slice)
	if rest := r.Wall % d.Slice; rest > 0 {
		add(1, rest)
	}
	return slices
}

// SweepReadUnits is what a look of the sweeper at a simulation reads: the session twice, and the simulation.
func SweepReadUnits(r Result, d deployment.Deployment) float64 {
	return 2*math.Ceil(watchedBytes(r, d)/readUnit) + simulationReadUnits(r, d)
}

// SweepWriteUnits is what it writes: what it has seen, with the session.
func SweepWriteUnits(r Result, d deployment.Deployment) float64 {
	return math.Ceil(watchedBytes(r, d) / writeUnit)
}

func watchedBytes(r Result, d deployment.Deployment) float64 {
	return sessionBytes + watchBytes*float64(shardsOf(r, d))
}

func writeUnits(bytes int) float64 { return math.Ceil(float64(bytes) / writeUnit) }

func ceil(d, unit time.Duration) float64 { return math.Ceil(float64(d) / float64(unit)) }

func shardsOf(r Result, d deployment.Deployment) int {
	return simulation.ShardCount(r.Settings, d.SendersPerShard, d.WorkerConcurrency)
}

// live reports whether a run is paced.
func live(r Result) bool { return r.Settings.Mode == settings.Live }
