package engine

import "pgregory.net/rapid"

// attempts are the oracle's tries, as a schedule of the first version tells them.
func (o *oracle) attempts() (all []Attempt) {
	for _, a := range o.tries {
		all = append(all, Attempt{Message: a.message, Sender: a.sender, Start: a.start, Duration: a.length})
	}
	return all
}

// checkNow compares what a run says of the instant at which it rests with what all attempts say of it.
func checkNow(t *rapid.T, s *Schedule, r *Run, all []Attempt, reachable func(message int64) bool) {
	t.Helper()
	now := r.Clock()
	tried, untried := map[int64]bool{}, int64(0)
	busy := make([]bool, s.Senders())
	for _, a := range all {
		if a.Start <= now {
			tried[a.Message] = true
		}
		if a.Start <= now && now < a.Start+a.Duration {
			busy[a.Sender] = true
		}
	}
	for message := range s.messages {
		if now < s.deadline && !tried[message] && reachable(message) {
			untried++
		}
	}
	if got := r.Untried(); got != untried {
		t.Fatalf("at %d %d are untried, want %d", now, got, untried)
	}
	for g, group := range s.groups {
		want := 0
		for i := range group.senders {
			if busy[group.first+i] {
				want++
			}
		}
		if got := r.Busy(s.SendersOf(g)); got != want {
			t.Fatalf("at %d %d senders of group %d are busy, want %d", now, got, g, want)
		}
	}
}
