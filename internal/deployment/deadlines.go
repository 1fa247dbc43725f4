package deployment

import "time"

// What a call may take. Each is longer than the next, so that it is always the program that answers, in its own words:
// a function that is ended answers nothing, and the gateway then gives a status of its own, which counts as a fault.
const (
	// GatewayTimeout is how long API Gateway waits for a function: the longest it does unless AWS is asked for more.
	GatewayTimeout = 29 * time.Second
	// CallTimeout is when Lambda ends a function that answers calls.
	CallTimeout = 28 * time.Second
	// ForecastBudget is the wall time of a forecast from the request to its answer, where forecasts have concurrency of
	// their own.
	ForecastBudget = 25 * time.Second
)

// ForecastMemory is of the function of the forecasts, in MB: a whole processor, since somebody waits, and all that a
// permitted forecast can hold, 555 MB (docs/aws.md).
const ForecastMemory = 1769

// ForecastShare is what a forecast may take of ForecastMemory, in MB (ALERTSIM_FORECAST_MEGABYTES): all of Go's limit but 64 MB,
// for what a program holds besides and what the garbage collector is behind.
func ForecastShare() int { return MemoryLimit(ForecastMemory) - 64 }

// The same of forecasts where nothing can be reserved for them, so that only their end lets others begin: some
// 100 million messages that are sent once, or 10 million attempts where many wait, and whatever people usually ask for.
const (
	SharedCallTimeout    = 4 * time.Second
	SharedForecastBudget = 3 * time.Second
)
