package deployment

import (
	"fmt"
	"time"
)

// Concurrency is how an account's limit of functions that run at a time is divided, so that forecasts, which anybody may
// ask for, never keep the rest from running.
type Concurrency struct {
	Account int // what the deployment may count on
	Workers int // at most
	Studies int // chunks of studies that are computed at a time, at most: they may wait, so nothing is reserved for them
	Sweeper int // always 1
	// Forecasts is how many are computed at a time.
	Forecasts int
	// Others is what is left for the API, at least MinAPI.
	Others int
	// Reserved is what Lambda keeps for a function, and lets it have no more than. All 0 where the account has nothing to
	// reserve from; then the gateway holds forecasts back instead.
	Reserved struct{ Forecasts, Sweeper, Workers int }
	// ForecastTimeout is when Lambda ends the function of the forecasts, ForecastBudget when it answers by itself.
	ForecastTimeout, ForecastBudget time.Duration
	// ForecastRate and ForecastBurst are how many calls a second, and how many at once, the gateway lets through to each
	// of the two methods that forecast.
	ForecastRate  float64
	ForecastBurst int
}

const (
	// NewAccount is how many functions a new account may run at a time.
	NewAccount = 10
	// unreservable is what AWS keeps unreserved in every account: a reservation that leaves less is refused. (An account
	// whose limit is below has to keep all of it: of 10, 10.)
	unreservable = 100

	sweepers = 1
	// MinAPI is what the API needs: its 100 calls a second take 20 ms each, which is 2 at a time.
	MinAPI = 2
	// forecastMethods are ForecastResources. API Gateway throttles each for itself.
	forecastMethods = 2
	minForecasts    = forecastMethods
	// maxForecasts is enough for a hundred people who plan, as most forecasts take some milliseconds.
	maxForecasts = 10
	// start is what a function may take to start, which Lambda does not count as its run.
	start = time.Second
)

// ForecastPaths are the calls, each a POST, that a function of its own answers.
var ForecastPaths = []string{"/api/forecast", "/api/forecast/senders", "/api/forecast/fit"}

// ForecastResources are those of the gateway that take them: one for forecasts, and one for what takes longer. One more
// would take a place from the workers of a new account.
var ForecastResources = [forecastMethods]string{"/api/forecast", "/api/forecast/{proxy+}"}

// FewestConcurrent is the least limit that a deployment with so many workers and chunks of studies at a time fits into.
func FewestConcurrent(workers, studies int) int {
	return workers + studies + sweepers + minForecasts + MinAPI
}

// Fit is how many workers and chunks of studies at a time fit an account of which nothing else is said: what Standard has,
// or as many as there is room for, workers first but for FewestStudies. In a new account these are 3 and 2.
func Fit(account int) (workers, studies int) {
	standard := Standard()
	workers = max(1, min(standard.WorkerConcurrency, account-FewestConcurrent(0, FewestStudies)))
	return workers, FitStudies(account, workers)
}

// FewestStudies is the least that an event source on AWS can be limited to.
const FewestStudies = 2

// FitStudies is how many chunks at a time fit beside so many workers.
func FitStudies(account, workers int) int {
	return max(FewestStudies, min(Standard().StudyConcurrency, account-FewestConcurrent(workers, 0)))
}

// Divide divides an account's limit, or the part of it that a deployment may count on. It refuses more workers and chunks
// than fit.
func Divide(account, workers, studies int) (Concurrency, error) {
	if account < FewestConcurrent(workers, studies) {
		return Concurrency{}, fmt.Errorf("workerConcurrency %d and studyConcurrency %d do not fit accountConcurrency %d: beside the workers and studies the sweeper takes %d, "+
			"forecasts %d and the API %d, so that %d for both together are the most; lower them, or have the account's limit raised and say so with accountConcurrency",
			workers, studies, account, sweepers, minForecasts, MinAPI, account-FewestConcurrent(0, 0))
	}
	c := Concurrency{Account: account, Workers: workers, Studies: studies, Sweeper: sweepers}
	fewest := FewestConcurrent(workers, studies)
	if reservable := account - unreservable; reservable >= sweepers+minForecasts {
		c.Forecasts = min(maxForecasts, reservable-sweepers, account-fewest+minForecasts)
		c.Reserved.Forecasts, c.Reserved.Sweeper = c.Forecasts, sweepers
		if reservable >= sweepers+c.Forecasts+workers {
			c.Reserved.Workers = workers
		}
		c.reserved()
	} else {
		c.Forecasts = min(maxForecasts, account-fewest+minForecasts)
		c.shared()
	}
	c.Others = account - workers - studies - sweepers - c.Forecasts
	return c, nil
}

// reserved is for forecasts whose number Lambda itself bounds. The gateway lets through what such a number answers if each
// takes a second, and most take less: what Lambda refuses would be answered with a 500.
func (c *Concurrency) reserved() {
	c.ForecastTimeout, c.ForecastBudget = CallTimeout, ForecastBudget
	c.ForecastBurst = c.Forecasts / forecastMethods
	c.ForecastRate = float64(c.ForecastBurst)
}

// shared bounds how many forecasts are under way by what the gateway lets through. From a bucket of b calls that gains r a
// second at most b + r·t are let through in a time t, in whole calls. None is under way for as long as t, its time-out and
// the start of its function together. So with r·t = n + 1 − b there are never n + 1 of a method under way. Of the n half
// is the burst, so that somebody who waits a little is let through at once. In a new account n is 1: one call at once, and
// the next 5 s later.
func (c *Concurrency) shared() {
	c.ForecastTimeout, c.ForecastBudget = SharedCallTimeout, SharedForecastBudget
	n := c.Forecasts / forecastMethods
	c.ForecastBurst = (n + 1) / 2
	c.ForecastRate = float64(n+1-c.ForecastBurst) / (c.ForecastTimeout + start).Seconds()
}
