package forecast

import (
	"math"
	"time"

	"alertsim/internal/simulation"
)

// Prices are list prices in US dollars without free tiers.
type Prices struct {
	Region string
	AsOf   string // year and month
	Source string

	LambdaGBSecond       float64 // arm64
	LambdaRequest        float64
	SQSRequest           float64
	DynamoDBWrite        float64 // one write unit, on demand
	DynamoDBRead         float64 // one read unit, on demand
	APIRequest           float64 // REST API
	WorkerMemoryGB       float64
	ViewerReadUnits      float64 // of one look at a running simulation with one shard
	ShardReadUnits       float64 // that each further shard adds to it
	SendersPerShard      int
	WorkerConcurrency    int
	SliceSeconds         float64
	ExtendIntervalSecond float64
}

// ListPrices is what the forecast reckons with, together with how the stack in
// infra/ is sized.
var ListPrices = Prices{
	Region: "us-east-1", AsOf: "2026-11",
	Source:         "aws.amazon.com: Lambda, SQS, DynamoDB and API Gateway pricing",
	LambdaGBSecond: 0.0000133334, LambdaRequest: 0.20e-6,
	SQSRequest:    0.40e-6,
	DynamoDBWrite: 0.625e-6, DynamoDBRead: 0.125e-6,
	APIRequest:     3.50e-6,
	WorkerMemoryGB: 0.25, ViewerReadUnits: 3, ShardReadUnits: 8.0 / 63, // measured: 3 with one shard, 11 with 64

	SendersPerShard: 500, WorkerConcurrency: 5, SliceSeconds: 720,
	ExtendIntervalSecond: simulation.ExtendEvery.Seconds(),
}

// Cost is what running the simulator for a live run costs, in US dollars at list
// prices; it is not what the alert costs.
type Cost struct {
	Lambda   float64
	SQS      float64
	DynamoDB float64
	Total    float64 // of the three above: the run itself
	// Viewer is what one browser that watches all of it adds, by the API calls at
	// the monitoring interval.
	Viewer float64
	Prices Prices
}

// CostOf is the cost of a live run that takes so long on the wall; nil for an
// instant one, which costs next to nothing.
func CostOf(s simulation.Settings, wall time.Duration) *Cost {
	if s.Mode != simulation.Live {
		return nil
	}
	p := ListPrices
	shards := float64(simulation.ShardCount(s, p.SendersPerShard, p.WorkerConcurrency))
	seconds := wall.Seconds()
	slices := shards * (1 + math.Ceil(seconds/p.SliceSeconds)) // prepare jobs, then run jobs
	c := &Cost{
		Prices: p,
		Lambda: seconds*shards*p.WorkerMemoryGB*p.LambdaGBSecond + slices*p.LambdaRequest,
		// Each job is sent, received and deleted, and extended while it is worked on.
		SQS: (3*slices + shards*seconds/p.ExtendIntervalSecond) * p.SQSRequest,
		// A checkpoint is one write unit; each slice begins and ends with one more.
		DynamoDB: (shards*seconds/s.ClockInterval().Seconds() + 2*slices) * p.DynamoDBWrite,
	}
	c.Total = c.Lambda + c.SQS + c.DynamoDB
	c.Viewer = seconds / s.MonitoringInterval * (p.APIRequest + p.LambdaRequest + (p.ViewerReadUnits+(shards-1)*p.ShardReadUnits)*p.DynamoDBRead)
	return c
}
