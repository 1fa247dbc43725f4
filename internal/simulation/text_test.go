package simulation

import (
	"strings"
	"testing"
)

func TestTextParts(t *testing.T) {
	for _, row := range []struct {
		why  string
		text string
		want int
	}{
		{"no text is one message all the same", "", 1},
		{"just one part", strings.Repeat("a", 160), 1},
		{"one more is two", strings.Repeat("a", 161), 2},
		{"two parts hold 153 each", strings.Repeat("a", 306), 2},
		{"one more is three", strings.Repeat("a", 307), 3},
		{"€ takes two places", strings.Repeat("€", 81), 2},
		{"outside the alphabet a part holds 70", strings.Repeat("ж", 70), 1},
		{"one more is two", strings.Repeat("ж", 71), 2},
		{"one character outside changes all", "ж" + strings.Repeat("a", 160), 3},
		{"an emoji takes two places of 70", strings.Repeat("🌊", 36), 2},
	} {
		if got := TextParts(row.text); got != row.want {
			t.Errorf("%s: %d parts, want %d", row.why, got, row.want)
		}
	}
}

func TestAttemptRateCountsPartsOrMessages(t *testing.T) {
	s := DefaultSettings()
	s.Text = strings.Repeat("a", 300)
	g := s.SenderGroups[0]
	if got := s.AttemptRate(g); got != 0 {
		t.Errorf("no limit is %v", got)
	}
	g.RatePerSecond = new(10.0)
	if got := s.AttemptRate(g); got != 5 {
		t.Errorf("two parts a message: %v attempts a second, want 5", got)
	}
	g.RateUnit = Messages
	if got := s.AttemptRate(g); got != 10 {
		t.Errorf("counted by messages: %v attempts a second, want 10", got)
	}
}
