package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCompare(t *testing.T) {
	a := ask(t, "", "compare", "../../examples/flood-warning-sms.json", "../../examples/evacuation-short-code.json")
	if a.status != 0 || a.err != "" {
		t.Fatalf("status %d: %s", a.status, a.err)
	}
	golden(t, "two.compare.txt", a.out)
}

func TestCompareWithItselfDiffersInNothing(t *testing.T) {
	const example = "../../examples/mixed.yaml"
	a := ask(t, "", "compare", example, example)
	if !strings.Contains(a.out, "\n  none") || strings.Contains(a.out, "(+") || strings.Contains(a.out, "(−") {
		t.Error(a.out)
	}
}

// Chance is the same for all that say no seed, whoever else does.
func TestCompareWithoutSeeds(t *testing.T) {
	write := func(name, text string) string {
		file := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	const sends = `"messages": 2000, "senderGroups": [{"sendTime": {"distribution": "exponential", "mean": 30}}]`
	none, seven, eight := write("none.json", "{"+sends+"}"), write("seven.json", `{"seed": 7, `+sends+"}"), write("eight.json", `{"seed": 8, `+sends+"}")
	for _, row := range []struct {
		files []string
		says  string
		same  bool
	}{
		{[]string{none, none, none}, "\nAll with seed ", true},
		{[]string{none, seven}, "\nAll with seed 7.\n", true},
		{[]string{seven, none}, "\nAll with seed 7.\n", true},
		{[]string{seven, eight}, "\nThe seeds differ, so some of the differences are luck; --seed gives all the same.\n", false},
		{[]string{seven, eight, "--seed", "9"}, "\nAll with seed 9.\n", true},
	} {
		a := ask(t, "", append([]string{"compare"}, row.files...)...)
		same := !strings.Contains(a.out, "(+") && !strings.Contains(a.out, "(−")
		if a.status != 0 || !strings.Contains(a.out, row.says) || same != row.same {
			t.Errorf("%v: status %d, %s%s", row.files, a.status, a.out, a.err)
		}
	}
}

func TestCompareNeedsTwoToSix(t *testing.T) {
	for _, n := range []int{0, 1, 7} {
		a := ask(t, "", append([]string{"compare"}, make([]string, n)...)...)
		if a.status != 1 || !strings.Contains(a.err, "takes 2 to 6 scenarios") {
			t.Errorf("%d: status %d: %s", n, a.status, a.err)
		}
	}
	if a := ask(t, "", "compare", "nowhere.json", "nowhere.json"); a.status != 1 || !strings.Contains(a.err, "nowhere.json") {
		t.Errorf("status %d: %s", a.status, a.err)
	}
}
