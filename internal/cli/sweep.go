package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"alertsim/internal/report"
	"alertsim/internal/result"
	"alertsim/internal/study"
	"alertsim/internal/words"
)

const aboutStudies = `What varies is said by --vary, up to four times: every level of each with every one
of the others is a point, and every point is run with the same seeds.

  --vary 'messages=10000,20000,50000'                         these values
  --vary 'senderGroups[sms].senders=10..1000:20'              20 from 10 to 1,000, in equal steps
  --vary 'senders: senderGroups[sms].senders=10..1000:20,log' in equal ratios, and a name for it
  --vary 'senderGroups[0].failureRate=0%,1%,5%' --vary 'timeToLive=none,15m,2h'
  --alternative 'as it is' --alternative 'patient: retry.maxAttempts=5; timeToLive=2h'

The path is that of the field in a scenario; an element of a list is named in brackets,
by its name or by its number from 0. Values are as in scenarios; commas stand between
them, so thousands are written without. Alternatives change several fields at a time,
and are one factor together. A file that has settings and vary at its top, as
POST /api/studies takes it, is a whole study, and --vary takes the place of its vary.

With --resume every finished part of the work is kept in a file as it comes: after
Ctrl-C, or when the machine was off, the same command goes on with what is there.`

// studyFlags are those about what varies, what is looked for and where it is told.
type studyFlags struct {
	vary, alternatives []string
	replications       int
	probability        float64
	find               string
	json               bool
	csv, html, resume  string
}

func newSweepCommand(getenv func(string) string) *cobra.Command {
	return newStudyCommand(getenv, study.Grid, &cobra.Command{
		Use:   "sweep [scenario.json | scenario.yaml | study.yaml | -]",
		Short: "Run a scenario with everything that varies, over many seeds",
		Long: `Run a scenario at every point of what varies, each with the same seeds, and tell
what each point comes to, how sure that is, and what each factor changes.

` + aboutStudies + "\n\n" + aboutScenarios + `

Exit status: 0; 1 if the input is wrong or something fails; 99 if there are
objectives and no point meets them; 130 if stopped by Ctrl-C.`,
		Example: `  alertsim sweep examples/flood-warning-sms.json --vary 'senderGroups[0].senders=10..1000:20,log'
  alertsim sweep examples/mixed.yaml --vary 'senderGroups[calls].senders=50..200:4' --vary 'senderGroups[sms].ratePerSecond=3,10,none'
  alertsim sweep examples/studies/how-many-lines.yaml --html study.html --csv study.csv --resume study.runs`,
	})
}

func newCheapestCommand(getenv func(string) string) *cobra.Command {
	return newStudyCommand(getenv, study.Cheapest, &cobra.Command{
		Use:   "cheapest [scenario.json | scenario.yaml | study.yaml | -]",
		Short: "Find the cheapest point, or the fastest, that meets every objective",
		Long: `Find the point that costs least, by the prices of the sender groups, or that has the
fewest senders where nothing has a price, of those that meet every objective with a
share of the seeds (--probability, 95 % unless given). Every point is run with every
seed, so that for these seeds there is no cheaper one. With --find fastest it is the
point that reaches its objectives first.

` + aboutStudies + "\n\n" + aboutScenarios + `

Exit status: 0; 1 if the input is wrong or something fails; 99 if no point meets
the objectives; 130 if stopped by Ctrl-C.`,
		Example: `  alertsim cheapest examples/studies/how-many-lines.yaml
  alertsim cheapest examples/flood-warning-sms.json --vary 'senderGroups[0].senders=10..100:10'
  alertsim cheapest examples/studies/how-many-lines.yaml --find fastest --json`,
	})
}

func newStudyCommand(getenv func(string) string, find study.Find, cmd *cobra.Command) *cobra.Command {
	o := &studyFlags{find: string(find), replications: study.DefaultReplications, probability: study.DefaultProbability}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringArrayVar(&o.vary, "vary", nil, "a field that varies and its levels, as `path=10,20,40` or path=10..1000:20,log;\nup to four times")
	flags.StringArrayVar(&o.alternatives, "alternative", nil, "one of several ways to do it, as `'name: path=value; path=value'`; at least twice")
	seeds := replicationsFlag(&o.replications)
	seeds.text = fmt.Sprint(o.replications)
	flags.Var(seeds, "replications", "how many seeds each point is run with, from --seed on")
	flags.Var(&numberFlag{text: "95%", kind: "share", must: "a share above 0 and up to 1, as 0.95 or 95%", read: readShare, put: func(x float64) bool {
		o.probability = x
		return x > 0 && x <= 1
	}}, "probability", "with what share of the seeds every objective has to be met")
	flags.Var(&choiceFlag{&o.find, findsFor(find)}, "find", "what is looked for: "+strings.Join(findsFor(find), ", "))
	flags.BoolVar(&o.json, "json", false, "print the answer as JSON instead of the table")
	flags.StringVar(&o.csv, "csv", "", "write a row for each point and figure to a `file`; - for standard output")
	flags.StringVar(&o.html, "html", "", "write a page with charts to a `file`; - for standard output")
	flags.StringVar(&o.resume, "resume", "", "keep what is finished in a `file`, and go on with what is in it")
	s := ofScenario(cmd)
	_ = cmd.RegisterFlagCompletionFunc("find", cobra.FixedCompletions(findsFor(find), cobra.ShellCompDirectiveNoFileComp)) // fails for unknown flags only
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		again := commandLine(cmd, args)
		return o.run(cmd, args, s, getenv, again)
	}
	return cmd
}

// findsFor are what a command may look for.
func findsFor(find study.Find) []string {
	var out []string
	for _, f := range study.Finds {
		if f != study.Grid || find == study.Grid {
			out = append(out, string(f))
		}
	}
	return out
}

