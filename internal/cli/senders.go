package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"alertsim/internal/config"
	"alertsim/internal/forecast"
	"alertsim/internal/report"
	"alertsim/internal/result"
	"alertsim/internal/settings"
	"alertsim/internal/words"
)

func newSendersCommand(getenv func(string) string) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "senders [scenario.json | scenario.yaml | -]",
		Short: "Find the fewest senders that meet every objective",
		Long: `Find the fewest senders that meet every objective with a share of the seeds
(--probability, 95 % unless given): of all sender groups in the proportion they
have, or of one group (--group), the others as they are. Every number of senders
is tried with the same seeds, 100 of them from --seed on, or fewer (20 at least)
where 100 runs would have more than 100,000,000 attempts. Tells with how many of
them the answer holds, what was tried and what is ruled out, why none suffice, if
so, and what more or fewer senders come to.

` + aboutScenarios + `

Exit status: 0; 1 if the input is wrong or something fails; 99 if no number of
senders meets the objectives; 130 if stopped by Ctrl-C.`,
		Example: `  alertsim senders examples/flood-warning-sms.json
  alertsim senders examples/mixed.yaml --group sms
  alertsim senders --messages 20000 --mean 8 --objective 95%:15m --objective 99%:30m`,
	}
	s := ofScenario(cmd)
	cmd.Flags().Lookup("group").Usage = "search the senders of one `group` only, by name or by number from 0;\nit is the one that the flags change"
	probability := forecast.DefaultProbability
	cmd.Flags().Var(&numberFlag{text: "95%", kind: "share", must: "a share above 0 and up to 1, as 0.95 or 95%", read: readShare, put: func(x float64) bool {
		probability = x
		return x > 0 && x <= 1
	}}, "probability", "with what share of the seeds every objective has to be met")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the document of POST /api/forecast/senders instead of the table")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return findSenders(cmd, args, s, getenv, probability, asJSON)
	}
	return cmd
}

func findSenders(cmd *cobra.Command, args []string, flags *settingValues, getenv func(string) string, probability float64, asJSON bool) error {
	ctx := cmd.Context()
	c, err := config.Load(getenv)
	if err != nil {
		return err
	}
	s, from, err := loadScenario(cmd, args, flags)
	if err != nil {
		return err
	}
	group := -1
	if flags.group != "" {
		if group, err = flags.groupIndex(namesOf(s)); err != nil {
			return err
		}
	}
	terminal := terminalOf(getenv)
	bar := newProgressBar(cmd.ErrOrStderr(), terminal)
	found, err := forecast.FewestSenders(ctx, forecast.SendersQuery{Settings: s, Group: group, Probability: probability,
		Progress: func(p forecast.SendersProgress) { bar.working(searching(p)) }})
	bar.clear()
	if ctx.Err() != nil {
		return interrupted()
	}
	if err != nil {
		return from.explain(err)
	}
	switch {
	case asJSON && found.Senders == 0:
		err = writeJSON(cmd.OutOrStdout(), noSenders{Reason: found.Reason, Searched: strings.Join(found.SearchedInWords(), " ")})
	case asJSON:
		err = writeJSON(cmd.OutOrStdout(), result.NewSendersAnswer(s, found, c.Deployment))
	default:
		err = report.Senders{Senders: found, Settings: s, Group: group, Deployment: c.Deployment}.Text(cmd.OutOrStdout(), terminal)
	}
	if err != nil {
		return fmt.Errorf("standard output: %w", cause(err))
	}
	if found.Senders == 0 {
		return &exitError{statusMissed, "no number of senders meets the objectives"}
	}
	return nil
}

// searching tells how far a search is.
func searching(p forecast.SendersProgress) string {
	line := fmt.Sprintf("Searching the fewest senders: %s tried, now %s", words.Counted(int64(p.Tried), "number"), words.Count(int64(p.Trying)))
	if p.Found > 0 {
		line += ", the fewest so far " + words.Count(int64(p.Found))
	}
	return line
}

// noSenders is printed where the API would answer with a problem document.
type noSenders struct {
	Senders  int    `json:"senders"` // 0
	Reason   string `json:"reason"`
	Searched string `json:"searched"`
}

func namesOf(s settings.Settings) []string {
	names := make([]string, len(s.SenderGroups))
	for i, g := range s.SenderGroups {
		names[i] = g.Name
	}
	return names
}
