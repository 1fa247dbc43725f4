// Package jobqueue owns what every queue of jobs has in common: its dead letters, and how a function is fed from it.
package jobqueue

import (
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/constructs-go/constructs/v10"

	"alertsim/infra/pointer"
	"alertsim/infra/stage"
)

const (
	// maxReceives is how often a job may be taken before it goes to the dead-letter queue. Rightful receives of a
	// simulation's are the first, one for each of the five take-overs after which it is failed, and one for each time a
	// duplicate finds its shard held by a living worker and is put back for 20 s: 45 in the 15 min that a worker may hold it.
	// That makes 51, and a study's job has fewer. What gets beyond is broken, not unlucky; it gets there soon, because the
	// worker puts back at once what is no job.
	maxReceives = 60
	// retention is how long a job may wait: no simulation is worked on for longer (24 h live and its grace), nor a study
	// (10 h of one processor), and what does not get on is failed before.
	retention = 4 * 24 * time.Hour
	// deadRetention is SQS's longest: people look at dead letters, and people have holidays.
	deadRetention = 14 * 24 * time.Hour
)

// Queues are a queue of jobs and its dead letters.
type Queues struct{ Queue, DeadLetters awssqs.Queue }

// New creates them for a function with this time-out. A job that it took and said nothing about stays hidden for six times
// as long, as AWS advises, so that a job waiting out throttling is not handed out twice. A worker that has begun keeps its
// job hidden for 45 s at a time instead, so a dead worker's job returns within a minute all the same.
func New(scope constructs.Construct, at stage.Stage, timeout time.Duration) Queues {
	dead := awssqs.NewQueue(scope, new("DeadLetters"), &awssqs.QueueProps{
		Encryption:      awssqs.QueueEncryption_SQS_MANAGED,
		EnforceSSL:      new(true),
		RetentionPeriod: seconds(deadRetention),
		RemovalPolicy:   at.Removal(),
	})
	return Queues{DeadLetters: dead, Queue: awssqs.NewQueue(scope, new("Queue"), &awssqs.QueueProps{
		Encryption:        awssqs.QueueEncryption_SQS_MANAGED,
		EnforceSSL:        new(true),
		RetentionPeriod:   seconds(retention),
		VisibilityTimeout: seconds(6 * timeout),
		DeadLetterQueue:   &awssqs.DeadLetterQueue{Queue: dead, MaxReceiveCount: pointer.Number(maxReceives)},
		// Jobs are made anew by the sweeper; nothing in the queue is worth keeping.
		RemovalPolicy: awscdk.RemovalPolicy_DESTROY,
	})}
}

// Feed lets a function take jobs, one at a time, its failure reported by name, and never more at a time than told, which is
// 2 or more on AWS. Emulators know no maximum. The function may send jobs and put back its own, too.
//
// The CDK's SqsEventSource would let the worker ask for the queue's URL as well, which it is told. What it makes besides is
// the same, by the same name: a queue and a function have one mapping, so a second cannot take the place of the first.
func (q Queues) Feed(function awslambda.Function, at stage.Stage, concurrency int) {
	q.Queue.Grant(function, *pointer.Strings("sqs:SendMessage", "sqs:ChangeMessageVisibility",
		"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")...) // Lambda's poller does the latter three in its name
	props := &awslambda.EventSourceMappingOptions{
		EventSourceArn:          q.Queue.QueueArn(),
		BatchSize:               new(1.0),
		ReportBatchItemFailures: new(true),
	}
	if !at.Local {
		props.MaxConcurrency = pointer.Number(concurrency)
	}
	function.AddEventSourceMapping(new("SqsEventSource:"+*awscdk.Names_NodeUniqueId(q.Queue.Node())), props)
}

func seconds(d time.Duration) awscdk.Duration { return awscdk.Duration_Seconds(new(d.Seconds())) }