// choiceFlag is a text of which there are few.
type choiceFlag struct {
	value   *string
	choices []string
}

func (f *choiceFlag) String() string {
	if f.value == nil {
		return ""
	}
	return *f.value
}
func (f *choiceFlag) Type() string { return "choice" }

func (f *choiceFlag) Set(s string) error {
	if !slices.Contains(f.choices, s) {
		return errors.New("it must be one of " + strings.Join(f.choices, ", "))
	}
	*f.value = s
	return nil
}

// run makes a study and tells of it.
func (o *studyFlags) run(cmd *cobra.Command, args []string, flags *settingValues, getenv func(string) string, again string) error {
	if err := checkFiles(o.json, outputName{"--csv", o.csv}, outputName{"--html", o.html}, outputName{"--resume", o.resume}); err != nil {
		return err
	}
	q, from, err := loadStudy(cmd, args, flags, o)
	if err != nil {
		return err
	}
	var kept *keptRuns
	if o.resume != "" {
		if kept, err = openKept(o.resume); err != nil {
			return err
		}
		defer kept.close()
		if !from.seed {
			q.Settings = kept.seeded(q.Settings)
		}
	}
	e, err := q.Prepare(math.MaxInt64)
	if err != nil {
		return from.explain(err)
	}
	e.Layout = finer(e)
	if kept != nil {
		if e.Layout, err = kept.layout(q, e.Layout); err != nil {
			return err
		}
	}
	results := study.NewResults(q, e.Layout)
	if kept != nil {
		if err := kept.begin(results); err != nil {
			return err
		}
	}
	files, err := openReports(
		reportTo[report.Study]{o.csv, forSheets(report.Study.CSV)}, reportTo[report.Study]{o.html, report.Study.HTML})
	defer files.discard()
	if err != nil {
		return err
	}
	terminal := terminalOf(getenv)
	tell := cmd.ErrOrStderr()
	announce(tell, e, results, kept)
	if err := makeRuns(cmd.Context(), results, kept, newProgressBar(tell, terminal)); err != nil {
		if cmd.Context().Err() != nil {
			return stoppedStudy(results, kept, again)
		}
		return from.explain(err)
	}
	r := report.Study{Study: result.StudyOf(results, e), Made: time.Now()}
	if err := files.write(r); err != nil {
		return err
	}
	out := cmd.OutOrStdout()
	switch {
	case o.json:
		err = writeJSON(out, r.Document())
	case o.csv == "-":
		err = r.CSV(out)
	case o.html == "-":
		err = r.HTML(out)
	default:
		err = r.Text(out, terminal)
	}
	if err != nil {
		return fmt.Errorf("standard output: %w", cause(err))
	}
	if r.Best.Meeting == 0 && r.Objectives() {
		return &exitError{statusMissed, "no point meets the objectives"}
	}
	return nil
}

// leastChunks keep the processors of one machine evenly busy, and little is lost by Ctrl-C.
const leastChunks = 32

// finer is the layout of a study, or one of that many chunks.
func finer(e study.Estimate) study.Layout {
	if e.Layout.Chunks() >= leastChunks {
		return e.Layout
	}
	each := (e.Runs + leastChunks - 1) / leastChunks
	l := study.Layout{Sizes: []study.Size{{Chunks: e.Runs / each, Runs: each}}}
	if rest := e.Runs % each; rest > 0 {
		l.Sizes = append(l.Sizes, study.Size{Chunks: 1, Runs: rest})
	}
	return l
}

// announce says what there is to do before it is done.
func announce(w io.Writer, e study.Estimate, r *study.Results, kept *keptRuns) {
	line := fmt.Sprintf("%s, %s, about %s attempts: ", words.Counted(int64(e.Points), "point"), words.Counted(int64(e.Runs), "run"), words.Count(int64(e.Attempts)))
	processors := runtime.GOMAXPROCS(0)
	left := e.Wall(processors)
	if made := r.RunsMade(); made > 0 {
		line += words.Count(int64(made)) + " are there already, "
		left = time.Duration(float64(left) * (1 - float64(made)/float64(e.Runs)))
	}
	about := "about "
	if left < time.Second {
		about = ""
	}
	_, _ = fmt.Fprintf(w, "%s%s%s on %s\n", line, about, span(left), words.Counted(int64(processors), "processor"))
	if kept != nil && kept.damaged > 0 {
		_, _ = fmt.Fprintf(w, "%s of %s cannot be read and are run again\n", words.Counted(int64(kept.damaged), "line"), kept.name)
	}
}

// makeRuns makes the runs that are not made.
func makeRuns(ctx context.Context, r *study.Results, kept *keptRuns, bar *progressBar) error {
	defer bar.clear()
	bar.from(float64(r.RunsMade()) / float64(r.Query.Runs()))
	pool := study.Pool{Progress: func(done float64) { bar.update(done, words.Counted(int64(r.Query.Runs()), "run")) }}
	var keep func(int, []study.Run) error
	if kept != nil {
		keep = kept.keep
	}
	return pool.Run(ctx, r, keep)
}

// stoppedStudy says what of a study is kept, and how to go on.
func stoppedStudy(r *study.Results, kept *keptRuns, again string) error {
	made := fmt.Sprintf("%s of %s", words.Count(int64(r.RunsMade())), words.Counted(int64(r.Query.Runs()), "run"))
	if kept == nil {
		return &exitError{statusInterrupted, "stopped after " + made + "; there is no result and nothing was kept. With --resume FILE what is done is kept, and the same command goes on"}
	}
	return &exitError{statusInterrupted, fmt.Sprintf("stopped; %s are kept in %s. To go on: %s", made, kept.name, again)}
}
