package settings

import (
	"encoding/json"
	"strings"
	"testing"
)

func treeOf(t *testing.T, raw string) *Tree {
	t.Helper()
	v, fault := ParseJSON([]byte(raw))
	if fault != nil {
		t.Fatal(fault)
	}
	return v.(*Tree)
}

func TestPut(t *testing.T) {
	const groups = `{"senderGroups":[{"name":"sms","senders":4},{"name":"a].b","senders":5}],"steps":[{"channel":"x"}]}`
	for _, row := range []struct{ in, place, value, want string }{
		{`{}`, "messages", "5", `{"messages":5}`},
		{`{"messages":1}`, "messages", "5", `{"messages":5}`},
		{`{}`, "retry.maxAttempts", "3", `{"retry":{"maxAttempts":3}}`},
		{`{"retry":{"jitter":false}}`, "retry.maxAttempts", "3", `{"retry":{"jitter":false,"maxAttempts":3}}`},
		{`{}`, "timeToLive", "null", `{"timeToLive":null}`},
		{groups, "senderGroups[sms].senders", "9", strings.Replace(groups, "4", "9", 1)},
		{groups, "senderGroups[1].senders", "9", strings.Replace(groups, "5", "9", 1)},
		{groups, `senderGroups["a].b"].senders`, "9", strings.Replace(groups, "5", "9", 1)},
		{groups, "steps[0].retry.maxAttempts", "2", strings.Replace(groups, `"x"`, `"x","retry":{"maxAttempts":2}`, 1)},
		// The default group is called sms, and there is one objective.
		{`{}`, "senderGroups[sms].senders", "9", `{"senderGroups":[{"senders":9}]}`},
		{`{}`, "senderGroups[0].sendTime.mean", "9", `{"senderGroups":[{"sendTime":{"mean":9}}]}`},
		{`{}`, "objectives[0].within", "60", `{"objectives":[{"within":60}]}`},
		{groups, "senderGroups", `[{"senders":1}]`, `{"steps":[{"channel":"x"}],"senderGroups":[{"senders":1}]}`},
		{groups, "senderGroups[1]", `{"senders":1}`, strings.Replace(groups, `{"name":"a].b","senders":5}`, `{"senders":1}`, 1)},
	} {
		place, err := ParsePlace(row.place)
		if err != nil {
			t.Errorf("%s: %v", row.place, err)
			continue
		}
		tree := treeOf(t, row.in)
		changed := tree.Clone()
		value, _ := ParseJSON([]byte(row.value))
		if err := changed.Put(place, value); err != nil {
			t.Errorf("%s: %v", row.place, err)
		}
		if got, _ := json.Marshal(changed); string(got) != row.want {
			t.Errorf("%s = %s in %s\n got %s\nwant %s", row.place, row.value, row.in, got, row.want)
		}
		if got, _ := json.Marshal(tree); string(got) != row.in {
			t.Errorf("%s: the tree it was cloned from is %s", row.place, got)
		}
	}
}

// A place that is not there is refused, with what there is.
func TestNoPlace(t *testing.T) {
	for place, want := range map[string]string{
		"":                       `is not a field; there are name, text, messages`,
		"mesages":                "mesages is not a field; there are name, text, messages",
		"Messages":               "Messages is not a field",
		"senderGroups.senders":   "senderGroups is a list; say which of it",
		"messages[0]":            "messages is no list",
		"senderGroups[0].sender": "sender is not a field; there are name, channel, senders",
		"senderGroups[0":         "lacks a closing bracket",
		"senderGroups[0]senders": "is no place in the settings; write one as",
		"retry.":                 "is no place in the settings",
		"retry..jitter":          "is not a field",
		"\x00":                   `"\x00" is not a field`,
	} {
		_, err := ParsePlace(place)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", place, err, want)
		}
	}
	tree := treeOf(t, `{"senderGroups":[{"name":"sms"},{"name":"calls"},{"name":"calls"}],"caps":[]}`)
	for place, want := range map[string]string{
		"senderGroups[3].senders":     `senderGroups has no "3"; there are 0 (sms), 1 (calls), 2 (calls)`,
		"senderGroups[mail].senders":  `has no "mail"`,
		"senderGroups[-1].senders":    `has no "-1"`,
		"senderGroups[calls].senders": `several of senderGroups are called "calls"; say which by its number from 0`,
		"caps[0].count":               "caps is empty",
	} {
		p, err := ParsePlace(place)
		if err == nil {
			err = tree.Put(p, json.Number("1"))
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", place, err, want)
		}
	}
}

// Every field of the settings is a place.
func TestEveryFieldIsAPlace(t *testing.T) {
	for _, f := range Fields {
		if p, err := ParsePlace(strings.ReplaceAll(f.Path, "[]", "[0]")); err != nil || p.Field().Path != f.Path {
			t.Errorf("%s: %v, %s", f.Path, err, p.Field().Path)
		}
	}
}
