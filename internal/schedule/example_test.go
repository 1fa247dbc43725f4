package schedule_test

import (
	"fmt"

	"alertsim/internal/schedule"
	"alertsim/internal/settings"
)

// Two shards of one simulation, each replayed by a worker of its own, add up to the whole.
func ExampleSchedule_Replay() {
	s, err := settings.Decode([]byte(`{"messages": 100, "seed": 1, "senderGroups": [{"senders": 4}]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	compiled, err := schedule.Compile(s)
	if err != nil {
		fmt.Println(err)
		return
	}
	first, second := compiled.Replay(0, 2), compiled.Replay(2, 4)
	first.Advance(settings.MicrosOf(3600), 0)
	second.Advance(settings.MicrosOf(3600), 0)
	fmt.Println(first.Done(), first.Checkpoint().Counts.Add(second.Checkpoint().Counts).Delivered)
	// Output: true 100
}
