package main

import (
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
