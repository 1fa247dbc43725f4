package engine_test

import (
	"fmt"

	"alertsim/internal/engine"
)

// Ten messages by two senders that take a second each: five rounds.
func ExampleSchedule_Plan() {
	s, err := engine.Compile(engine.Config{
		Messages: 10, Groups: []engine.Group{{Senders: 2, SendTime: engine.Constant(1)}}, Retry: engine.Retry{MaxAttempts: 1},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	plan, err := s.Plan(engine.Goal{Share: 0.5})
	fmt.Println(err, plan.Makespan.Seconds(), plan.Totals.Delivered, plan.Objectives[0].At.Seconds())
	// Output: <nil> 5 10 3
}

// A replay that stops in the middle: what has happened by then, and goes on.
func ExampleRun_Advance() {
	s, err := engine.Compile(engine.Config{
		Messages: 10, Groups: []engine.Group{{Senders: 2, SendTime: engine.Constant(1)}}, Retry: engine.Retry{MaxAttempts: 1},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	r := s.Run(engine.SenderRange{From: 0, To: 2})
	r.Advance(2500*engine.Millisecond, 0)
	fmt.Println(r.Counts().Delivered, r.Counts().InFlight, r.Done())
	r.Advance(5*engine.Second, 0)
	fmt.Println(r.Counts().Delivered, r.Counts().InFlight, r.Done())
	// Output:
	// 4 2 false
	// 10 0 true
}
