package main

import (
	"io"
	"strings"

	"github.com/spf13/cobra"

	"alertsim/internal/report"
)

// reportFiles are the files that a report is written to.
type reportFiles struct {
	files  []*outputFile
	writes []func(report.Report, io.Writer) error
}

// open creates all of them before anything is computed, so that a name that
// cannot be written costs no time.
func (o *outputs) open() (*reportFiles, error) {
	out := &reportFiles{}
	for _, f := range []struct {
		name  string
		write func(report.Report, io.Writer) error
	}{{o.csv, report.Report.CSV}, {o.html, report.Report.HTML}} {
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

func (f *reportFiles) write(r report.Report) error {
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
func (f *reportFiles) discard() {
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

func atMostOneScenario(cmd *cobra.Command, args []string) error {
	if len(args) > 1 {
		return &exitError{statusFailed, "takes one scenario at most (got " + strings.Join(args, ", ") + ")"}
	}
	return nil
}

func completeScenarios(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return []string{"json", "yaml", "yml"}, cobra.ShellCompDirectiveFilterFileExt
}
