package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"alertsim/internal/calendar"
	"alertsim/internal/fit"
	"alertsim/internal/report"
	"alertsim/internal/words"
)

// fitFlags are what a log does not say itself, and where what comes of it goes.
type fitFlags struct {
	columns, statuses []string
	zone, name        string
	scenario, html    string
	json              bool
}

func newFitCommand(getenv func(string) string) *cobra.Command {
	var o fitFlags
	cmd := &cobra.Command{
		Use:   "fit log.csv",
		Short: "Make a scenario of a log of what was sent",
		Long: `Read a log of what was sent, a row an attempt, and tell what it says of the
model, with 95 % intervals: send times, outcomes, recipients who are never
reached, rates, senders, waits before retries, caps. Then simulate that, and lay
its deliveries and those of the log over each other. - reads standard input.

The log is CSV with the names of its columns in the first line, separated by
commas, semicolons or tabs. Usual names are recognised; --map says others:
sent, ended (or duration), status and recipient are needed, channel, group,
attempt, step, audience and acknowledged help. Words that are not known for how
an attempt ended are listed, and --status says what they mean: ` + kindList() + `.

It takes the same memory for any number of rows; what does not fit is in
temporary files while it runs.

Exit status: 0; 1 if the input is wrong or something fails; 130 if stopped by Ctrl-C.`,
		Example: `  alertsim fit log.csv --output scenario.yaml
  alertsim fit log.csv --map sent=created_at,ended=delivered_at,status=state
  alertsim fit log.csv --status undelivered=permanent --zone Europe/Berlin
  alertsim fit log.csv --html fit.html
  alertsim simulate scenario.json --messages-csv - | alertsim fit -`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return &exitError{statusFailed, fmt.Sprintf("takes one log (got %d); - reads standard input", len(args))}
			}
			return nil
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return []string{"csv", "tsv", "txt"}, cobra.ShellCompDirectiveFilterFileExt
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringSliceVar(&o.columns, "map", nil, "which column is for what, as `sent=created_at`,status=state; none for no column")
	flags.StringArrayVar(&o.statuses, "status", nil, "what a word of the status means, as `undelivered=permanent`; may be given several times")
	flags.StringVar(&o.zone, "zone", "UTC", "the IANA `zone` of times without an offset, as Europe/Berlin")
	flags.StringVar(&o.name, "name", "", "what the scenario is called")
	flags.StringVar(&o.scenario, "output", "", "write the scenario, as YAML, to a `file`; - for standard output")
	flags.StringVar(&o.html, "html", "", "write a page with charts to a `file`; - for standard output")
	flags.BoolVar(&o.json, "json", false, "print every figure as JSON instead of the table")
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return o.run(cmd, args[0], getenv) }
	return cmd
}

func kindList() string {
	var out []string
	for _, k := range fit.Kinds {
		out = append(out, string(k))
	}
	return strings.Join(out[:len(out)-1], ",\n") + " or " + out[len(out)-1]
}

// options reads the flags.
func (o *fitFlags) options() (fit.Options, error) {
	out := fit.Options{Columns: map[fit.Role]string{}, Statuses: map[string]fit.Kind{}, Name: o.name}
	for _, text := range o.columns {
		role, name, pair := strings.Cut(text, "=")
		role = strings.TrimSpace(role)
		if !pair || name == "" || !slices.Contains(fit.Roles, fit.Role(role)) {
			return out, fmt.Errorf("--map %s: must be one of %s and the name of a column, as sent=created_at", text, roleList())
		}
		out.Columns[fit.Role(role)] = name
	}
	for _, text := range o.statuses {
		at := strings.LastIndex(text, "=")
		if at <= 0 || !slices.Contains(fit.Kinds, fit.Kind(text[at+1:])) {
			return out, fmt.Errorf("--status %s: must be a word of the log and what it means (%s), as undelivered=permanent", text, strings.ReplaceAll(kindList(), "\n", " "))
		}
		out.Statuses[text[:at]] = fit.Kind(text[at+1:])
	}
	zone, err := calendar.Zone(o.zone)
	if err != nil {
		return out, fmt.Errorf("--zone %s: is no time zone that is known, as Europe/Berlin", o.zone)
	}
	out.Zone = zone
	return out, nil
}

func roleList() string {
	var out []string
	for _, r := range fit.Roles {
		out = append(out, string(r))
	}
	return strings.Join(out, ", ")
}

