// Package jobs is the queue of jobs, its dead-letter queue and the worker that drains it.
package jobs

import (
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/constructs-go/constructs/v10"

	"alertsim/infra/golambda"
	"alertsim/infra/jobqueue"
	"alertsim/infra/stage"
	"alertsim/infra/storage"
)

// workerTimeout is Lambda's longest: a live simulation is worked on all the time, and every hand-over costs a replay.
const workerTimeout = 15 * time.Minute

// Props is what the jobs need of the rest.
type Props struct {
	Stage       stage.Stage
	Storage     storage.Storage
	Folder      string // of the worker's program
	Concurrency int    // workers that run at a time; 2 or more in AWS
	Reserved    int    // of them, the concurrency that is theirs alone
	MemoryMB    int    // of the worker
	Environment map[string]string
}

// Jobs is the queue and its worker.
type Jobs struct {
	jobqueue.Queues
	Worker awslambda.Function
}

// New creates the queues, the worker and the event source between them.
func New(scope constructs.Construct, id string, p Props) Jobs {
	scope = constructs.NewConstruct(scope, new(id))
	queues := jobqueue.New(scope, p.Stage, workerTimeout)
	environment := map[string]string{"ALERTSIM_QUEUE_URL": *queues.Queue.QueueUrl()}
	for name, value := range p.Environment {
		environment[name] = value
	}
	worker := golambda.New(scope, "Worker", golambda.Props{
		Stage:       p.Stage,
		Description: "Advances one shard of a simulation and hands it over",
		Folder:      p.Folder,
		MemoryMB:    p.MemoryMB,
		Timeout:     workerTimeout,
		Reserved:    p.Reserved,
		Environment: environment,
		// Every hand-over sends the job that invokes the next worker: a day's run is a chain of over a hundred.
		Recursive: true,
	})
	p.Storage.Grant(worker, "dynamodb:GetItem", "dynamodb:Query", "dynamodb:PutItem", "dynamodb:UpdateItem")
	queues.Feed(worker, p.Stage, p.Concurrency)
	return Jobs{Queues: queues, Worker: worker}
}
