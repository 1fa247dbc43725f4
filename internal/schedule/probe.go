package schedule

import (
	"cmp"
	"slices"

	"alertsim/internal/engine"
	"alertsim/internal/fault"
	"alertsim/internal/settings"
)

// goal is an objective as a probe looks at it.
type goal struct {
	number int // of the objective
	within settings.Micros
	needed int64 // messages delivered by then, where the objective is of all messages
}

// goals are the objectives of a schedule that are about time, the first due first.
func goals(compiled *engine.Schedule, s settings.Settings) []goal {
	var out []goal
	for i, o := range s.Objectives {
		if o.Budget == nil {
			out = append(out, goal{i, s.Due(o), compiled.Needed(o.Share)})
		}
	}
	slices.SortFunc(out, func(a, b goal) int { return cmp.Compare(a.within, b.within) })
	return out
}

// Probe is a passage that finds out no more than whether every objective is met,
// so it ends with the first that is missed. It is for one goroutine at a time.
type Probe struct {
	run    *engine.Run
	groups int
	goals  []goal // that are not met yet
	missed bool
}

// Probe starts a passage.
func (s *Schedule) Probe() (*Probe, error) {
	run, err := s.engine.Probe(s.objectives...)
	if err != nil {
		return nil, fault.Errorf(fault.CodeInternal, "probe: %w", err)
	}
	return &Probe{run: run, groups: s.groups, goals: s.goals}, nil
}

// Step goes on for about maxEvents ended attempts and reports whether it is known
// what becomes of the objectives.
func (p *Probe) Step(maxEvents int) bool {
	for len(p.goals) > 0 && !p.missed {
		goal := p.goals[0]
		if !p.run.Advance(goal.within, maxEvents) {
			return false
		}
		if p.missed = !p.run.Reached(goal.number); !p.missed {
			p.goals = p.goals[1:]
		}
	}
	return true
}

// Met reports whether every objective is met, once Step has returned true.
func (p *Probe) Met() bool { return !p.missed }

// Used is how many senders of each group were used until then. If there are more
// in every group, what the probe found holds for all numbers of senders that are
// not below these.
func (p *Probe) Used() []int {
	used := make([]int, p.groups)
	for g := range used {
		used[g] = p.run.Used(g)
	}
	return used
}

// Variant compiles settings like Compile, quickly if they differ from those of s
// in the seed and the numbers of senders only.
func (s *Schedule) Variant(given settings.Settings) (*Schedule, error) {
	return compile(given, s.engine.Variant)
}

// MoreSendersNeverHarm reports whether with more senders at least as many
// messages are delivered at every instant, whatever the seed.
func (s *Schedule) MoreSendersNeverHarm() bool { return s.engine.MoreSendersNeverHarm() }
