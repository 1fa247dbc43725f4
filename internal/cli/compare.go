package cli

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"alertsim/internal/deployment"
	"alertsim/internal/report"
	"alertsim/internal/result"
	"alertsim/internal/settings"
)

// maxCompared is how many scenarios fit beside each other.
const maxCompared = 6

func newCompareCommand(getenv func(string) string) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "compare scenario scenario...",
		Short: "Put scenarios side by side: settings that differ, every figure",
		Long: `Run scenarios and put them side by side: the settings that differ, and every
figure with its difference to the first. Scenarios that say no seed run with the
first one that another says, or all with one that is drawn, so that the same
settings come to the same. With --replications every one is run with several seeds,
and the differences are told seed by seed: how much of one is luck says its interval.

` + aboutScenarios + ` Flags hold for all of them.`,
		Example: `  alertsim compare examples/flood-warning-sms.json examples/evacuation-short-code.json
  alertsim compare today.json tomorrow.json --seed 1 --replications 20`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 2 || len(args) > maxCompared {
				return &exitError{statusFailed, fmt.Sprintf("takes 2 to %d scenarios (got %d)", maxCompared, len(args))}
			}
			return nil
		},
		ValidArgsFunction: func(cmd *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
			return completeScenarios(cmd, nil, word)
		},
	}
	flags := addSettingFlags(cmd)
	replications := 1
	cmd.Flags().Var(replicationsFlag(&replications), "replications", "how many seeds to run each with, from --seed on")
	page := ""
	cmd.Flags().StringVar(&page, "html", "", "write a page with a chart to a `file`; - for standard output")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		terminal := terminalOf(getenv)
		all, err := loadCompared(cmd, args, flags)
		if err != nil {
			return err
		}
		files, err := openReports(reportTo[report.Comparison]{page, report.Comparison.HTML})
		defer files.discard()
		if err != nil {
			return err
		}
		var runs report.Comparison
		for _, c := range all {
			each := outputs{replications: replications}
			plan, seeds, err := each.compute(cmd.Context(), c.settings, newProgressBar(cmd.ErrOrStderr(), terminal))
			if cmd.Context().Err() != nil {
				return interrupted()
			}
			if err != nil {
				return c.from.explain(err)
			}
			runs = append(runs, report.Report{Result: result.Of(c.settings, plan, deployment.Standard()), Replications: seeds, Made: time.Now()})
		}
		if err := files.write(runs); err != nil {
			return err
		}
		if page == "-" {
			err = runs.HTML(cmd.OutOrStdout())
		} else {
			err = runs.Text(cmd.OutOrStdout(), terminal)
		}
		if err != nil {
			return fmt.Errorf("standard output: %w", cause(err))
		}
		return nil
	}
	return cmd
}

// compared is one of the scenarios of a comparison.
type compared struct {
	settings settings.Settings
	from     *scenario
}

// loadCompared loads all scenarios. Those that say no seed get the first that one
// says, or else the first that is drawn, so that luck does not look like a
// difference.
func loadCompared(cmd *cobra.Command, args []string, flags *settingValues) ([]compared, error) {
	var all []compared
	seed := int64(-1)
	for _, arg := range args {
		s, from, err := loadScenario(cmd, []string{arg}, flags)
		if err != nil {
			return nil, err
		}
		all = append(all, compared{s, from})
		if seed < 0 && from.saysSeed() {
			seed = s.Seed
		}
	}
	if seed < 0 {
		seed = all[0].settings.Seed
	}
	for i := range all {
		if !all[i].from.saysSeed() {
			all[i].settings.Seed = seed
		}
	}
	return all, nil
}

// saysSeed reports whether the scenario or a flag has a seed.
func (s *scenario) saysSeed() bool {
	seed, given := s.root.Get("seed")
	return given && seed != nil
}
