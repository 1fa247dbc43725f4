package result

import (
	"encoding/json"
	"math"
	"time"

	"alertsim/internal/deployment"
)

// Cost is what running the simulator for a live run costs on AWS in US dollars at
// list prices; it is not what the alert costs.
type Cost struct {
	Lambda   float64 `json:"lambda"`
	SQS      float64 `json:"sqs"`
	DynamoDB float64 `json:"dynamodb" doc:"By the run, and by the sweeper's looks at it."`
	Tracing  float64 `json:"tracing" doc:"X-Ray."`
	Logs     float64 `json:"logs" doc:"CloudWatch, taken in."`
	Metrics  float64 `json:"metrics" doc:"CloudWatch, for the hours of the run: the same for one run in an hour or for ten."`
	Total    float64 `json:"total" doc:"The sum of the six: the run itself."`
	Viewer   float64 `json:"viewer" doc:"What one browser that watches all of it adds."`
	Currency string  `json:"currency" enum:"USD"`
	Region   string  `json:"region"`
	AsOf     string  `json:"asOf" doc:"Year and month of the prices."`
	Source   string  `json:"source"`
}

// costOf is the cost of a live run in a deployment; nil for an instant run, which
// costs next to nothing.
func costOf(r Result, d deployment.Deployment) *Cost {
	if !live(r) {
		return nil
	}
	p, u := ListPrices, UsageOf(r, d)
	c := &Cost{
		Currency: "USD", Region: p.Region, AsOf: p.AsOf, Source: p.Source,
		Lambda:   u.WorkerSeconds*gigabytes(d.WorkerMemory)*p.LambdaGBSecond + u.Jobs*p.LambdaRequest,
		SQS:      u.SQSRequests() * p.SQSRequest,
		DynamoDB: (u.WriteUnits+u.SweepWriteUnits)*p.DynamoDBWrite + (u.ReadUnits+u.SweepReadUnits)*p.DynamoDBRead,
		Tracing:  u.Jobs * p.Trace,
		Logs:     (u.LogBytes + u.PlatformLogBytes) * p.LogByte,
		Metrics:  u.MetricHours * p.MetricHour,
	}
	c.Total = c.Lambda + c.SQS + c.DynamoDB + c.Tracing + c.Logs + c.Metrics
	c.Viewer = r.Wall.Seconds() / r.Settings.MonitoringInterval * lookCost(r, d, p)
	return c
}

func gigabytes(megabytes int) float64 { return float64(megabytes) / 1024 }

// lookTime is what the API's function is busy with one look: an assumption, on the
// long side of what DynamoDB's answer takes.
const lookTime = 20 * time.Millisecond

// lookLogBytes are the lines of one look: API Gateway's of the access, and Lambda's own. An
// assumption, on the long side.
const lookLogBytes = 1500

// lookCost is what one look at a running simulation costs that no cache
// answers: a call, its function, its reads, its log, and the trace of it where
// X-Ray's sampling takes it.
func lookCost(r Result, d deployment.Deployment, p Prices) float64 {
	return p.APIRequest + p.LambdaRequest + lookTime.Seconds()*gigabytes(d.APIMemory)*p.LambdaGBSecond +
		LookReadUnits(r, d)*p.DynamoDBRead + lookLogBytes*p.LogByte + traced(r.Settings.MonitoringInterval)*p.Trace
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
// takes: a snapshot is one query of it.
func LookReadUnits(r Result, d deployment.Deployment) float64 {
	return simulationReadUnits(r, d)
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
