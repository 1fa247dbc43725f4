// Command study is the Lambda function that SQS calls with the jobs of studies:
// each call computes one chunk of a study and keeps what it comes to.
package main

import (
	"context"
	"os"

	awsconfig "github.com/aws/aws-sdk-go-v2/config"

	"alertsim/functions/internal/function"
	"alertsim/internal/config"
	"alertsim/internal/lambdaevent"
	"alertsim/internal/simulation"
	"alertsim/internal/worker"
)

func main() {
	function.Start(os.Getenv, []string{config.Table, config.StudyQueue}, handler, awsconfig.WithRetryMaxAttempts(maxAttempts))
}

// maxAttempts is how often a request is made that is throttled or fails on the
// server's side: nobody waits for the answer, and many workers at a time may ask
// more of the table than it grows to at once.
const maxAttempts = 8

func handler(p function.Parts) any {
	w := worker.NewStudies(p.Store, p.Studies, worker.Options{Metrics: p.Metrics, Log: p.Log})
	return lambdaevent.Jobs(func(ctx context.Context, body, receipt string) error {
		defer p.Metrics.Flush()
		return w.Handle(ctx, simulation.Delivery{Body: body, Receipt: receipt})
	})
}
