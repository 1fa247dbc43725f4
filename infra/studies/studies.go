// Package studies is the queue of the jobs of studies, its dead-letter queue and the function that computes chunks. It is
// another queue than that of simulations, so that studies never hold these up.
package studies

import (
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/constructs-go/constructs/v10"

	"alertsim/infra/golambda"
	"alertsim/infra/jobqueue"
	"alertsim/infra/stage"
	"alertsim/infra/storage"
	"alertsim/internal/deployment"
)

// Props is what the studies need of the rest.
type Props struct {
	Stage       stage.Stage
	Storage     storage.Storage
	Folder      string // of the function's program
	Concurrency int    // chunks that are computed at a time; 2 or more in AWS
	Environment map[string]string
}

// Studies is the queue and its function.
type Studies struct {
	jobqueue.Queues
	Function awslambda.Function
}

// New creates the queues, the function and the event source between them.
func New(scope constructs.Construct, id string, p Props) Studies {
	scope = constructs.NewConstruct(scope, new(id))
	queues := jobqueue.New(scope, p.Stage, deployment.StudyTimeout)
	environment := map[string]string{"ALERTSIM_STUDY_QUEUE_URL": *queues.Queue.QueueUrl()}
	for name, value := range p.Environment {
		environment[name] = value
	}
	function := golambda.New(scope, "Study", golambda.Props{
		Stage:       p.Stage,
		Description: "Computes one chunk of a study",
		Folder:      p.Folder,
		MemoryMB:    deployment.StudyMemory,
		Timeout:     deployment.StudyTimeout,
		Environment: environment,
		// A job for several chunks is divided by ten until it is for one: a chain of five for 99,999 chunks, and Lambda lets
		// one of 16 be.
		Recursive: false,
	})
	p.Storage.Grant(function, "dynamodb:GetItem", "dynamodb:Query", "dynamodb:PutItem", "dynamodb:UpdateItem")
	queues.Feed(function, p.Stage, p.Concurrency)
	return Studies{Queues: queues, Function: function}
}
