// Command api is the Lambda function behind API Gateway: the whole HTTP API.
package main

import (
	"context"
	"errors"
	"net/http"
	"os"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"
	awsconfig "github.com/aws/aws-sdk-go-v2/config"
	dynamodbsdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	secretsmanagersdk "github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	sqssdk "github.com/aws/aws-sdk-go-v2/service/sqs"

	"alertsim/internal/config"
	"alertsim/internal/control"
	"alertsim/internal/deployment"
	"alertsim/internal/dynamodb"
	"alertsim/internal/emf"
	"alertsim/internal/forecast"
	"alertsim/internal/httpapi"
	"alertsim/internal/lambdaevent"
	"alertsim/internal/schedule"
	"alertsim/internal/secretsmanager"
	"alertsim/internal/sqs"
)

func main() {
	if err := run(context.Background()); err != nil {
		lambdacontext.NewLogger().Error("the function cannot start", "error", err)
		os.Exit(1)
	}
}

// longEnough keeps a key out that is short enough to be guessed: anybody may put
// one into the secret.
func longEnough(key func(context.Context) (string, error)) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		value, err := key(ctx)
		if err == nil {
			err = config.CheckKey(value)
		}
		return value, err
	}
}

// run makes no call before the first event.
func run(ctx context.Context) error {
	c, err := config.Load(os.Getenv)
	if err := errors.Join(err, c.OnAWS()); err != nil {
		return err
	}
	cloud, err := awsconfig.LoadDefaultConfig(ctx)
	if err != nil {
		return err
	}
	log, metrics := lambdacontext.NewLogger(), emf.New(os.Stdout, c.Stage)
	key := secretsmanager.New(secretsmanagersdk.NewFromConfig(cloud), c.ManagementKeySecret, log)
	service := control.New(dynamodb.New(dynamodbsdk.NewFromConfig(cloud), c.Table), sqs.New(sqssdk.NewFromConfig(cloud), c.QueueURL), control.Options{
		Key:               longEnough(key.Value),
		SendersPerShard:   c.SendersPerShard,
		WorkerConcurrency: c.WorkerConcurrency,
		WorkerMemory:      schedule.Within(int64(deployment.MemoryLimit(c.WorkerMemory)) << 20),
		Metrics:           metrics,
		Log:               log,
	})
	// A call has the function to itself.
	forecasts := forecast.NewLimiter(forecast.Capacity{Memory: c.ForecastMemory, Budget: c.ForecastBudget})
	api := httpapi.New(service, httpapi.Options{Forecasts: forecasts, Deployment: c.Deployment, TrustedProxies: c.TrustedProxies, Log: log})
	lambda.Start(lambdaevent.HTTP(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer metrics.Flush()
		api.ServeHTTP(w, r)
	})))
	return nil
}
