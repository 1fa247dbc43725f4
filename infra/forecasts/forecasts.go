// Package forecasts is the function that answers what anybody may ask for.
package forecasts

import (
	"fmt"
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/constructs-go/constructs/v10"

	"alertsim/infra/golambda"
	"alertsim/infra/stage"
	"alertsim/internal/deployment"
)

// Props is what the function needs of the rest: no table, no queue and no key.
type Props struct {
	Stage       stage.Stage
	Folder      string // of its program
	Concurrency deployment.Concurrency
	Environment map[string]string
}

// New creates the function.
func New(scope constructs.Construct, id string, p Props) awslambda.Function {
	environment := map[string]string{
		"ALERTSIM_FORECAST_MEGABYTES": fmt.Sprint(deployment.ForecastShare()),
	}
	for name, value := range p.Environment {
		environment[name] = value
	}
	return golambda.New(constructs.NewConstruct(scope, new(id)), "Forecast", golambda.Props{
		Stage:       p.Stage,
		Description: "Answers forecasts",
		Folder:      p.Folder,
		MemoryMB:    deployment.ForecastMemory,
		Timeout:     p.Concurrency.ForecastTimeout,
		Reserved:    p.Concurrency.Reserved.Forecasts,
		Environment: environment,
	})
}

// Seconds is how the functions are told when a forecast is answered at the latest.
func Seconds(budget time.Duration) string { return fmt.Sprint(int(budget.Seconds())) }
