package simulation

import (
	"encoding/json"
	"os"
	"testing"
)

// The domain imports nothing of this module, so it has its own writer of numbers
// for what it refuses; the table of internal/words holds it too.
func TestNumberIsWrittenAsEverywhere(t *testing.T) {
	raw, err := os.ReadFile("../words/testdata/cases.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Write string
		Of    []any
		As    string
	}
	if err := json.Unmarshal(raw, &cases); err != nil {
		t.Fatal(err)
	}
	tried := 0
	for _, c := range cases {
		if c.Write != "number" && c.Write != "count" {
			continue
		}
		tried++
		if got := number(c.Of[0].(float64)); got != c.As {
			t.Errorf("number(%v) is %q, want %q", c.Of[0], got, c.As)
		}
	}
	if tried < 10 {
		t.Errorf("only %d cases", tried)
	}
}
