// Command sweeper is the Lambda function that EventBridge calls once a minute.
package main

import (
	"context"
	"errors"
	"os"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"
	awsconfig "github.com/aws/aws-sdk-go-v2/config"
	dynamodbsdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	sqssdk "github.com/aws/aws-sdk-go-v2/service/sqs"

	"alertsim/internal/config"
	"alertsim/internal/dynamodb"
	"alertsim/internal/emf"
	"alertsim/internal/sqs"
	"alertsim/internal/sweeper"
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
	cloud, err := awsconfig.LoadDefaultConfig(ctx)
	if err != nil {
		return err
	}
	metrics := emf.New(os.Stdout, c.Stage)
	s := &sweeper.Sweeper{
		Store:   dynamodb.New(dynamodbsdk.NewFromConfig(cloud), c.Table),
		Queue:   sqs.New(sqssdk.NewFromConfig(cloud), c.QueueURL),
		Now:     time.Now,
		Metrics: metrics,
		Log:     lambdacontext.NewLogger(),
	}
	lambda.Start(func(ctx context.Context) error {
		defer metrics.Flush()
		return s.Sweep(ctx)
	})
	return nil
}
