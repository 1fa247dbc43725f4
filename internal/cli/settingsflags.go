package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"alertsim/internal/settings"
)

// settingFlag is a flag for one field of the settings. A text that it cannot
// read goes on as it is: the decoder then says what would be right.
type settingFlag struct {
	name, kind, usage string
	path              []string // within the settings, or within a sender group
	group             bool
	read              func(string) any
}

var settingFlags = []settingFlag{
	{name: "name", kind: "text", usage: "what the alert is called", path: []string{"name"}, read: readText},
	{name: "text", kind: "text", usage: "what the alert says; a long one is sent in parts, which count against rate limits", path: []string{"text"}, read: readText},
	{name: "messages", kind: "count", usage: "recipients, one message each", path: []string{"messages"}, read: readCount},
	{name: "senders", kind: "count", usage: "senders of the group, each carrying one message at a time", path: []string{"senders"}, group: true, read: readCount},
	{name: "distribution", kind: "kind", usage: "of the send time: normal, lognormal, exponential, uniform or constant", path: []string{"sendTime", "distribution"}, group: true, read: readText},
	{name: "mean", kind: "time", usage: "mean send time", path: []string{"sendTime", "mean"}, group: true, read: readSeconds},
	{name: "deviation", kind: "time", usage: "standard deviation of the send time", path: []string{"sendTime", "standardDeviation"}, group: true, read: readSeconds},
	{name: "minimum", kind: "time", usage: "shortest send time, of a uniform distribution", path: []string{"sendTime", "minimum"}, group: true, read: readSeconds},
	{name: "maximum", kind: "time", usage: "longest send time, of a uniform distribution", path: []string{"sendTime", "maximum"}, group: true, read: readSeconds},
	{name: "failure-rate", kind: "share", usage: "share of attempts that fail", path: []string{"failureRate"}, group: true, read: readShare},
	{name: "permanent-share", kind: "share", usage: "share of failures that no retry mends", path: []string{"permanentShare"}, group: true, read: readShare},
	{name: "rate", kind: "number", usage: "parts or messages a second that the provider allows the group, or none for no limit", path: []string{"ratePerSecond"}, group: true, read: orNone(readNumber)},
	{name: "rate-unit", kind: "unit", usage: "what --rate counts: parts or messages", path: []string{"rateUnit"}, group: true, read: readText},
	{name: "attempts", kind: "count", usage: "attempts a message has in all", path: []string{"retry", "maxAttempts"}, read: readCount},
	{name: "time-to-live", kind: "time", usage: "when messages that still wait expire, or none", path: []string{"timeToLive"}, read: orNone(readSeconds)},
	{name: "seed", kind: "number", usage: "random seed; the same settings with the same seed give the same result (random if not given)", path: []string{"seed"}, read: readCount},
	{name: "mode", kind: "mode", usage: "live or instant; live tells wall time and cost too", path: []string{"mode"}, read: readText},
	{name: "speed", kind: "number", usage: "simulated seconds per second of a live run", path: []string{"speed"}, read: readNumber},
}

// settingValues are the flags that were given.
type settingValues struct {
	texts      map[string]*flagText
	objectives []string
	group      string
}

// flagText is the value of a flag as it was written.
type flagText struct{ text, kind string }

func (f *flagText) String() string     { return f.text }
func (f *flagText) Set(s string) error { f.text = s; return nil }
func (f *flagText) Type() string       { return f.kind }

func addSettingFlags(cmd *cobra.Command) *settingValues {
	cmd.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return fmt.Errorf("%w; see %s --help", err, cmd.CommandPath())
	})
	v := &settingValues{texts: map[string]*flagText{}}
	flags := cmd.Flags()
	flags.SortFlags = false
	for _, f := range settingFlags {
		v.texts[f.name] = &flagText{kind: f.kind}
		flags.Var(v.texts[f.name], f.name, f.usage)
	}
	flags.StringArrayVar(&v.objectives, "objective", nil, "`share:time` of all messages to be delivered, as 95%:900 or 95%:15m; may be given\nseveral times; none for no objective")
	flags.StringVar(&v.group, "group", "", "the sender `group` that the flags change, by name or by number from 0")
	complete := func(name string, values []string) {
		_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)) // fails for unknown flags only
	}
	complete("distribution", []string{"normal", "lognormal", "exponential", "uniform", "constant"})
	complete("rate-unit", []string{"parts", "messages"})
	complete("mode", []string{"live", "instant"})
	return v
}

// apply works the given flags into a scenario. It returns by the path of the
// settings which flag was written there.
func (v *settingValues) apply(flags *pflag.FlagSet, root *settings.Tree) (map[string]string, error) {
	if err := v.checkTexts(flags); err != nil {
		return nil, err
	}
	origin := map[string]string{}
	for _, f := range settingFlags {
		if !flags.Changed(f.name) {
			continue
		}
		at, path := root, ""
		if f.group {
			group, i, err := v.groupOf(root)
			if err != nil {
				return nil, err
			}
			at, path = group, "senderGroups["+strconv.Itoa(i)+"]."
		}
		value := f.read(v.texts[f.name].text)
		for _, name := range f.path[:len(f.path)-1] {
			at = child(at, name)
		}
		last := f.path[len(f.path)-1]
		if last == "distribution" {
			changeDistribution(at, value)
		}
		at.Set(last, value)
		origin[path+strings.Join(f.path, ".")] = "--" + f.name
	}
	if flags.Changed("objective") {
		v.objectives = slices.DeleteFunc(v.objectives, func(text string) bool { return text == "none" })
		root.Set("objectives", readObjectives(v.objectives))
		origin["objectives"] = "--objective"
	}
	return origin, nil
}

// checkTexts refuses what a terminal of another encoding has passed.
func (v *settingValues) checkTexts(flags *pflag.FlagSet) (err error) {
	check := func(name, text string) {
		if _, fault := settings.UTF8([]byte(text)); fault != nil && err == nil {
			err = fmt.Errorf("--%s: %w", name, fault)
		}
	}
	flags.Visit(func(f *pflag.Flag) { check(f.Name, f.Value.String()) })
	for _, text := range v.objectives { // the flag's own value is not as it was written
		check("objective", text)
	}
	return err
}

// child returns the object of that name, which it makes if there is none.
func child(t *settings.Tree, name string) *settings.Tree {
	v, _ := t.Get(name)
	if c, ok := v.(*settings.Tree); ok {
		return c
	}
	c := &settings.Tree{}
	t.Set(name, c)
	return c
}

// changeDistribution drops the parameters that the new kind does not have, so
// that a flag is enough to change it.
func changeDistribution(sendTime *settings.Tree, kind any) {
	name, _ := kind.(string)
	d := settings.Distribution(name)
	if slices.Contains(settings.Distributions, d) {
		sendTime.Remove(func(name string) bool { return settings.IsParameter(name) && !settings.IsParameter(name, d) })
	}
}
