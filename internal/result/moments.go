package result

import (
	"alertsim/internal/schedule"
	"alertsim/internal/settings"
)

// Moments are how a simulation stands now and then. Every list has an entry for each instant, and at each
// messages = untried + again + inFlight + delivered + failed + expired + unreachable.
type Moments struct {
	Seconds      []float64      `json:"seconds" nullable:"false" doc:"The instants, in simulated seconds: 0, and equal steps to the end."`
	Untried      []int64        `json:"untried" nullable:"false" doc:"Messages that wait for their first attempt."`
	Again        []int64        `json:"again" nullable:"false" doc:"Messages that wait for a further attempt or step."`
	InFlight     []int64        `json:"inFlight" nullable:"false"`
	Delivered    []int64        `json:"delivered" nullable:"false"`
	Failed       []int64        `json:"failed" nullable:"false"`
	Expired      []int64        `json:"expired" nullable:"false"`
	Unreachable  int64          `json:"unreachable" doc:"From the start on."`
	Acknowledged []int64        `json:"acknowledged,omitempty" nullable:"false" doc:"Of those delivered; absent where nothing is acknowledged."`
	Groups       []GroupMoments `json:"groups" nullable:"false"`
}

// GroupMoments are how a sender group stands now and then.
type GroupMoments struct {
	Name      string  `json:"name"`
	Channel   string  `json:"channel,omitempty"`
	Senders   int     `json:"senders" doc:"As the alert starts; a timetable may change it."`
	Busy      []int   `json:"busy" nullable:"false" doc:"Senders that are in an attempt."`
	Attempts  []int64 `json:"attempts" nullable:"false" doc:"That have ended."`
	Delivered []int64 `json:"delivered" nullable:"false" doc:"Messages, for the first time."`
}

// NewMoments is the document of how a simulation stands now and then.
func NewMoments(s settings.Settings, all []schedule.Moment) *Moments {
	out := &Moments{Groups: make([]GroupMoments, len(s.SenderGroups))}
	for i, g := range s.SenderGroups {
		out.Groups[i] = GroupMoments{Name: g.Name, Channel: g.Channel, Senders: g.Senders}
	}
	for _, m := range all {
		out.Seconds = append(out.Seconds, m.At.Seconds())
		out.Untried = append(out.Untried, m.Untried)
		out.Again = append(out.Again, m.Again)
		out.InFlight = append(out.InFlight, m.InFlight)
		out.Delivered = append(out.Delivered, m.Delivered)
		out.Failed = append(out.Failed, m.Failed)
		out.Expired = append(out.Expired, m.Expired)
		out.Unreachable = m.Unreachable
		if s.Confirms() {
			out.Acknowledged = append(out.Acknowledged, m.Acknowledged)
		}
		for i, g := range m.Groups {
			of := &out.Groups[i]
			of.Busy = append(of.Busy, g.Busy)
			of.Attempts = append(of.Attempts, g.Attempts)
			of.Delivered = append(of.Delivered, g.Delivered)
		}
	}
	return out
}
