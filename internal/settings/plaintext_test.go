package settings_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"alertsim/internal/settings"
)

// textCases are what becomes of a text as a name and as the alert's text; null
// if it is refused. The browser interface is tested by the same table.
func textCases(t *testing.T) (cases []struct {
	Why, Given string
	Name, Text *string
}) {
	t.Helper()
	raw, err := os.ReadFile("testdata/texts.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &cases); err != nil {
		t.Fatal(err)
	}
	return cases
}

func TestPlainText(t *testing.T) {
	for _, test := range textCases(t) {
		for field, want := range map[string]*string{"name": test.Name, "text": test.Text} {
			body, err := json.Marshal(map[string]string{field: test.Given})
			if err != nil {
				t.Fatal(err)
			}
			s, err := settings.Decode(body)
			got := s.Text
			if field == "name" {
				got = s.Name
			}
			if want == nil {
				if err == nil || !strings.Contains(err.Error(), field+": ") {
					t.Errorf("%s: %q as %s: %q, %v; want it refused", test.Why, test.Given, field, got, err)
				}
				continue
			}
			if err != nil || got != *want {
				t.Errorf("%s: %q as %s: %q, %v; want %q", test.Why, test.Given, field, got, err, *want)
			}
		}
	}
}

// Length and parts are those of what is left: 1,600 characters of which 100 are
// CR LF fit, and the CR costs no part.
func TestLineEndsCountOnce(t *testing.T) {
	body, err := json.Marshal(map[string]string{"text": strings.Repeat("123456789012345\r\n", 100)})
	if err != nil {
		t.Fatal(err)
	}
	s, err := settings.Decode(body)
	if err != nil {
		t.Fatal(err)
	}
	if want := 11; settings.TextParts(s.Text) != want { // 1,599 places of 153
		t.Errorf("%d parts, want %d", settings.TextParts(s.Text), want)
	}
}
