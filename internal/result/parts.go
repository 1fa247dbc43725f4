package result

import (
	"fmt"
	"time"

	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// AudienceForecast is what becomes of one audience.
type AudienceForecast struct {
	Name         string   `json:"name" doc:"Empty: the rest, which is in no audience."`
	Messages     int64    `json:"messages"`
	At           float64  `json:"at" doc:"When its messages come, in simulated seconds; its latency counts from there."`
	Delivered    int64    `json:"delivered"`
	Acknowledged int64    `json:"acknowledged"`
	Failed       int64    `json:"failed"`
	Expired      int64    `json:"expired"`
	Unreachable  int64    `json:"unreachable"`
	Latency      *Latency `json:"latency,omitempty"`
}

// ChannelForecast is what happens over one channel.
type ChannelForecast struct {
	Name string `json:"name"`
	StepFigures
}

// StepForecast is what happens in one step.
type StepForecast struct {
	Cycle   int    `json:"cycle" doc:"From 1."`
	Step    int    `json:"step" doc:"Of the settings, from 1."`
	Channel string `json:"channel"`
	StepFigures
}

// StepFigures are those of a step, or of all steps over a channel.
type StepFigures struct {
	Begun     int64 `json:"begun" doc:"Messages that began it; over a channel each of their steps counts."`
	Attempts  int64 `json:"attempts"`
	Delivered int64 `json:"delivered" doc:"Messages, for the first time."`
	Repeats   int64 `json:"repeats" doc:"Attempts that delivered a message once more."`
}

// AttemptsForecast is how a group's attempts end.
type AttemptsForecast struct {
	Delivered int64             `json:"delivered" doc:"Repeats included."`
	Temporary int64             `json:"temporary" doc:"Failures after which it may be tried again."`
	Permanent int64             `json:"permanent"`
	OverCap   int64             `json:"overCap" doc:"Refused by a cap."`
	Aborted   int64             `json:"aborted" doc:"Ended by the timetable."`
	Outcomes  []OutcomeForecast `json:"outcomes,omitempty" nullable:"false" doc:"By outcome, where the group has any; what was refused or aborted is in none."`
}

// OutcomeForecast is how often an outcome comes.
type OutcomeForecast struct {
	Name     string `json:"name"`
	Attempts int64  `json:"attempts"`
}

// CapForecast is how far a cap is used.
type CapForecast struct {
	Name        string  `json:"name"`
	Windows     []int64 `json:"windows,omitempty" nullable:"false" doc:"What was started in each of its days, in its unit, the one in which the alert starts first; absent of a rolling window."`
	Peak        int64   `json:"peak" doc:"The most that counted at a time, in its unit; 0 of a rolling window that cannot bind."`
	HeldSeconds float64 `json:"heldSeconds" doc:"How long it kept something waiting that a free sender would have taken."`
}

// Dates are what the calendar says of the result, by the clock of the settings' zone.
type Dates struct {
	Zone        string `json:"zone"`
	ZoneVersion string `json:"zoneVersion" doc:"Of the time zone database."`
	Start       string `json:"start"`
	Makespan    string `json:"makespan"`
	P50         string `json:"p50,omitempty"`
	P95         string `json:"p95,omitempty"`
}

// SendingCost is what the providers ask for.
type SendingCost struct {
	Currency string      `json:"currency"`
	Total    float64     `json:"total"`
	Groups   []GroupCost `json:"groups" nullable:"false" doc:"Of the groups that have a price."`
}

// GroupCost is what one group's provider asks for.
type GroupCost struct {
	Name   string  `json:"name"`
	Amount float64 `json:"amount"`
}

// addParts tells what a plan of the model's second version says of its parts.
func (f *Forecast) addParts(r Result) {
	s, parts := r.Settings, r.Plan.Parts
	if parts == nil {
		return
	}
	f.EndsAt = new(parts.End.Seconds())
	f.FurtherSteps, f.Refused = new(r.Plan.Totals.Steps), new(r.Plan.Totals.Refused)
	audiences, _ := s.Audiences()
	for i, a := range audiences {
		p := parts.Audiences[i]
		f.Audiences = append(f.Audiences, AudienceForecast{
			Name: a.Name, Messages: p.Messages, At: a.At, Delivered: p.Delivered, Acknowledged: p.Acknowledged,
			Failed: p.Failed, Expired: p.Expired, Unreachable: p.Unreachable, Latency: latency(p.Latency),
		})
	}
	for i, c := range s.Channels {
		f.Channels = append(f.Channels, ChannelForecast{c.Name, StepFigures(parts.Channels[i])})
	}
	for k, p := range parts.Steps {
		if len(s.Steps) > 0 {
			f.Steps = append(f.Steps, StepForecast{k/len(s.Steps) + 1, k%len(s.Steps) + 1, s.Steps[k%len(s.Steps)].Channel, StepFigures(p)})
		}
	}
	for i, p := range parts.Caps {
		f.Caps = append(f.Caps, CapForecast{s.Caps[i].Name, p.Windows, p.Peak, p.Held.Seconds()})
	}
	for i, p := range parts.Groups {
		g := &f.Groups[i]
		g.Channel = s.SenderGroups[i].Channel
		g.Ends = &AttemptsForecast{Delivered: p.Reached, Temporary: p.Temporary, Permanent: p.Permanent, OverCap: p.OverCap, Aborted: p.Aborted}
		for j, n := range p.Endings {
			g.Ends.Outcomes = append(g.Ends.Outcomes, OutcomeForecast{s.SenderGroups[i].Outcomes[j].Name, n})
		}
		g.ClosedSeconds, g.HeldByRateSeconds = new(p.Closed.Seconds()), new(p.HeldByRate.Seconds())
	}
}

// addCost tells what the sending costs, where a group has a price.
func (f *Forecast) addCost(r Result) {
	if r.SendingTotal == nil {
		return
	}
	f.SendingCost = &SendingCost{Currency: r.Settings.Money(), Total: simulation.Amount(r.SendingTotal), Groups: []GroupCost{}}
	for i, c := range r.SendingCosts {
		if c != nil {
			f.SendingCost.Groups = append(f.SendingCost.Groups, GroupCost{r.Settings.SenderGroups[i].Name, simulation.Amount(c)})
		}
	}
}

// Instant is a simulated instant on the settings' calendar, to the second; false if
// they have none, or one of a program that knows more zones.
func Instant(s settings.Settings, at settings.Micros) (time.Time, bool) {
	if !s.HasCalendar() {
		return time.Time{}, false
	}
	clock, err := s.Calendar()
	if err != nil {
		return time.Time{}, false
	}
	return clock.At(at).Round(time.Second), true
}

// date is an instant as documents tell it, RFC 3339; "" if there is none.
func date(s settings.Settings, at settings.Micros) string {
	if t, ok := Instant(s, at); ok {
		return t.Format(time.RFC3339)
	}
	return ""
}

// dates tells when things happen.
func (r Result) dates() *Dates {
	s := r.Settings
	if !s.HasCalendar() {
		return nil
	}
	d := &Dates{Zone: s.Zone, ZoneVersion: settings.ZoneVersion, Start: date(s, 0), Makespan: date(s, r.Plan.Makespan)}
	if l := r.Plan.Latency; l != nil {
		d.P50, d.P95 = date(s, l.P50), date(s, l.P95)
	}
	return d
}

// GoalDocument is an objective as it is told.
func goalDocument(o settings.Objective) ObjectiveStatus {
	return ObjectiveStatus{Share: o.Share, Within: o.Within, Of: o.Of, Audience: o.Audience, Budget: o.Budget}
}

// StepName is a step's name for people: its number, cycle and channel.
func StepName(s settings.Settings, k int) string {
	if len(s.Steps) == 0 {
		return ""
	}
	step := s.Steps[k%len(s.Steps)]
	if s.TimesThrough() == 1 {
		return fmt.Sprintf("%d %s", k+1, step.Channel)
	}
	return fmt.Sprintf("%d.%d %s", k/len(s.Steps)+1, k%len(s.Steps)+1, step.Channel)
}
