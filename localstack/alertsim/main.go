// Command alertsim is the whole system in one program on one machine: API,
// worker, sweeper and browser interface.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	// A second signal ends the program at once: the first one restores the
	// default behaviour by calling stop.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	if err := newCommand(os.Getenv).ExecuteContext(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "alertsim:", err)
		os.Exit(statusOf(err))
	}
}
