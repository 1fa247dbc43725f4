// Package config is every environment variable, read once.
package config

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"alertsim/internal/deployment"
)

// Config is what the environment says. AWS credentials, region and endpoint are
// read by the AWS SDK itself, by its own names.
type Config struct {
	Addr           string  // ALERTSIM_ADDR: address the one-machine program listens on
	Backend        string  // ALERTSIM_BACKEND: embedded, or aws to work on SQS and DynamoDB
	Data           string  // ALERTSIM_DATA: folder of the embedded store
	ManagementKey  string  // ALERTSIM_MANAGEMENT_KEY: key to join a session in play
	AllowedHosts   Hosts   // ALERTSIM_ALLOWED_HOSTS: names by which the one-machine program may be called, besides its own
	TrustedProxies Proxies // ALERTSIM_TRUSTED_PROXIES: networks of proxies whose X-Forwarded-For counts

	Table               string // ALERTSIM_TABLE: DynamoDB table
	QueueURL            string // ALERTSIM_QUEUE_URL: SQS queue of the jobs
	StudyQueueURL       string // ALERTSIM_STUDY_QUEUE_URL: SQS queue of the jobs of studies
	ManagementKeySecret string // ALERTSIM_MANAGEMENT_KEY_SECRET: ARN of the secret that holds the key
	Stage               string // ALERTSIM_STAGE: dev or prod

	// How the system on AWS is sized: deployment.Standard unless the variables of
	// its fields say otherwise.
	deployment.Deployment

	ForecastBudget time.Duration // ALERTSIM_FORECAST_SECONDS: wall time from a request for a forecast to its answer
	ForecastMemory int64         // ALERTSIM_FORECAST_MEGABYTES: what all forecasts under way may hold, in bytes here
}

// Load reads the environment by getenv (os.Getenv). Its error names every
// variable that is wrong.
func Load(getenv func(string) string) (Config, error) {
	r := reader{getenv: getenv}
	size := deployment.Standard()
	c := Config{
		Addr:                r.text("ALERTSIM_ADDR", "127.0.0.1:8080"),
		Backend:             r.text("ALERTSIM_BACKEND", "embedded"),
		Data:                r.text("ALERTSIM_DATA", ".data"),
		ManagementKey:       r.text("ALERTSIM_MANAGEMENT_KEY", ""),
		Table:               r.text(Table, ""),
		QueueURL:            r.text(Queue, ""),
		StudyQueueURL:       r.text(StudyQueue, ""),
		ManagementKeySecret: r.text("ALERTSIM_MANAGEMENT_KEY_SECRET", ""),
		Stage:               r.text("ALERTSIM_STAGE", "dev"),
		Deployment: deployment.Deployment{
			SendersPerShard:   r.integer(sendersPerShard, size.SendersPerShard, 1, 10_000),
			WorkerConcurrency: r.integer(workerConcurrency, size.WorkerConcurrency, 1, 1000),
			Slice:             time.Duration(r.integer(sliceSeconds, int(size.Slice.Seconds()), 1, 840)) * time.Second,
			WorkerMemory:      r.integer(workerMegabytes, size.WorkerMemory, 128, 10_240),
			APIMemory:         r.integer(apiMegabytes, size.APIMemory, 128, 10_240),
			StudyConcurrency:  r.integer(studyConcurrency, size.StudyConcurrency, 1, 1000),
		},
		ForecastBudget: time.Duration(r.integer("ALERTSIM_FORECAST_SECONDS", 20, 1, 25)) * time.Second,
		ForecastMemory: int64(r.integer("ALERTSIM_FORECAST_MEGABYTES", 1024, 64, 65_536)) << 20,
	}
	r.check("ALERTSIM_ALLOWED_HOSTS", c.AllowedHosts.Set)
	r.check("ALERTSIM_TRUSTED_PROXIES", c.TrustedProxies.Set)
	if c.ManagementKey != "" {
		r.check("ALERTSIM_MANAGEMENT_KEY", CheckKey)
	}
	return c, errors.Join(r.errs...)
}

// The variables that name what a program works on in AWS.
const (
	Table      = "ALERTSIM_TABLE"
	Queue      = "ALERTSIM_QUEUE_URL"
	StudyQueue = "ALERTSIM_STUDY_QUEUE_URL"
)

// OnAWS checks that those of the variables Table, Queue and StudyQueue are set that a program needs. Its error names every
// one that is missing.
func (c Config) OnAWS(needed ...string) error {
	var errs []error
	for _, v := range []struct{ name, value string }{{Table, c.Table}, {Queue, c.QueueURL}, {StudyQueue, c.StudyQueueURL}} {
		if v.value == "" && slices.Contains(needed, v.name) {
			errs = append(errs, fmt.Errorf("%s is not set; working on AWS needs it", v.name))
		}
	}
	return errors.Join(errs...)
}

type reader struct {
	getenv func(string) string
	errs   []error
}

func (r *reader) text(name, fallback string) string {
	if v := r.getenv(name); v != "" {
		return v
	}
	return fallback
}

func (r *reader) check(name string, f func(string) error) {
	if err := f(r.getenv(name)); err != nil {
		r.errs = append(r.errs, fmt.Errorf("%s: %w", name, err))
	}
}

func (r *reader) integer(name string, fallback, minimum, maximum int) int {
	v := r.getenv(name)
	if v == "" {
		return fallback
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < minimum || n > maximum {
		r.errs = append(r.errs, fmt.Errorf("%s must be a whole number from %d to %d (is %q)", name, minimum, maximum, v))
		return fallback
	}
	return n
}
