package settings

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// partsCase is a row of testdata/textparts.json, which holds the console's
// counter too. The expected values are derived by hand, as each says.
type partsCase struct {
	Why   string
	Text  [][2]any // what, and how many times
	Parts int
}

func TestTextParts(t *testing.T) {
	raw, err := os.ReadFile("testdata/textparts.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []partsCase
	if err := json.Unmarshal(raw, &cases); err != nil {
		t.Fatal(err)
	}
	if len(cases) < 40 {
		t.Fatalf("only %d cases", len(cases))
	}
	for _, row := range cases {
		text := ""
		for _, piece := range row.Text {
			text += strings.Repeat(piece[0].(string), int(piece[1].(float64)))
		}
		if got := TextParts(text); got != row.Parts {
			t.Errorf("%s: %d parts, want %d", row.Why, got, row.Parts)
		}
	}
}

// Where there is no text a message says the name, so it is counted by that.
func TestPartsAreOfWhatIsSent(t *testing.T) {
	s := DefaultSettings()
	s.Name = strings.Repeat("😀", 67)
	if got := s.Parts(); got != 3 {
		t.Errorf("a name of 67 emoji is sent in %d parts, want 3", got)
	}
	g := s.SenderGroups[0]
	g.RatePerSecond = new(9.0)
	if got := s.AttemptRate(g); got != 3 {
		t.Errorf("%v attempts a second, want 3", got)
	}
	s.Text = "short"
	if got := s.Parts(); got != 1 {
		t.Errorf("a short text under a long name is sent in %d parts, want 1", got)
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
