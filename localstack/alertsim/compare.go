package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"alertsim/internal/report"
)

// mostCompared is how many scenarios fit beside each other.
const mostCompared = 6

func newCompareCommand(getenv func(string) string) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "compare scenario scenario...",
		Short: "Put scenarios side by side: settings that differ, every figure",
		Long: `Run scenarios and put them side by side: the settings that differ, and every
figure with its difference to the first.

` + aboutScenarios + ` Flags hold for all of them.`,
		Example: `  alertsim compare examples/flood-warning-sms.json examples/evacuation-short-code.json
  alertsim compare today.json tomorrow.json --seed 1`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 2 || len(args) > mostCompared {
				return &exitError{statusFailed, fmt.Sprintf("takes 2 to %d scenarios (got %d)", mostCompared, len(args))}
			}
			return nil
		},
		ValidArgsFunction: func(cmd *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
			return completeScenarios(cmd, nil, word)
		},
	}
	flags := addSettingFlags(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		terminal := terminalOf(getenv)
		var runs report.Comparison
		for _, arg := range args {
			settings, from, err := loadScenario(cmd, []string{arg}, flags)
			if err != nil {
				return err
			}
			f, err := exact(cmd.Context(), settings, newProgressBar(cmd.ErrOrStderr(), terminal))
			if cmd.Context().Err() != nil {
				return interrupted()
			}
			if err != nil {
				return from.explain(err)
			}
			runs = append(runs, report.Report{Forecast: f})
		}
		if err := runs.Text(cmd.OutOrStdout(), terminal); err != nil {
			return fmt.Errorf("standard output: %w", cause(err))
		}
		return nil
	}
	return cmd
}
