package settings_test

import (
	"errors"
	"fmt"

	"alertsim/internal/fault"
	"alertsim/internal/settings"
)

// Every wrong field is named at once, with what would be right.
func ExampleDecode_wrong() {
	_, err := settings.Decode([]byte(`{"messages": 0, "senderGroups": [{"failureRate": 2}]}`))
	var wrong *fault.Error
	if errors.As(err, &wrong) {
		for _, f := range wrong.Fields {
			fmt.Println(f.Path, f.Message)
		}
	}
	// Output:
	// messages must be between 1 and 100,000,000 messages (got 0)
	// senderGroups[0].failureRate must be between 0 and 1 (got 2)
}

// {} is valid: everything has a default.
func ExampleDecode_defaults() {
	s, err := settings.Decode([]byte(`{"seed": 7}`))
	fmt.Println(err, s.Messages, s.TotalSenders(), *s.SenderGroups[0].SendTime.Mean)
	// Output: <nil> 1000 4 10
}
