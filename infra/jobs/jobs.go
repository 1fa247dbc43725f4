// Package jobs is the queue of jobs, its dead-letter queue and the worker that drains it.
package jobs

import (
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/constructs-go/constructs/v10"

	"alertsim/infra/golambda"
	"alertsim/infra/pointer"
	"alertsim/infra/stage"
	"alertsim/infra/storage"
)

const (
	// workerTimeout is Lambda's longest: a live simulation is worked on all the time, and every hand-over costs a replay.
	workerTimeout = 15 * time.Minute
	// visibility is how long a job stays hidden that a worker took and said nothing about: six times the function's
	// time-out, as AWS advises, so that a job waiting out throttling is not handed out twice. A worker that has begun keeps
	// its job hidden for 45 s at a time instead, so a dead worker's job returns within a minute all the same.
	visibility = 6 * workerTimeout
	// maxReceives is how often a job may be taken before it goes to the dead-letter queue. Rightful receives are the
	// first, one for each of the five take-overs after which a simulation is failed, and one for each time a duplicate finds
	// its shard held by a living worker and is put back for 20 s: 45 in the 15 min that a worker may hold it. That makes 51.
	// What gets beyond is broken, not unlucky; it gets there soon, because the worker puts back at once what is no job.
	maxReceives = 60
	// retention is how long a job may wait: no simulation is worked on for longer (24 h live and its grace), and after
	// that it is failed by its deadline.
	retention = 4 * 24 * time.Hour
	// deadRetention is SQS's longest: people look at dead letters, and people have holidays.
	deadRetention = 14 * 24 * time.Hour
)

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
	Queue, DeadLetters awssqs.Queue
	Worker             awslambda.Function
}

// New creates the queues, the worker and the event source between them.
func New(scope constructs.Construct, id string, p Props) Jobs {
	scope = constructs.NewConstruct(scope, new(id))
	dead := awssqs.NewQueue(scope, new("DeadLetters"), &awssqs.QueueProps{
		Encryption:      awssqs.QueueEncryption_SQS_MANAGED,
		EnforceSSL:      new(true),
		RetentionPeriod: seconds(deadRetention),
		RemovalPolicy:   p.Stage.Removal(),
	})
	queue := awssqs.NewQueue(scope, new("Queue"), &awssqs.QueueProps{
		Encryption:        awssqs.QueueEncryption_SQS_MANAGED,
		EnforceSSL:        new(true),
		RetentionPeriod:   seconds(retention),
		VisibilityTimeout: seconds(visibility),
		DeadLetterQueue:   &awssqs.DeadLetterQueue{Queue: dead, MaxReceiveCount: pointer.Number(maxReceives)},
		// Jobs are made anew by the sweeper; nothing in the queue is worth keeping.
		RemovalPolicy: awscdk.RemovalPolicy_DESTROY,
	})

	environment := map[string]string{"ALERTSIM_QUEUE_URL": *queue.QueueUrl()}
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
	queue.Grant(worker, *pointer.Strings("sqs:SendMessage", "sqs:ChangeMessageVisibility",
		"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")...) // Lambda's poller does the latter three in its name
	worker.AddEventSourceMapping(new("SqsEventSource:"+*awscdk.Names_NodeUniqueId(queue.Node())), source(p, queue))
	return Jobs{Queue: queue, DeadLetters: dead, Worker: worker}
}

// source is how the worker is fed: a job at a time, its failure reported by name, and never more workers than told.
// Emulators know no maximum; AWS allows none below 2.
//
// The CDK's SqsEventSource would let the worker ask for the queue's URL as well, which it is told. What it makes besides is
// the same, by the same name: a queue and a function have one mapping, so a second cannot take the place of the first.
func source(p Props, queue awssqs.Queue) *awslambda.EventSourceMappingOptions {
	props := &awslambda.EventSourceMappingOptions{
		EventSourceArn:          queue.QueueArn(),
		BatchSize:               new(1.0),
		ReportBatchItemFailures: new(true),
	}
	if !p.Stage.Local {
		props.MaxConcurrency = pointer.Number(p.Concurrency)
	}
	return props
}

func seconds(d time.Duration) awscdk.Duration { return awscdk.Duration_Seconds(new(d.Seconds())) }
