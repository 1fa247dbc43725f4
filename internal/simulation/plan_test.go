package simulation_test

import (
	"testing"

	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

func TestTimelineCut(t *testing.T) {
	whole := simulation.Timeline{BinWidth: 10, Delivered: []int64{1, 2, 3}, Failed: []int64{4, 5, 6}, Expired: []int64{7, 8, 9}}
	for _, test := range []struct {
		why   string
		clock settings.Micros
		bins  int
	}{
		{"nothing has happened", 0, 0},
		{"a bin that is not over is not shown", 8, 0},
		{"its last instant has happened", 9, 1},
		{"a bin more", 19, 2},
		{"the end", 29, 3},
		{"long after it", 1_000_000, 3},
	} {
		got := whole.Cut(test.clock)
		equal(t, test.why, got, simulation.Timeline{BinWidth: 10, Delivered: whole.Delivered[:test.bins], Failed: whole.Failed[:test.bins], Expired: whole.Expired[:test.bins]})
	}
	equal(t, "an empty one", simulation.Timeline{}.Cut(5), simulation.Timeline{})
}

func TestTimelineSoFar(t *testing.T) {
	s := inState(simulation.Running, simulation.ShardRunning, 2)
	if s.TimelineSoFar() != nil {
		t.Error("a timeline without a plan")
	}
	s.Plan = &simulation.Plan{Timeline: simulation.Timeline{BinWidth: 10, Delivered: []int64{1, 2}, Failed: []int64{0, 0}, Expired: []int64{0, 0}}}
	s.Shards[0].Clock, s.Shards[1].Clock = 15, 30
	equal(t, "up to the slowest shard", s.TimelineSoFar().Delivered, []int64{1})
	s.State = simulation.Completed
	equal(t, "completed", s.TimelineSoFar().Delivered, []int64{1, 2})
}

// A run of two shards is cancelled at 12 and 25 µs. Up to 12 µs one bin is whole; of the plan's next ones the totals fill
// what they can.
func TestTimelineOfACancelledRun(t *testing.T) {
	for _, state := range []simulation.State{simulation.Cancelled, simulation.Failed} {
		s := inState(state, simulation.ShardClosed, 2)
		s.Plan = &simulation.Plan{Timeline: simulation.Timeline{BinWidth: 10, Delivered: []int64{5, 5, 5, 9}, Failed: []int64{1, 0, 2, 9}, Expired: []int64{0, 0, 0, 9}}}
		s.Shards[0].Clock, s.Shards[0].Counts = 12, simulation.Counts{Delivered: 4, Failed: 1}
		s.Shards[1].Clock, s.Shards[1].Counts = 25, simulation.Counts{Delivered: 8, Failed: 1}
		equal(t, "12 delivered and 2 failed", *s.TimelineSoFar(), simulation.Timeline{
			BinWidth: 10, Delivered: []int64{5, 5, 2}, Failed: []int64{1, 0, 1}, Expired: []int64{0, 0, 0},
		})
		s.Shards[0].Counts, s.Shards[1].Counts = simulation.Counts{Delivered: 5}, simulation.Counts{Failed: 1}
		equal(t, "nothing after the whole bins", *s.TimelineSoFar(), simulation.Timeline{BinWidth: 10, Delivered: []int64{5}, Failed: []int64{1}, Expired: []int64{0}})
		s.Shards[0].Clock, s.Shards[0].Counts, s.Shards[1].Clock, s.Shards[1].Counts = 0, simulation.Counts{}, 0, simulation.Counts{}
		equal(t, "nothing at all", len(s.TimelineSoFar().Delivered), 0)
	}
}

func TestObjectiveStatuses(t *testing.T) {
	at := func(m settings.Micros) *settings.Micros { return &m }
	for _, test := range []struct {
		why     string
		state   simulation.State
		reached simulation.ObjectiveTime
		clock   settings.Micros
		met     *bool
		at      *settings.Micros
	}{
		{"nobody knows yet", simulation.Running, simulation.ObjectiveTime{Reached: true, At: 80}, 50, nil, nil},
		{"met as soon as it is reached", simulation.Running, simulation.ObjectiveTime{Reached: true, At: 80}, 80, new(true), at(80)},
		{"exactly in time", simulation.Running, simulation.ObjectiveTime{Reached: true, At: 100}, 100, new(true), at(100)},
		{"missed as soon as its time is over", simulation.Running, simulation.ObjectiveTime{Reached: true, At: 150}, 100, new(false), nil},
		{"reached too late", simulation.Running, simulation.ObjectiveTime{Reached: true, At: 150}, 150, new(false), at(150)},
		{"never reached, not over", simulation.Running, simulation.ObjectiveTime{}, 99, nil, nil},
		{"never reached, over", simulation.Running, simulation.ObjectiveTime{}, 100, new(false), nil},
		{"all has ended before its time", simulation.Completed, simulation.ObjectiveTime{}, 40, new(false), nil},
		{"a cancelled one leaves it open", simulation.Cancelled, simulation.ObjectiveTime{Reached: true, At: 80}, 50, nil, nil},
	} {
		s := inState(test.state, simulation.ShardRunning, 2)
		s.Settings.Objectives = []settings.Objective{{Share: 0.9, Within: 0.0001}} // 100 µs
		s.Plan = &simulation.Plan{Objectives: []simulation.ObjectiveTime{test.reached}}
		s.Shards[0].Clock, s.Shards[1].Clock = test.clock+1000, test.clock
		equal(t, test.why, s.ObjectiveStatuses(), []simulation.ObjectiveStatus{{Objective: s.Settings.Objectives[0], Met: test.met, At: test.at}})
	}
	s := inState(simulation.Preparing, simulation.ShardPreparing, 1)
	equal(t, "without a plan", s.ObjectiveStatuses(), []simulation.ObjectiveStatus{{Objective: s.Settings.Objectives[0]}})
}
