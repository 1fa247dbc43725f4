package forecast_test

import (
	"context"
	"fmt"

	"alertsim/internal/forecast"
	"alertsim/internal/settings"
)

// How long until 95 % of 1,000 messages are delivered, of which each takes ten seconds and four are sent at a time?
func ExampleOf() {
	s, err := settings.DecodeForecast([]byte(`{"seed": 1, "senderGroups": [{"sendTime": {"distribution": "constant", "mean": 10}}]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	plan, err := forecast.Of(context.Background(), s)
	fmt.Println(err, plan.Objectives[0].At.Seconds(), plan.Makespan.Seconds())
	// Output: <nil> 2380 2500
}
