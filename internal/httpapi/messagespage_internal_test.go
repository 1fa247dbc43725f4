package httpapi

import (
	"encoding/json"
	"strings"
	"testing"

	"alertsim/internal/control"
	"alertsim/internal/engine"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// The longest messages there can be fit an answer of 6 MB, and the pages hold all of them, each once.
func TestMessagesPageFitsAnAnswer(t *testing.T) {
	s := settings.DefaultSettings()
	s.Text = strings.Repeat("<", 1600) // six bytes each in JSON
	attempts := make([]simulation.Attempt, 10)
	for i := range attempts {
		attempts[i] = simulation.Attempt{Number: 10, Sender: 9999, Start: 9_007_199_254_740_991, Duration: 9_007_199_254_740_991, Outcome: engine.Retried}
	}
	const all = 5000
	seen := 0
	for after := int64(0); ; {
		page := messagesPage(s, all, func(yield func(control.PlacedMessage) bool) {
			for position := after + 1; position <= all; position++ {
				m := simulation.Message{Index: 99_999_999, Outcome: engine.Delivered, EndedAt: 9_007_199_254_740_991, Attempts: attempts}
				if !yield(control.PlacedMessage{Message: m, Position: position}) {
					return
				}
			}
		})
		raw, err := json.Marshal(page)
		if err != nil {
			t.Fatal(err)
		}
		if len(raw) > pageBytes*11/10 {
			t.Fatalf("a page of %d bytes", len(raw))
		}
		seen += len(page.Items)
		if page.Next == 0 || seen >= all {
			break
		}
		if page.Next != int64(seen) {
			t.Fatalf("%d were seen, the next page begins after %d", seen, page.Next)
		}
		after = page.Next
	}
	if seen != all {
		t.Errorf("%d messages", seen)
	}
}
