// Command before asks the deployed stack, before anything of it changes, whether a simulation runs there that the engine about
// to be deployed would not go on with. It ends with status 1 and says what to do if so, or if nobody can tell.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"time"

	"alertsim/internal/engine"
)

func main() {
	stage := flag.String("stage", "dev", "the stage that is about to be deployed")
	flag.Parse()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	stack := "AlertSimulation-" + *stage
	deployed := stackOf(ctx, stack, awsCommand)
	if err := goesOn(ctx, http.DefaultClient, stack, deployed, engine.Version); err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\nTo deploy all the same: make deploy STAGE=%s ABANDON=yes\n", stack, err, *stage)
		cancel()
		os.Exit(1)
	}
}

// awsCommand runs the AWS command line and returns what it says, its complaints in the error.
func awsCommand(ctx context.Context, args ...string) (string, error) {
	out, err := exec.CommandContext(ctx, "aws", args...).Output() //nolint:gosec // the arguments are check.go's own, and a stage
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return "", errors.New(strings.TrimSpace(string(exit.Stderr)))
	}
	return strings.TrimSpace(string(out)), err
}