func (o *fitFlags) run(cmd *cobra.Command, source string, getenv func(string) string) error {
	ctx := cmd.Context()
	if err := o.check(); err != nil {
		return err
	}
	options, err := o.options()
	if err != nil {
		return err
	}
	var files [2]*outputFile
	for i, name := range []string{o.scenario, o.html} {
		if name == "" || name == "-" {
			continue
		}
		if files[i], err = createOutput(name); err != nil {
			return err
		}
		defer files[i].discard()
	}
	label := source
	if source == "-" {
		label = "standard input"
	}
	terminal := terminalOf(getenv)
	f, err := o.fit(ctx, cmd, source, options, terminal)
	if ctx.Err() != nil {
		return interrupted()
	}
	if err != nil {
		return fmt.Errorf("%s: %w", label, err)
	}
	told := report.Fit{Fit: f, Source: filepath.Base(label)}
	if f.Settings != nil {
		if told.Curves, err = layOver(ctx, f, newProgressBar(cmd.ErrOrStderr(), terminal)); err != nil {
			return err
		}
	} else if o.scenario != "" {
		return fmt.Errorf("%s: there is no scenario: %s", label, f.Notes[len(f.Notes)-1])
	}
	for i, write := range []func(io.Writer) error{func(w io.Writer) error { return f.Scenario(w, told.Source) }, told.HTML} {
		if files[i] == nil {
			continue
		}
		if err := write(files[i]); err != nil {
			return notWritable(files[i].name, err)
		}
		if err := files[i].commit(); err != nil {
			return err
		}
	}
	if err := o.print(cmd.OutOrStdout(), told, terminal); err != nil {
		return fmt.Errorf("standard output: %w", cause(err))
	}
	return nil
}

// layOver simulates what was fitted, with a bar.
func layOver(ctx context.Context, f *fit.Fit, bar *progressBar) (*fit.Curves, error) {
	defer bar.clear()
	curves, err := f.LayOver(ctx, func(share float64) { bar.update(min(1, share), words.Counted(f.Settings.Messages, "message")) })
	if ctx.Err() != nil {
		return nil, interrupted()
	}
	if err != nil {
		return nil, fmt.Errorf("what was fitted cannot be simulated: %w", err)
	}
	return curves, nil
}

// check refuses two things for one place.
func (o *fitFlags) check() error {
	switch {
	case o.json && (o.scenario == "-" || o.html == "-"), o.scenario == "-" && o.html == "-":
		return errors.New("only one of --json, --output - and --html - can go to standard output")
	case o.scenario != "" && o.scenario == o.html:
		return fmt.Errorf("--output and --html both write %s; give them different names", o.html)
	}
	return nil
}

func (o *fitFlags) print(out io.Writer, told report.Fit, terminal report.Terminal) error {
	switch {
	case o.json:
		return writeJSON(out, struct {
			*fit.Fit
			Curves *fit.Curves `json:"curves,omitempty"`
		}{told.Fit, told.Curves})
	case o.scenario == "-":
		return told.Scenario(out, told.Source)
	case o.html == "-":
		return told.HTML(out)
	}
	return told.Text(out, terminal)
}

// fit reads the log, with a bar.
func (o *fitFlags) fit(ctx context.Context, cmd *cobra.Command, source string, options fit.Options, terminal report.Terminal) (*fit.Fit, error) {
	bar := newProgressBar(cmd.ErrOrStderr(), terminal)
	defer bar.clear()
	in := cmd.InOrStdin()
	options.Progress = func(share float64) { bar.update(share, "the log") }
	if source == "-" {
		options.Progress = func(float64) { bar.working("reading the log") }
	} else {
		file, err := openInput(source)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		info, err := file.Stat()
		if err != nil {
			return nil, cause(err)
		}
		if info.IsDir() {
			return nil, errors.New("is a folder, not a file")
		}
		in, options.Size = file, info.Size()
	}
	return logUntil(ctx, in, options)
}

// logUntil gives up with ctx also while the input lets it wait: somebody at a terminal may never end it.
func logUntil(ctx context.Context, in io.Reader, options fit.Options) (f *fit.Fit, err error) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		f, err = fit.Log(ctx, in, options)
	}()
	select {
	case <-done:
		return f, err
	case <-ctx.Done():
	}
	select {
	case <-done: // so that its temporary files are removed
	case <-time.After(patience):
	}
	return nil, interrupted()
}

// patience is how long a reading that was interrupted has to remove its temporary files.
const patience = 2 * time.Second
