package cli

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"alertsim/internal/config"
	"alertsim/internal/version"
)

// Server is what the command line only starts.
type Server struct {
	// Serve serves until ctx ends; what a person has to know goes to the terminal.
	Serve func(ctx context.Context, c config.Config, terminal *os.File) error
	// Health reports an error unless a server on this address, as host:port, is up.
	Health func(ctx context.Context, addr string) error
	// OpenAPI describes the API, as JSON.
	OpenAPI func() ([]byte, error)
}

// Run runs the command line of os.Args until it is done or ctx ends, and returns
// the status to end with. getenv is os.Getenv.
func Run(ctx context.Context, getenv func(string) string, server Server) (status int) {
	err := newCommand(getenv, server).ExecuteContext(ctx)
	if err != nil {
		fmt.Fprintln(os.Stderr, "alertsim:", err)
	}
	return statusOf(err)
}

func newCommand(getenv func(string) string, server Server) *cobra.Command {
	root := &cobra.Command{
		Use:           "alertsim",
		Short:         "Simulate the sending of an alert to many people",
		Version:       version.Of().String(),
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.AddCommand(newServeCommand(getenv, server), newSimulateCommand(getenv), newForecastCommand(getenv), newSendersCommand(getenv), newCompareCommand(getenv), newSweepCommand(getenv), newCheapestCommand(getenv), newFitCommand(getenv), newHealthCommand(getenv, server), newOpenAPICommand(server))
	return root
}

func newServeCommand(getenv func(string) string, server Server) *cobra.Command {
	c, configErr := config.Load(getenv)
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the API and the browser interface, and work on simulations",
		Long: `Serve the API and the browser interface, and work on simulations, all in this process.

Everything is kept in the data folder, which only one process may use at a time.
A simulation that is running when the process ends goes on at the next start.

With --backend aws it works on an SQS queue and a DynamoDB table instead, wherever
it runs: ALERTSIM_TABLE and ALERTSIM_QUEUE_URL name them, and the AWS SDK's own
variables the account.

It answers calls to this machine's own names (localhost, 127.0.0.1, [::1]), to
the address it listens on and to the names of --allowed-hosts. Behind a proxy
that is the name people use, unless the proxy sends another Host.

Environment: ALERTSIM_ADDR, ALERTSIM_DATA, ALERTSIM_BACKEND, ALERTSIM_ALLOWED_HOSTS,
ALERTSIM_TRUSTED_PROXIES (networks of proxies whose X-Forwarded-For counts) and
ALERTSIM_MANAGEMENT_KEY (the key by which others join the session, of at least 12
characters; one is made and printed if it is not set).`,
		Example: "  alertsim serve\n  alertsim serve --addr 127.0.0.1:9000 --data /var/lib/alertsim",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if configErr != nil {
				return configErr
			}
			if c.Addr == "" || c.Data == "" {
				return errors.New("--addr and --data must not be empty")
			}
			return server.Serve(cmd.Context(), c, os.Stderr)
		},
	}
	cmd.Flags().StringVar(&c.Addr, "addr", c.Addr, "address to listen on, as host:port")
	cmd.Flags().Var(&c.AllowedHosts, "allowed-hosts", "further names this server has, with commas: alerts.example.org, *.example.org")
	cmd.Flags().StringVar(&c.Backend, "backend", c.Backend, "where to work: embedded, or aws for SQS and DynamoDB")
	cmd.Flags().StringVar(&c.Data, "data", c.Data, "folder to keep everything in")
	return cmd
}

func newHealthCommand(getenv func(string) string, server Server) *cobra.Command {
	c, configErr := config.Load(getenv)
	cmd := &cobra.Command{
		Use:   "health",
		Short: "Ask a server whether it is up",
		Long:  "Ask a server whether it is up. Exit status: 0 if it is, 1 if not.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if configErr != nil {
				return configErr
			}
			return server.Health(cmd.Context(), c.Addr)
		},
	}
	cmd.Flags().StringVar(&c.Addr, "addr", c.Addr, "address it listens on, as host:port")
	return cmd
}

func newOpenAPICommand(server Server) *cobra.Command {
	return &cobra.Command{
		Use:   "openapi",
		Short: "Print the OpenAPI description of the API",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			description, err := server.OpenAPI()
			if err != nil {
				return err
			}
			_, err = cmd.OutOrStdout().Write(description)
			return err
		},
	}
}
