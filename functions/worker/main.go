// Command worker is the Lambda function that SQS calls with jobs: each call
// advances one shard of a simulation and hands it over.
package main

import (
	"context"
	"errors"
	"os"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"
	"github.com/aws/aws-sdk-go-v2/aws"
	awsconfig "github.com/aws/aws-sdk-go-v2/config"
	dynamodbsdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	sqssdk "github.com/aws/aws-sdk-go-v2/service/sqs"

	"alertsim/internal/config"
	"alertsim/internal/dynamodb"
	"alertsim/internal/emf"
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
	metrics := emf.New(os.Stdout, c.Stage)
	store, queue := dynamodb.New(dynamodbsdk.NewFromConfig(cloud), c.Table), sqs.New(sqssdk.NewFromConfig(cloud), c.QueueURL)
	w := worker.New(store, queue, worker.Options{Slice: c.Slice, Metrics: metrics, Log: lambdacontext.NewLogger()})
	return func(ctx context.Context, body, receipt string) error {
		defer metrics.Flush()
		return w.Handle(ctx, simulation.Delivery{Body: body, Receipt: receipt})
	}
}
