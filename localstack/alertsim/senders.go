package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"alertsim/internal/forecast"
	"alertsim/internal/httpapi"
	"alertsim/internal/report"
	"alertsim/internal/simulation"
)

func newSendersCommand(getenv func(string) string) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "senders [scenario.json | scenario.yaml | -]",
		Short: "Find the fewest senders that meet every objective",
		Long: `Find the fewest senders that meet every objective: of all sender groups in the
proportion they have, or of one group (--group), the others as they are. Tells
why none suffice, if so, and what more or fewer senders come to.

` + aboutScenarios + `

Exit status: 0; 1 if the input is wrong or something fails; 99 if no number of
senders meets the objectives; 130 if stopped by Ctrl-C.`,
		Example: `  alertsim senders examples/flood-warning-sms.json
  alertsim senders examples/mixed.yaml --group sms
  alertsim senders --messages 20000 --mean 8 --objective 95%:15m --objective 99%:30m`,
		Args:              atMostOneScenario,
		ValidArgsFunction: completeScenarios,
	}
	settings := addSettingFlags(cmd)
	cmd.Flags().Lookup("group").Usage = "search the senders of one `group` only, by name or by number from 0;\nit is the one that the flags change"
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the document of POST /api/forecast/senders instead of the table")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return findSenders(cmd, args, settings, getenv, asJSON)
	}
	return cmd
}

func findSenders(cmd *cobra.Command, args []string, flags *settingValues, getenv func(string) string, asJSON bool) error {
	ctx := cmd.Context()
	settings, from, err := loadScenario(cmd, args, flags)
	if err != nil {
		return err
	}
	group := -1
	if flags.group != "" {
		if group, err = flags.groupIndex(namesOf(settings)); err != nil {
			return err
		}
	}
	terminal := terminalOf(getenv)
	bar := newProgressBar(cmd.ErrOrStderr(), terminal)
	var found forecast.Senders
	err = busy(bar, "Searching the fewest senders", func() (err error) {
		found, err = forecast.FewestSenders(ctx, settings, group)
		return err
	})
	if ctx.Err() != nil {
		return interrupted()
	}
	if err != nil {
		return from.explain(err)
	}
	switch {
	case asJSON && found.Senders == 0:
		err = writeJSON(cmd.OutOrStdout(), noSenders{Reason: found.Reason})
	case asJSON:
		err = writeJSON(cmd.OutOrStdout(), httpapi.NewSendersAnswer(settings, found))
	default:
		err = report.Senders{Senders: found, Settings: settings, Group: group}.Text(cmd.OutOrStdout(), terminal)
	}
	if err != nil {
		return fmt.Errorf("standard output: %w", cause(err))
	}
	if found.Senders == 0 {
		return &exitError{statusMissed, "no number of senders meets the objectives"}
	}
	return nil
}

// noSenders is printed where the API would answer with a problem document.
type noSenders struct {
	Senders int    `json:"senders"` // 0
	Reason  string `json:"reason"`
}

func namesOf(s simulation.Settings) []string {
	names := make([]string, len(s.SenderGroups))
	for i, g := range s.SenderGroups {
		names[i] = g.Name
	}
	return names
}
