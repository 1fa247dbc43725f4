package engine

import "fmt"

// Goal is that a share of all messages, or of those of one audience, was delivered or acknowledged. What counts is the
// share of all of them, unreachable ones included, not only of those that end delivered.
type Goal struct {
	Share        float64 // within 0..1
	Acknowledged bool    // else delivered
	Audience     int     // from 1, as in the Config; 0: all messages
}

// A watch looks for the instant at which a goal is reached.
type watch struct {
	Goal
	wanted, seen int64
	at           Time
	reached      bool
}

// watches are those of goals; of the first version of the model there are only plain ones.
func (s *Schedule) watches(goals []Goal) ([]watch, error) {
	out := make([]watch, len(goals))
	for i, g := range goals {
		if !(g.Share >= 0 && g.Share <= 1) {
			return nil, fmt.Errorf("engine: objective share %v is not within 0..1", g.Share)
		}
		messages, from := s.messages, Time(0)
		switch {
		case s.course == nil && (g.Acknowledged || g.Audience != 0), s.course != nil && g.Audience > len(s.course.audiences):
			return nil, fmt.Errorf("engine: there is nothing of what objective %d asks for", i)
		case g.Audience > 0:
			messages, from = s.course.audiences[g.Audience-1].messages, s.course.audiences[g.Audience-1].at
		}
		out[i] = watch{Goal: g, wanted: shareRank(g.Share, messages)}
		if out[i].wanted == 0 {
			out[i].at, out[i].reached = from, true
		}
	}
	return out, nil
}

// note counts a message of an audience (from 0) that was delivered, or acknowledged, for the first time.
func (w *watch) note(audience int, acknowledged bool, now Time) {
	if w.Acknowledged != acknowledged || w.Audience != 0 && w.Audience != audience+1 {
		return
	}
	if w.seen++; w.seen == w.wanted {
		w.at, w.reached = now, true
	}
}

// Probe starts a passage that knows of goals whether they are reached: see [Run.Reached].
func (s *Schedule) Probe(goals ...Goal) (*Run, error) {
	watches, err := s.watches(goals)
	if err != nil {
		return nil, err
	}
	return s.newRun(SenderRange{0, s.senders}, false, func(r *Run) { r.watches = watches }), nil
}

// Reached reports whether a goal of a Probe, by its number, is reached by the run's clock.
func (r *Run) Reached(goal int) bool {
	if r.course == nil {
		return r.total.Delivered >= r.watches[goal].wanted
	}
	return r.watches[goal].reached && r.watches[goal].at <= r.clock
}

// reach tells all watches of a course of a message of an audience.
func (r *Run) reach(audience uint8, acknowledged bool, now Time) {
	for i := range r.watches {
		r.watches[i].note(int(audience), acknowledged, now)
	}
}

// Needed is how many messages make a share of all.
func (s *Schedule) Needed(share float64) int64 { return shareRank(share, s.messages) }
