package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"alertsim/internal/forecast"
	"alertsim/internal/report"
	"alertsim/internal/schedule"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
	"alertsim/internal/words"
)

// outputs are the flags about what is told and where.
type outputs struct {
	json         bool
	csv, html    string
	messages     string
	replications int
	precision    float64
	bounds       bool
	precise      bool // whether a precision was given without a number
}

func (o *outputs) addFlags(cmd *cobra.Command, files bool) {
	flags := cmd.Flags()
	o.replications = 1
	flags.Var(replicationsFlag(&o.replications), "replications", "how many seeds to run, from --seed on, to tell luck from the settings")
	flags.Var(&numberFlag{kind: "share", must: "a share above 0 and up to 1, as 0.01 or 1%", read: readShare, put: func(x float64) bool {
		o.precision = x
		return x > 0 && x <= 1
	}}, "precision", "stop replicating when every figure is known to this share of its median, as 1%,\nand tell whether it was; alone: as many replications as it takes, up to 1000")
	flags.BoolVar(&o.bounds, "bounds", false, "find out what bounds the result: up to 41 further runs, each with one cap, rate limit, number of\nsenders, opening hours or the recipients relaxed by a tenth")
	flags.BoolVar(&o.json, "json", false, "print the document of POST /api/forecast instead of the table")
	if files {
		flags.StringVar(&o.csv, "csv", "", "write the timeline to a `file`; - for standard output")
		flags.StringVar(&o.messages, "messages-csv", "", "write every message and its attempts to a `file`; - for standard output")
		flags.StringVar(&o.html, "html", "", "write a page with charts to a `file`; - for standard output")
	}
}

// replicationsFlag is a number of seeds.
func replicationsFlag(n *int) *numberFlag {
	return &numberFlag{kind: "count", must: fmt.Sprintf("a whole number from 1 to %d", forecast.MaxReplications), read: readCount, put: func(x float64) bool {
		*n = int(x)
		return x == float64(*n) && x >= 1 && x <= forecast.MaxReplications
	}}
}

// check refuses what cannot be written in one run.
func (o *outputs) check(cmd *cobra.Command) error {
	if err := checkFiles(o.json, outputName{"--csv", o.csv}, outputName{"--messages-csv", o.messages}, outputName{"--html", o.html}); err != nil {
		return err
	}
	if o.bounds && (o.replications > 1 || o.precision > 0) {
		return errors.New("--bounds is found out with one seed; leave --replications and --precision out")
	}
	o.precise = cmd.Flags().Changed("precision") && !cmd.Flags().Changed("replications")
	return nil
}

// outputName is the name of a file, and the flag that it was given by.
type outputName struct{ flag, file string }

// checkFiles refuses two things that would be written to the same place.
func checkFiles(json bool, files ...outputName) error {
	names := map[string]string{} // of the flag, by what it writes to
	if json {
		names["-"] = "--json"
	}
	for _, f := range files {
		if f.file == "" {
			continue
		}
		switch other, taken := names[f.file]; {
		case taken && f.file == "-":
			return fmt.Errorf("only one thing can go to standard output (got %s and %s)", other, f.flag)
		case taken:
			return fmt.Errorf("%s and %s both write %s; give them different names", other, f.flag, f.file)
		}
		names[f.file] = f.flag
	}
	return nil
}

// compute makes the run and those of other seeds, if any were asked for.
func (o *outputs) compute(ctx context.Context, s settings.Settings, bar *progressBar) (plan *simulation.Plan, runs *forecast.Replications, err error) {
	n := o.replications
	if o.precise {
		n = forecast.MaxReplications
	}
	if n == 1 && !o.precise {
		plan, err = exact(ctx, s, bar)
		return plan, nil, err
	}
	defer bar.clear()
	ctx = forecast.Watch(ctx, func(done float64) { bar.update(done, words.Counted(int64(n), "run")) })
	plan, made, err := forecast.Replicate(ctx, s, n, o.precision)
	return plan, &made, err
}

// reportTo is a file, and what to write of a report to it.
type reportTo[R any] struct {
	name  string // "" or -: no file
	write func(R, io.Writer) error
}

// reportFiles are the files that a report is written to.
type reportFiles[R any] struct {
	files  []*outputFile
	writes []func(R, io.Writer) error
}

// openReports creates all of them before anything is computed, so that a name that
// cannot be written costs no time.
func openReports[R any](to ...reportTo[R]) (*reportFiles[R], error) {
	out := &reportFiles[R]{}
	for _, f := range to {
		if f.name == "" || f.name == "-" {
			continue
		}
		file, err := createOutput(f.name)
		if err != nil {
			return out, err
		}
		out.files, out.writes = append(out.files, file), append(out.writes, f.write)
	}
	return out, nil
}

func (o *outputs) open() (*reportFiles[report.Report], error) {
	return openReports(reportTo[report.Report]{o.csv, forSheets(report.Report.CSV)},
		reportTo[report.Report]{o.messages, forSheets(writeMessages)}, reportTo[report.Report]{o.html, report.Report.HTML})
}

// forSheets begins a file with what Excel knows UTF-8 by.
func forSheets[R any](write func(R, io.Writer) error) func(R, io.Writer) error {
	return func(r R, w io.Writer) error {
		if _, err := io.WriteString(w, report.ByteOrderMark); err != nil {
			return err
		}
		return write(r, w)
	}
}

// writeMessages computes every message of a run again and writes it.
func writeMessages(r report.Report, w io.Writer) error {
	compiled, err := schedule.Compile(r.Settings)
	if err != nil {
		return err
	}
	return report.MessagesCSV(w, r.Settings, compiled.AllMessages(context.Background(), r.Plan.End()))
}

func (f *reportFiles[R]) write(r R) error {
	for i, file := range f.files {
		if err := f.writes[i](r, file); err != nil {
			return notWritable(file.name, err)
		}
		if err := file.commit(); err != nil {
			return err
		}
	}
	return nil
}

// discard removes what was not written to its end.
func (f *reportFiles[R]) discard() {
	for _, file := range f.files {
		file.discard()
	}
}

// terminalOf tells by the environment whether a terminal shows more than ASCII.
func terminalOf(getenv func(string) string) report.Terminal {
	locale := ""
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} { // the first that is set counts
		if locale = getenv(name); locale != "" {
			break
		}
	}
	locale = strings.ToLower(strings.ReplaceAll(locale, "-", ""))
	return report.Terminal{ASCII: getenv("TERM") == "dumb" || !strings.Contains(locale, "utf8")}
}

func writeJSON(w io.Writer, document any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(document)
}

// ofScenario makes a command one about at most one scenario, with the flags that
// override it.
func ofScenario(cmd *cobra.Command) *settingValues {
	cmd.ValidArgsFunction = completeScenarios
	cmd.Args = func(_ *cobra.Command, args []string) error {
		if len(args) > 1 {
			return &exitError{statusFailed, "takes one scenario at most (got " + strings.Join(args, ", ") + ")"}
		}
		return nil
	}
	return addSettingFlags(cmd)
}

func completeScenarios(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return []string{"json", "yaml", "yml"}, cobra.ShellCompDirectiveFilterFileExt
}
