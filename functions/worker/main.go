// Command worker is the Lambda function that SQS calls with jobs: each call
// advances one shard of a simulation and hands it over.
package main

import (
	"context"
	"errors"
	"os"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"
	"github.com/aws/aws-sdk-go-v2/aws"
	awsconfig "github.com/aws/aws-sdk-go-v2/config"
	dynamodbsdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	sqssdk "github.com/aws/aws-sdk-go-v2/service/sqs"

	"alertsim/internal/config"
	"alertsim/internal/dynamodb"
	"alertsim/internal/emf"
	"alertsim/internal/fault"
	"alertsim/internal/lambdaevent"
	"alertsim/internal/simulation"
	"alertsim/internal/sqs"
	"alertsim/internal/worker"
)

func main() {
	if err := run(context.Background()); err != nil {
		lambdacontext.NewLogger().Error("the function cannot start", "error", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	c, err := config.Load(os.Getenv)
	if err := errors.Join(err, c.OnAWS()); err != nil {
		return err
	}
	cloud, err := awsconfig.LoadDefaultConfig(ctx, awsconfig.WithRetryMaxAttempts(maxAttempts))
	if err != nil {
		return err
	}
	lambda.Start(lambdaevent.Jobs(handler(c, cloud)))
	return nil
}

// maxAttempts is how often a request is made that is throttled or fails on the
// server's side: more often than the client's 3 or 4, since nobody waits for the
// answer and a checkpoint that fails ends the slice.
const maxAttempts = 6

func handler(c config.Config, cloud aws.Config) func(ctx context.Context, body, receipt string) error {
	log := lambdacontext.NewLogger()
	metrics := emf.New(os.Stdout, c.Stage)
	store, queue := dynamodb.New(dynamodbsdk.NewFromConfig(cloud), c.Table), sqs.New(sqssdk.NewFromConfig(cloud), c.QueueURL)
	w := worker.New(store, queue, worker.Options{Slice: c.Slice, Metrics: metrics, Log: log})
	return func(ctx context.Context, body, receipt string) error {
		defer metrics.Flush()
		err := w.Handle(ctx, simulation.Delivery{Body: body, Receipt: receipt})
		if wait, ok := putBack(err); ok {
			log.ErrorContext(ctx, "job not done; it stays on the queue", "body", body, "error", err)
			if err := queue.Extend(context.WithoutCancel(ctx), receipt, wait); err != nil {
				log.WarnContext(ctx, "job not put back; it returns when the queue shows it", "error", err)
			}
		}
		return err
	}
}

// putBack tells when a message that failed shall return. The queue alone would
// hide it for an hour and more, six times the function's time.
func putBack(err error) (wait time.Duration, ok bool) {
	switch fault.CodeOf(err) {
	case "", fault.CodeHeld: // done, or put back by the worker
		return 0, false
	case fault.CodeInvalid: // never a job: on to the dead letters
		return 0, true
	default: // not before the next worker can take the shard over
		return simulation.HeartbeatTimeout, true
	}
}
