// Command sweeper is the Lambda function that EventBridge calls once a minute.
package main

import (
	"context"
	"os"
	"time"

	"alertsim/functions/internal/function"
	"alertsim/internal/config"
	"alertsim/internal/sweeper"
)

func main() {
	function.Start(os.Getenv, []string{config.Table, config.Queue, config.StudyQueue}, handler)
}

func handler(p function.Parts) any {
	s := &sweeper.Sweeper{
		Store: p.Store, Queue: p.Queue, Studies: p.Store, StudyQueue: p.Studies, Now: time.Now, Metrics: p.Metrics, Log: p.Log,
	}
	return func(ctx context.Context) error {
		defer p.Metrics.Flush()
		return s.Sweep(ctx)
	}
}
