// Package function is what the Lambda functions have in common.
package function

import (
	"context"
	"errors"
	"log/slog"
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
	"alertsim/internal/sqs"
)

// Parts are what a function is made of. Metrics must be flushed after each event.
type Parts struct {
	Config  config.Config
	Cloud   aws.Config
	Store   *dynamodb.Store
	Queue   *sqs.Queue      // where the function is told of it
	Studies *sqs.StudyQueue // the queue of studies, likewise
	Metrics *emf.Metrics
	Log     *slog.Logger
}

// Start serves events with a handler, as lambda.Start takes it, for as long as
// the function lives. Neither it nor the handler's maker makes a call before the
// first event. needed are the variables as config.OnAWS takes them.
func Start(getenv func(string) string, needed []string, handler func(Parts) any, options ...func(*awsconfig.LoadOptions) error) {
	log := lambdacontext.NewLogger()
	c, err := config.Load(getenv)
	cloud, cloudErr := awsconfig.LoadDefaultConfig(context.Background(), options...)
	if err := errors.Join(err, c.OnAWS(needed...), cloudErr); err != nil {
		log.Error("the function cannot start", "error", err)
		os.Exit(1)
	}
	queues := sqssdk.NewFromConfig(cloud)
	lambda.Start(handler(Parts{
		Config: c, Cloud: cloud, Metrics: emf.New(os.Stdout, c.Stage), Log: log,
		Store: dynamodb.New(dynamodbsdk.NewFromConfig(cloud), c.Table),
		Queue: sqs.New(queues, c.QueueURL), Studies: sqs.NewStudies(queues, c.StudyQueueURL),
	}))
}
