// Command forecast is the Lambda function that answers the forecasts, and nothing
// else: it needs no table, no queue and no key. Anybody may ask for a forecast, so
// its concurrency is its own.
package main

import (
	"os"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"

	"alertsim/internal/config"
	"alertsim/internal/forecast"
	"alertsim/internal/httpapi"
	"alertsim/internal/lambdaevent"
)

func main() {
	log := lambdacontext.NewLogger()
	c, err := config.Load(os.Getenv)
	if err != nil {
		log.Error("the function cannot start", "error", err)
		os.Exit(1)
	}
	// A call has the function to itself: nobody has to be told from anybody.
	forecasts := forecast.NewLimiter(forecast.Capacity{Memory: c.ForecastMemory, Budget: c.ForecastBudget})
	lambda.Start(lambdaevent.HTTP(httpapi.New(nil, httpapi.Options{
		Part: httpapi.ForecastsOnly, Forecasts: forecasts, Deployment: c.Deployment, Log: log,
	})))
}
