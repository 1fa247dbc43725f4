package quantity_test

import (
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"

	"alertsim/internal/quantity"
)

// Each case says what figure a text is, or how its refusal begins. The browser
// interface is tested by the same table.
func TestRead(t *testing.T) {
	raw, err := os.ReadFile("testdata/cases.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Kind    quantity.Kind
		Text    string
		Value   float64
		Refused string
	}
	if err := json.Unmarshal(raw, &cases); err != nil {
		t.Fatal(err)
	}
	for _, test := range cases {
		got, err := quantity.Read(test.Kind, test.Text)
		if test.Refused != "" {
			if err == nil || !strings.HasPrefix(err.Error(), test.Refused) {
				t.Errorf("%s %q: %s, %v; want %s", test.Kind, test.Text, got, err, test.Refused)
			}
			continue
		}
		x, parseErr := strconv.ParseFloat(got, 64)
		if err != nil || parseErr != nil || x != test.Value {
			t.Errorf("%s %q: %s, %v; want %v", test.Kind, test.Text, got, err, test.Value)
		}
	}
}

// The digits of a count go through as they are: its reader says whether they are
// too many.
func TestDigitsAreKept(t *testing.T) {
	const digits = "19999999999999999999.5"
	if got, err := quantity.Read(quantity.Whole, digits); err != nil || got != digits {
		t.Errorf("%s, %v", got, err)
	}
}

// FuzzRead: what is read is a JSON number, and read again the same; what is not
// has words.
// A kind that there is not is refused, not read as nothing.
func TestUnknownKind(t *testing.T) {
	if number, err := quantity.Read("weight", "5"); err == nil {
		t.Errorf("5 became %q", number)
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{"250.000", "2h 30min", "5 %", "1,234.5", "1_000", "1:30", "-.5e3", "1 500 ms", "٣"} {
		for _, kind := range []string{"whole", "number", "share", "percent", "seconds"} {
			f.Add(kind, seed)
		}
	}
	f.Fuzz(func(t *testing.T, kind, text string) {
		number, err := quantity.Read(quantity.Kind(kind), text)
		if err != nil {
			if err.Error() == "" {
				t.Fatal("no words")
			}
			return
		}
		if !json.Valid([]byte(number)) {
			t.Fatalf("%s %q became %s", kind, text, number)
		}
		if x, err := strconv.ParseFloat(number, 64); err != nil {
			if x == 0 {
				t.Fatalf("%s %q became %s: %v", kind, text, number, err)
			}
		}
	})
}
