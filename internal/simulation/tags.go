package simulation

import (
	"fmt"
	"slices"
	"strings"

	"alertsim/internal/fault"
)

// Bounds of tags.
const (
	// MaxTags is how many tags a simulation has at most.
	MaxTags = 10
	// MaxTagLength is how many characters a tag has at most.
	MaxTagLength = 30
)

// Tags are words that members put to a simulation to find it again: sorted, each once. They belong to its place in the
// history and not to the simulation, so that no worker reads or writes them.
type Tags []string

// Changed is t with some tags more and some fewer, and nothing that was asked for by somebody else lost: a tag is added or
// removed, the others stay. What is there already, or is not there, is no error; CodeConflict where there would be more than
// MaxTags.
func (t Tags) Changed(add, remove []string) (Tags, error) {
	after := slices.DeleteFunc(slices.Concat(t, Tags(add)), func(tag string) bool { return slices.Contains(remove, tag) })
	slices.Sort(after)
	after = slices.Compact(after)
	if len(after) > MaxTags {
		return t, fault.Errorf(fault.CodeConflict, "a simulation has at most %d tags, and this would be %d; remove one first", MaxTags, len(after))
	}
	if len(after) == 0 {
		return nil, nil
	}
	return after, nil
}

// Bounds of one search. What is not reached is found by the next page.
const (
	// MostSearched is how many entries of the history one call looks at.
	MostSearched = 1000
	// MostRead is how many simulations one call reads whole to find out whether they are meant.
	MostRead = 100
)

// Find is which simulations of the history are wanted; the zero value is all of them.
type Find struct {
	Text  string // in the name or in one of the tags, in any case
	Tag   string // exactly
	State State
}

// All reports whether nothing is left out.
func (f Find) All() bool { return f == Find{} }

// Names reports whether a simulation of this name with these tags is meant, whatever its state.
func (f Find) Names(name string, tags Tags) bool {
	if f.Tag != "" && !slices.Contains(tags, f.Tag) {
		return false
	}
	wanted := strings.ToLower(strings.TrimSpace(f.Text))
	has := func(text string) bool { return strings.Contains(strings.ToLower(text), wanted) }
	return wanted == "" || has(name) || slices.ContainsFunc(tags, has)
}

// Meets reports whether a simulation is meant.
func (f Find) Meets(s Listed) bool {
	return (f.State == "" || f.State == s.State) && f.Names(s.Settings.Name, s.Tags)
}

// Listed is a simulation in the history.
type Listed struct {
	Simulation
	Tags Tags
}

// CheckTag says what is wrong with the length of a tag, or "".
func CheckTag(tag string) string {
	switch n := len([]rune(tag)); {
	case strings.TrimSpace(tag) == "":
		return "must not be empty"
	case n > MaxTagLength:
		return fmt.Sprintf("must be at most %d characters long", MaxTagLength)
	}
	return ""
}
