// Command alertsim is the whole system in one program on one machine, and the
// command line.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"alertsim/internal/cli"
	"alertsim/internal/httpapi"
	"alertsim/internal/server"
)

func main() {
	// A second signal ends the program at once: the first one restores the
	// default behaviour by calling stop.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	os.Exit(cli.Run(ctx, os.Getenv, cli.Server{Serve: server.Serve, Health: server.Health, OpenAPI: httpapi.OpenAPI}))
}
