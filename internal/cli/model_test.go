package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"alertsim/internal/calendar"
)

// Every scenario of docs/model.md can be run, and every section, picture and page that it leads to is there.
func TestModelPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/model.md")
	if err != nil {
		t.Fatal(err)
	}
	scenarios := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(string(page), -1)
	if len(scenarios) == 0 {
		t.Error("there are no scenarios")
	}
	for _, s := range scenarios {
		if a := ask(t, s[1], "simulate", "-", "--seed", "1", "--json"); a.status != 0 && a.status != statusMissed {
			t.Errorf("%s\n%s", s[1], a.err)
		}
	}
	if !strings.Contains(string(page), calendar.Version+" of the IANA database") {
		t.Errorf("it has another version of the zones than %s", calendar.Version)
	}
	sections := regexp.MustCompile(`(?m)^#+ (.*)$`).FindAllStringSubmatch(string(page), -1)
	for _, link := range regexp.MustCompile(`\]\(([^)]*)\)`).FindAllStringSubmatch(string(page), -1) {
		if section, here := strings.CutPrefix(link[1], "#"); here {
			if !slices.ContainsFunc(sections, func(s []string) bool { return anchor(s[1]) == section }) {
				t.Errorf("there is no section %s", link[1])
			}
		} else if _, err := os.Stat(filepath.Join("../../docs", link[1])); err != nil {
			t.Error(err)
		}
	}
}

// anchor is how GitHub names a section.
func anchor(title string) string {
	kept := regexp.MustCompile(`[^\pL\pN -]`).ReplaceAllString(strings.ToLower(title), "")
	return strings.ReplaceAll(kept, " ", "-")
}
