package cli

import (
	"alertsim/internal/settings"

	"fmt"
	"slices"
	"strconv"
	"strings"
)

// groupOf is the sender group that the flags change: the only one, or the one
// that --group names. A scenario without groups gets one.
func (v *settingValues) groupOf(root *settings.Tree) (*settings.Tree, int, error) {
	list, given := root.Get("senderGroups")
	if !given {
		list = []any{&settings.Tree{}}
		root.Set("senderGroups", list)
	}
	groups, _ := list.([]any)
	if len(groups) == 0 { // which the decoder refuses
		return &settings.Tree{}, 0, nil
	}
	i, err := v.groupIndex(groupNames(groups))
	if err != nil {
		return nil, 0, err
	}
	group, ok := groups[i].(*settings.Tree)
	if !ok { // which the decoder would refuse
		group = &settings.Tree{}
		groups[i] = group
	}
	return group, i, nil
}

func groupNames(groups []any) []string {
	names := make([]string, len(groups))
	for i, g := range groups {
		if t, ok := g.(*settings.Tree); ok {
			name, _ := t.Get("name")
			names[i], _ = name.(string)
		}
	}
	return names
}

// groupIndex finds the group that --group names.
func (v *settingValues) groupIndex(names []string) (int, error) {
	if v.group == "" {
		if len(names) == 1 {
			return 0, nil
		}
		return 0, fmt.Errorf("the scenario has %d sender groups; say with --group which one the flags change: %s", len(names), choices(names))
	}
	if i := slices.Index(names, v.group); i >= 0 {
		return i, nil
	}
	if i, err := strconv.Atoi(v.group); err == nil && i >= 0 && i < len(names) {
		return i, nil
	}
	return 0, fmt.Errorf("--group: there is no sender group %q; there are %s", v.group, choices(names))
}

func choices(names []string) string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = strconv.Itoa(i)
		if name != "" {
			out[i] += " (" + name + ")"
		}
	}
	return strings.Join(out, ", ")
}
