package answer

import (
	"fmt"
	"slices"
	"strings"

	"alertsim/internal/forecast"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
	"alertsim/internal/words"
)

// Kind is what can decide when, or whether, a share is reached.
type Kind string

// The kinds. The first four have the path of the setting that decides, where it is one.
const (
	Cap           Kind = "cap"
	Rate          Kind = "rate"
	Senders       Kind = "senders"
	Closed        Kind = "closed"        // opening hours, or what the timetable closes
	Retries       Kind = "retries"       // the waits before further attempts
	Steps         Kind = "steps"         // the waits before further steps
	SendTime      Kind = "sendTime"      // how long one attempt takes, with nothing to wait for
	Failures      Kind = "failures"      // attempts that fail
	TimeToLive    Kind = "timeToLive"    // messages that expire
	Unreachable   Kind = "unreachable"   // recipients without any of the channels
	Confirmations Kind = "confirmations" // recipients who do not confirm
)

// Kinds lists every kind.
var Kinds = []Kind{Cap, Rate, Senders, Closed, Retries, Steps, SendTime, Failures, TimeToLive, Unreachable, Confirmations}

// Bound is what decides the answer.
type Bound struct {
	Kind     Kind
	Path     string // of the setting; "": it is not a single one
	Measured bool   // found by relaxing it; else concluded from the run

	name  string // of the cap or group; "": there is only one, or it is not a single one
	daily bool   // of a cap: its window is a day
}

// Words are the bound in the sentence.
func (b Bound) Words() string {
	of := ""
	if b.name != "" {
		of = " of " + words.Name(b.name)
	}
	switch b.Kind {
	case Cap:
		out := "cap"
		if b.daily {
			out = "daily cap"
		}
		return strings.TrimSpace("the "+out+" "+words.Name(b.name)) + " decides"
	case Rate:
		if b.Path == "" {
			return "the rate limits decide"
		}
		return "the rate limit" + of + " decides"
	case Senders:
		return "the number of senders" + of + " decides"
	case Closed:
		return "the hours in which nothing is sent" + strings.Replace(of, " of ", " by ", 1) + " decide"
	case Retries:
		return "the waits between attempts decide"
	case Steps:
		return "the waits between steps decide"
	case SendTime:
		return "how long one attempt takes decides"
	case Failures:
		return "failed attempts decide"
	case TimeToLive:
		return "the time to live decides"
	case Unreachable:
		return "missing channels decide"
	case Confirmations:
		return "how many confirm decides"
	}
	return ""
}

// leastGain is what a bound relaxed by a tenth has to bring to be called what decides: that share of the time saved, or of
// those who are never reached.
const leastGain = 0.02

// boundOf is the relaxation that helps most, if relaxations were tried and one of them matters, or else what the plan
// tells of it.
func (a Answer) boundOf(s settings.Settings, plan *simulation.Plan, bounds *forecast.Bounds) *Bound {
	if a.People == 0 {
		return nil
	}
	concluded := a.concluded(s, plan)
	if bounds == nil {
		return concluded
	}
	for _, r := range bounds.Relaxed { // what helps most first
		if r.Path == "messages" || !r.Helps(bounds.Base) { // fewer people are no bound of the sending
			continue
		}
		if matters(bounds.Base, r.Reach) {
			return new(measured(s, r.Path))
		}
		break
	}
	// A tenth more of a day's quota, or of hours, can miss what a whole day decides; more senders or a higher rate cannot.
	if concluded != nil && (concluded.Kind == Senders || concluded.Kind == Rate) {
		return nil
	}
	return concluded
}

// matters reports whether a relaxation brings enough.
func matters(base, relaxed forecast.Reach) bool {
	switch {
	case base.At != nil:
		return relaxed.At != nil && float64(*base.At-*relaxed.At) >= leastGain*float64(*base.At)
	case relaxed.At != nil:
		return true
	}
	never := func(r forecast.Reach) float64 { return float64(r.Messages-r.Count) / float64(max(1, r.Messages)) }
	return never(base)-never(relaxed) >= leastGain*never(base)
}

// measured is the bound that a relaxation's path names.
func measured(s settings.Settings, path string) (b Bound) {
	defer func() { b.Measured = true }()
	var i int
	if _, err := fmt.Sscanf(path, "caps[%d]", &i); err == nil {
		return ofCap(s, i)
	}
	_, _ = fmt.Sscanf(path, "senderGroups[%d]", &i)
	switch {
	case strings.HasSuffix(path, ".ratePerSecond"):
		return ofGroup(s, Rate, i)
	case strings.HasSuffix(path, ".openHours"):
		return ofGroup(s, Closed, i)
	}
	return ofGroup(s, Senders, i)
}

func ofCap(s settings.Settings, i int) Bound {
	c := s.Caps[i]
	return Bound{Kind: Cap, Path: fmt.Sprintf("caps[%d].count", i), name: c.Name, daily: c.Window.Daily != "" || c.Window.Seconds == 86_400}
}

// fields are those that a group's bounds are set by.
var fields = map[Kind]string{Rate: "ratePerSecond", Senders: "senders", Closed: "openHours"}

func ofGroup(s settings.Settings, kind Kind, i int) Bound {
	g, field := s.SenderGroups[i], fields[kind]
	if kind == Closed && len(g.OpenHours) == 0 {
		field = "timetable"
	}
	b := Bound{Kind: kind, Path: fmt.Sprintf("senderGroups[%d].%s", i, field)}
	if len(s.SenderGroups) > 1 {
		b.name = g.Name
	}
	return b
}

// sole reports whether exactly one of several is so, and which.
func sole(n int, is func(int) bool) (int, bool) {
	found := -1
	for i := range n {
		if is(i) && found >= 0 {
			return 0, false
		} else if is(i) {
			found = i
		}
	}
	return found, found >= 0
}

// closes reports whether a group is ever closed.
func closes(g settings.SenderGroup) bool {
	return len(g.OpenHours) > 0 || slices.ContainsFunc(g.Timetable, func(c settings.GroupChange) bool { return c.Open != nil && !*c.Open })
}
