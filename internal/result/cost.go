package result

import (
	"encoding/json"
	"math"
	"time"

	"alertsim/internal/deployment"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// Prices are list prices in US dollars without free tiers.
type Prices struct {
	Region string
	AsOf   string // year and month
	Source string

	LambdaGBSecond float64 // arm64; a GB is 1,024 MB
	LambdaRequest  float64
	SQSRequest     float64
	DynamoDBWrite  float64 // one write unit, on demand
	DynamoDBRead   float64 // one read unit, on demand
	APIRequest     float64 // REST API
	Trace          float64 // that X-Ray records
}

// ListPrices is what the cost is reckoned with.
var ListPrices = Prices{
	Region: "us-east-1", AsOf: "2026-11",
	Source:         "aws.amazon.com: Lambda, SQS, DynamoDB, API Gateway and X-Ray pricing",
	LambdaGBSecond: 0.0000133334, LambdaRequest: 0.20e-6,
	SQSRequest:    0.40e-6,
	DynamoDBWrite: 0.625e-6, DynamoDBRead: 0.125e-6,
	APIRequest: 3.50e-6,
	Trace:      5.00e-6,
}

// Cost is what running the simulator for a live run costs on AWS in US dollars at
// list prices; it is not what the alert costs.
type Cost struct {
	Lambda   float64 `json:"lambda"`
	SQS      float64 `json:"sqs"`
	DynamoDB float64 `json:"dynamodb"`
	Tracing  float64 `json:"tracing" doc:"X-Ray."`
	Total    float64 `json:"total" doc:"The sum of the four: the run itself."`
	Viewer   float64 `json:"viewer" doc:"What one browser that watches all of it adds."`
	Currency string  `json:"currency" enum:"USD"`
	Region   string  `json:"region"`
	AsOf     string  `json:"asOf" doc:"Year and month of the prices."`
	Source   string  `json:"source"`
}

// costOf is the cost of a live run in a deployment; nil for an instant run, which
// costs next to nothing.
func costOf(r Result, d deployment.Deployment) *Cost {
	if r.Settings.Mode != settings.Live {
		return nil
	}
	p := ListPrices
	shards := float64(shardsOf(r, d))
	seconds := r.Wall.Seconds()
	jobs := shards * (1 + math.Ceil(seconds/d.Slice.Seconds())) // prepare jobs, then run jobs
	c := &Cost{
		Currency: "USD", Region: p.Region, AsOf: p.AsOf, Source: p.Source,
		Lambda: seconds*shards*gigabytes(d.WorkerMemory)*p.LambdaGBSecond + jobs*p.LambdaRequest,
		// Each job is sent, received and deleted, and extended while it is worked on.
		SQS: (3*jobs + shards*seconds/simulation.ExtendEvery.Seconds()) * p.SQSRequest,
		// A checkpoint is one write unit; each job begins and ends with one more, and reads the simulation.
		DynamoDB: (shards*seconds/r.Settings.ClockInterval().Seconds()+2*jobs)*p.DynamoDBWrite + jobs*simulationReadUnits(r, d)*p.DynamoDBRead,
		Tracing:  jobs * p.Trace,
	}
	c.Total = c.Lambda + c.SQS + c.DynamoDB + c.Tracing
	c.Viewer = seconds / r.Settings.MonitoringInterval * lookCost(r, d, p)
	return c
}

func shardsOf(r Result, d deployment.Deployment) int {
	return simulation.ShardCount(r.Settings, d.SendersPerShard, d.WorkerConcurrency)
}

func gigabytes(megabytes int) float64 { return float64(megabytes) / 1024 }

// lookTime is what the API's function is busy with one look: an assumption, on the
// long side of what DynamoDB's two answers take.
const lookTime = 20 * time.Millisecond

// lookCost is what one look at a running simulation costs: a call, its function,
// its reads, and the trace of it where X-Ray's sampling takes it.
func lookCost(r Result, d deployment.Deployment, p Prices) float64 {
	return p.APIRequest + p.LambdaRequest + lookTime.Seconds()*gigabytes(d.APIMemory)*p.LambdaGBSecond +
		LookReadUnits(r, d)*p.DynamoDBRead + traced(r.Settings.MonitoringInterval)*p.Trace
}

// traced is the share of calls, one in so many seconds, that X-Ray records by its
// default rule: the first of each second and 5 % of the others.
func traced(interval float64) float64 {
	if interval >= 1 {
		return 1
	}
	return interval + 0.05*(1-interval)
}

// LookReadUnits is how many read units of DynamoDB one look at a running simulation
// takes: the session, which is one, its simulation by which the session is still in
// play, and the simulation that is looked at.
func LookReadUnits(r Result, d deployment.Deployment) float64 {
	return 1 + 2*simulationReadUnits(r, d)
}

// Sizes of items as DynamoDB counts them, in bytes; the store's tests hold them
// against its items.
const (
	readUnit   = 4096 // of one consistent read
	metaBytes  = 200  // of a simulation without settings and plan
	shardBytes = 310  // of a shard half-way through its run
)

// simulationReadUnits is how many read units a simulation takes with its shards.
func simulationReadUnits(r Result, d deployment.Deployment) float64 {
	return math.Ceil(float64(metaBytes+textBytes(r.Settings)+textBytes(r.Plan)+shardsOf(r, d)*shardBytes) / readUnit)
}

// textBytes is the size of what is stored as JSON.
func textBytes(v any) int {
	raw, _ := json.Marshal(v) // settings and plans: plain values, cannot fail
	return len(raw)
}
