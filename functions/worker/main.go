// Command worker is the Lambda function that SQS calls with jobs: each call
// advances one shard of a simulation and hands it over.
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
	function.Start(os.Getenv, []string{config.Table, config.Queue}, handler, awsconfig.WithRetryMaxAttempts(maxAttempts))
}

// maxAttempts is how often a request is made that is throttled or fails on the
// server's side: more often than the client's 3 or 4, since nobody waits for the
// answer and a checkpoint that fails ends the slice.
const maxAttempts = 6

func handler(p function.Parts) any {
	w := worker.New(p.Store, p.Queue, worker.Options{Slice: p.Config.Slice, Metrics: p.Metrics, Log: p.Log})
	return lambdaevent.Jobs(func(ctx context.Context, body, receipt string) error {
		defer p.Metrics.Flush()
		return w.Handle(ctx, simulation.Delivery{Body: body, Receipt: receipt})
	})
}
