package cli

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"alertsim/internal/config"
	"alertsim/internal/forecast"
	"alertsim/internal/report"
	"alertsim/internal/result"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
	"alertsim/internal/words"
)

const aboutScenarios = `A scenario is the JSON that the API takes, or the same as YAML; - reads it from
standard input. Flags override it and do without it. What is said nowhere has
its default, so that no scenario at all is 1,000 messages over 4 senders.

Figures in flags and scenarios: times are 90 (seconds), 90 s, 15m, 2h 30min or 1d;
shares 0.05 or 5%; counts 250000 or 250,000. A point is the decimal point, and
what could be read in two ways, as 250.000 messages, is refused. YAML may merge
anchors (<<: *name), and names that begin with x- hold them; files are UTF-8.`

const aboutStatuses = `Exit status: 0; 1 if the input is wrong or something fails; 99 if an objective
was missed (as k6 has it for thresholds), with --replications in more than 5 % of
the runs; 130 if stopped by Ctrl-C.`

func newSimulateCommand(getenv func(string) string) *cobra.Command {
	var o outputs
	cmd := &cobra.Command{
		Use:   "simulate [scenario.json | scenario.yaml | -]",
		Short: "Run a whole simulation now and tell what came of it",
		Long: `Run a whole simulation now, in this process, and tell what came of it. No server
is needed and nothing is kept. The result is exact, whatever the size.

` + aboutScenarios + "\n\n" + aboutStatuses,
		Example: `  alertsim simulate examples/flood-warning-sms.json
  alertsim simulate --messages 50000 --senders 200 --failure-rate 5% --attempts 3
  alertsim simulate examples/mixed.yaml --group sms --rate 40 --objective 95%:15m
  alertsim simulate scenario.json --html report.html --messages-csv messages.csv
  alertsim simulate scenario.json --replications 20       how much is luck?
  jq '.messages *= 2' scenario.json | alertsim simulate - --json`,
	}
	s := ofScenario(cmd)
	o.addFlags(cmd, true)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return o.run(cmd, args, s, getenv, report.Report.Text)
	}
	return cmd
}

// exact runs every message, whatever their number.
func exact(ctx context.Context, s settings.Settings, bar *progressBar) (*simulation.Plan, error) {
	defer bar.clear()
	return forecast.Of(forecast.Watch(ctx, func(done float64) { bar.update(done, words.Counted(s.Messages, "message")) }), s)
}

// findBounds finds out what bounds a result.
func findBounds(ctx context.Context, s settings.Settings, plan *simulation.Plan, bar *progressBar) (*forecast.Bounds, error) {
	defer bar.clear()
	ctx = forecast.Watch(ctx, func(done float64) { bar.update(done, words.Counted(int64(forecast.BoundsRuns(s)), "run")) })
	found, err := forecast.FindBounds(ctx, s, plan)
	return &found, err
}

// run is what simulate and forecast have in common: settings in, the answer
// out, the status by the objectives.
func (o *outputs) run(cmd *cobra.Command, args []string, flags *settingValues, getenv func(string) string,
	text func(report.Report, io.Writer, report.Terminal) error) error {
	ctx := cmd.Context()
	if err := o.check(cmd); err != nil {
		return err
	}
	s, from, err := loadScenario(cmd, args, flags)
	if err != nil {
		return err
	}
	files, err := o.open()
	defer files.discard()
	if err != nil {
		return err
	}
	terminal := terminalOf(getenv)
	c, err := config.Load(getenv)
	if err != nil {
		return err
	}
	plan, runs, err := o.compute(ctx, s, newProgressBar(cmd.ErrOrStderr(), terminal))
	if ctx.Err() != nil {
		return interrupted()
	}
	if err != nil {
		return from.explain(err)
	}
	r := report.Report{Result: result.Of(s, plan, c.Deployment), Replications: runs, Made: time.Now()}
	if o.bounds {
		if r.Bounds, err = findBounds(ctx, s, plan, newProgressBar(cmd.ErrOrStderr(), terminal)); err != nil {
			if ctx.Err() != nil {
				return interrupted()
			}
			return from.explain(err)
		}
	}
	if err := files.write(r); err != nil {
		return err
	}
	out := cmd.OutOrStdout()
	switch {
	case o.json:
		answer := result.NewForecastAnswer(r.Result, r.Replications)
		if r.Bounds != nil {
			answer.WithBounds(r.Result, *r.Bounds)
		}
		err = writeJSON(out, answer)
	case o.csv == "-":
		err = r.CSV(out)
	case o.messages == "-":
		err = writeMessages(r, out)
	case o.html == "-":
		err = r.HTML(out)
	default:
		err = text(r, out, terminal)
	}
	if err != nil {
		return fmt.Errorf("standard output: %w", cause(err))
	}
	return missed(r.Missed(), len(s.Objectives), r.Replications != nil)
}

func interrupted() error {
	return &exitError{statusInterrupted, "stopped before the end; there is no result and nothing was written"}
}
