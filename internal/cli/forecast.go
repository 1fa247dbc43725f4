package cli

import (
	"github.com/spf13/cobra"

	"alertsim/internal/report"
)

func newForecastCommand(getenv func(string) string) *cobra.Command {
	var o outputs
	cmd := &cobra.Command{
		Use:   "forecast [scenario.json | scenario.yaml | -]",
		Short: "Tell at once how long a live run takes",
		Long: `Tell at once how long a live run of the settings takes on the wall, what
running the simulator on AWS costs for it, and how it ends. The answer is the run itself, message for message, however
many there are; 100,000,000 take some seconds.

` + aboutScenarios + "\n\n" + aboutStatuses,
		Example: `  alertsim forecast examples/evacuation-short-code.json
  alertsim forecast examples/evacuation-short-code.json --speed 10
  alertsim forecast --messages 100,000,000 --senders 5000 --json`,
	}
	s := ofScenario(cmd)
	o.addFlags(cmd, false)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return o.run(cmd, args, s, getenv, report.Report.Answer)
	}
	return cmd
}
