package simulation_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

func TestTagsChange(t *testing.T) {
	for _, c := range []struct {
		before      simulation.Tags
		add, remove []string
		want        simulation.Tags
	}{
		{nil, []string{"b", "a", "b"}, nil, simulation.Tags{"a", "b"}},
		{simulation.Tags{"a"}, []string{"a"}, []string{"x"}, simulation.Tags{"a"}},
		{simulation.Tags{"a", "b"}, []string{"c"}, []string{"a"}, simulation.Tags{"b", "c"}},
		{simulation.Tags{"a"}, []string{"b"}, []string{"a", "b"}, nil}, // removing wins
	} {
		before := fmt.Sprint(c.before)
		got, err := c.before.Changed(c.add, c.remove)
		if err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%v + %v − %v = %v, %v, want %v", c.before, c.add, c.remove, got, err, c.want)
		}
		if fmt.Sprint(c.before) != before {
			t.Errorf("changed in place: %v", c.before)
		}
	}
}

func TestTagsAreFew(t *testing.T) {
	var full simulation.Tags
	for i := range simulation.MaxTags {
		full = append(full, string(rune('a'+i)))
	}
	if _, err := full.Changed([]string{"z"}, nil); fault.CodeOf(err) != fault.CodeConflict {
		t.Errorf("one too many: %v", err)
	}
	if got, err := full.Changed([]string{"z"}, []string{"a"}); err != nil || len(got) != simulation.MaxTags {
		t.Errorf("one for another: %v, %v", got, err)
	}
}

func TestFind(t *testing.T) {
	s := simulation.Listed{Tags: simulation.Tags{"Übung", "q3"}}
	s.Settings.Name, s.State = "Flood, county A", simulation.Completed
	for _, c := range []struct {
		find simulation.Find
		want bool
	}{
		{simulation.Find{}, true},
		{simulation.Find{Text: " FLOOD "}, true},
		{simulation.Find{Text: "übung"}, true},
		{simulation.Find{Text: "county B"}, false},
		{simulation.Find{Tag: "q3"}, true},
		{simulation.Find{Tag: "Q3"}, false},
		{simulation.Find{Tag: "q3", Text: "flood", State: simulation.Completed}, true},
		{simulation.Find{Tag: "q3", Text: "storm"}, false},
		{simulation.Find{State: simulation.Failed}, false},
	} {
		if got := c.find.Meets(s); got != c.want {
			t.Errorf("%+v: %v", c.find, got)
		}
	}
}

func TestCheckTag(t *testing.T) {
	for tag, fits := range map[string]bool{"a": true, " ": false, "": false, strings.Repeat("é", 30): true, strings.Repeat("é", 31): false} {
		if wrong := simulation.CheckTag(tag); (wrong == "") != fits {
			t.Errorf("%q: %q", tag, wrong)
		}
	}
}
