// Command api is the Lambda function behind API Gateway: all of the HTTP API but
// the forecasts, which have a function of their own.
package main

import (
	"context"
	"net/http"
	"os"

	secretsmanagersdk "github.com/aws/aws-sdk-go-v2/service/secretsmanager"

	"alertsim/functions/internal/function"
	"alertsim/internal/config"
	"alertsim/internal/control"
	"alertsim/internal/deployment"
	"alertsim/internal/forecast"
	"alertsim/internal/httpapi"
	"alertsim/internal/lambdaevent"
	"alertsim/internal/schedule"
	"alertsim/internal/secretsmanager"
)

func main() {
	function.Start(os.Getenv, []string{config.Table, config.Queue, config.StudyQueue}, handler)
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

func handler(p function.Parts) any {
	c := p.Config
	key := secretsmanager.New(secretsmanagersdk.NewFromConfig(p.Cloud), c.ManagementKeySecret, p.Log)
	service := control.New(p.Store, p.Queue, control.Options{
		Key:               longEnough(key.Value),
		SendersPerShard:   c.SendersPerShard,
		WorkerConcurrency: c.WorkerConcurrency,
		WorkerMemory:      schedule.Within(int64(deployment.MemoryLimit(c.WorkerMemory)) << 20),
		Studies: control.Studies{
			Store: p.Store, Queue: p.Studies, Memory: schedule.Within(int64(deployment.MemoryLimit(deployment.StudyMemory)) << 20),
		},
		Metrics: p.Metrics,
		Log:     p.Log,
	})
	// It makes none, but tells in the limits how long one may take.
	forecasts := forecast.NewLimiter(forecast.Capacity{Budget: c.ForecastBudget})
	api := httpapi.New(service, httpapi.Options{
		Part: httpapi.AllButForecasts, Forecasts: forecasts, Deployment: c.Deployment, TrustedProxies: c.TrustedProxies, Log: p.Log,
	})
	return lambdaevent.HTTP(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer p.Metrics.Flush()
		api.ServeHTTP(w, r)
	}))
}
