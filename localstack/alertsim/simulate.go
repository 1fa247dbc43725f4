package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"alertsim/internal/forecast"
	"alertsim/internal/httpapi"
	"alertsim/internal/report"
	"alertsim/internal/schedule"
	"alertsim/internal/simulation"
)

const aboutScenarios = `A scenario is the JSON that the API takes, or the same as YAML; - reads it from
standard input. Flags override it and do without it. What is said nowhere has
its default, so that no scenario at all is 1,000 messages over 4 senders.
Times are seconds, or have a unit as 15m; shares are 0.05 or 5%.`

const aboutStatuses = `Exit status: 0; 1 if the input is wrong or something fails; 99 if an objective
was missed (as k6 has it for thresholds); 130 if stopped by Ctrl-C.`

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
  alertsim simulate scenario.json --html report.html --csv timeline.csv
  alertsim simulate scenario.json --replications 20       how much is luck?
  jq '.messages *= 2' scenario.json | alertsim simulate - --json`,
		Args:              atMostOneScenario,
		ValidArgsFunction: completeScenarios,
	}
	settings := addSettingFlags(cmd)
	o.addFlags(cmd, true)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return o.answer(cmd, args, settings, getenv, exact, report.Report.Text)
	}
	return cmd
}

// computation makes a forecast of settings and shows how far it is.
type computation func(context.Context, simulation.Settings, *progressBar) (forecast.Forecast, error)

// exact runs every message, whatever their number.
func exact(ctx context.Context, s simulation.Settings, bar *progressBar) (forecast.Forecast, error) {
	const stepEvents = 50_000 // about a millisecond
	compiled, err := schedule.Compile(s)
	if err != nil {
		return forecast.Forecast{}, err
	}
	planner, err := compiled.Planner()
	if err != nil {
		return forecast.Forecast{}, err
	}
	for !planner.Step(stepEvents) {
		if ctx.Err() != nil {
			return forecast.Forecast{}, ctx.Err()
		}
		bar.update(planner.Checkpoint().Counts.Ended(), s.Messages)
	}
	f := forecast.Forecast{Settings: s, Plan: planner.Plan()}
	f.Wall = simulation.Simulation{Settings: s, Plan: f.Plan}.PlannedWallTime()
	f.Cost = forecast.CostOf(s, f.Wall)
	return f, nil
}

// answer is what simulate and forecast have in common: settings in, the answer
// out, the status by the objectives.
func (o *outputs) answer(cmd *cobra.Command, args []string, flags *settingValues, getenv func(string) string,
	compute computation, text func(report.Report, io.Writer, report.Terminal) error) error {
	ctx := cmd.Context()
	if err := o.check(cmd); err != nil {
		return err
	}
	settings, from, err := loadScenario(cmd, args, flags)
	if err != nil {
		return err
	}
	files, err := o.open()
	defer files.discard()
	if err != nil {
		return err
	}
	terminal := terminalOf(getenv)
	bar := newProgressBar(cmd.ErrOrStderr(), terminal)
	r := report.Report{}
	r.Forecast, err = compute(ctx, settings, bar)
	if err == nil {
		r.Replications, err = o.replicate(ctx, settings, bar)
	}
	bar.clear()
	if ctx.Err() != nil {
		return interrupted()
	}
	if err != nil {
		return from.explain(err)
	}
	if err := files.write(r); err != nil {
		return err
	}
	out := cmd.OutOrStdout()
	switch {
	case o.json:
		err = writeJSON(out, httpapi.NewForecastAnswer(r.Forecast, r.Replications))
	case o.csv == "-":
		err = r.CSV(out)
	case o.html == "-":
		err = r.HTML(out)
	default:
		err = text(r, out, terminal)
	}
	if err != nil {
		return fmt.Errorf("standard output: %w", cause(err))
	}
	return missed(r.Missed(), len(settings.Objectives))
}

// outputs are the flags about what is told and where.
type outputs struct {
	json         bool
	csv, html    string
	replications int
	precision    float64
	precise      bool // whether a precision was given without a number
}

func (o *outputs) addFlags(cmd *cobra.Command, files bool) {
	flags := cmd.Flags()
	o.replications = 1
	flags.Var(&numberFlag{kind: "count", must: fmt.Sprintf("a whole number from 1 to %d", forecast.MaxReplications), read: readCount, put: func(x float64) bool {
		o.replications = int(x)
		return x == float64(o.replications) && x >= 1 && x <= forecast.MaxReplications
	}}, "replications", "how many seeds to run, from --seed on, to tell luck from the settings")
	flags.Var(&numberFlag{kind: "share", must: "a share above 0 and up to 1, as 0.01 or 1%", read: readShare, put: func(x float64) bool {
		o.precision = x
		return x > 0 && x <= 1
	}}, "precision", "stop replicating when every figure is known to this share of its mean, as 1%;\nalone: as many replications as it takes")
	flags.BoolVar(&o.json, "json", false, "print the document of POST /api/forecast instead of the table")
	if files {
		flags.StringVar(&o.csv, "csv", "", "write the timeline to a `file`; - for standard output")
		flags.StringVar(&o.html, "html", "", "write a page with charts to a `file`; - for standard output")
	}
}

// check refuses what cannot be written in one run.
func (o *outputs) check(cmd *cobra.Command) error {
	n := 0
	for _, on := range []bool{o.json, o.csv == "-", o.html == "-"} {
		if on {
			n++
		}
	}
	if n > 1 {
		return errors.New("only one of --json, --csv - and --html - can go to standard output")
	}
	if o.csv != "" && o.csv != "-" && o.csv == o.html {
		return fmt.Errorf("--csv and --html both write %s; give them different names", o.csv)
	}
	o.precise = cmd.Flags().Changed("precision") && !cmd.Flags().Changed("replications")
	return nil
}

// replicate makes the runs of other seeds, if any were asked for.
func (o *outputs) replicate(ctx context.Context, s simulation.Settings, bar *progressBar) (*forecast.Replications, error) {
	n := o.replications
	if o.precise {
		n = int(min(forecast.MaxReplications, max(1, forecast.MaxReplicatedMessages/s.Messages)))
	}
	if n == 1 && !o.precise {
		return nil, nil
	}
	var r forecast.Replications
	err := busy(bar, "Running replications", func() (err error) {
		r, err = forecast.Replicate(ctx, s, n, o.precision)
		return err
	})
	return &r, err
}

// busy shows that something is being done while f does it.
func busy(bar *progressBar, what string, f func() error) error {
	if bar == nil {
		return f()
	}
	done := make(chan error, 1)
	go func() { done <- f() }()
	ticker := time.NewTicker(barInterval)
	defer ticker.Stop()
	for {
		select {
		case err := <-done:
			return err
		case <-ticker.C:
			bar.working(what)
		}
	}
}

func writeJSON(w io.Writer, document any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(document)
}

func interrupted() error {
	return &exitError{statusInterrupted, "stopped before the end; there is no result and nothing was written"}
}
