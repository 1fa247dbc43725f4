package cli

import (
	"encoding/json"
	"fmt"
	"regexp"

	"alertsim/internal/quantity"
	"alertsim/internal/settings"
)

// kinds are those of the figures among the settings' fields.
var kinds = func() map[string]quantity.Kind {
	m := map[string]quantity.Kind{}
	for _, f := range settings.Fields {
		switch {
		case f.Kind == settings.KindInteger:
			m[f.Path] = quantity.Whole
		case f.IsShare(), f.Kind == settings.KindJitter:
			m[f.Path] = quantity.Share
		case f.Kind == settings.KindNumber && f.Unit == "seconds":
			m[f.Path] = quantity.Seconds
		case f.Kind == settings.KindNumber:
			m[f.Path] = quantity.Number
		}
	}
	return m
}()

var nullable = func() map[string]bool {
	m := map[string]bool{}
	for _, f := range settings.Fields {
		m[f.Path] = f.Nullable
	}
	return m
}()

// figures are what a walk through a scenario finds.
type figures struct {
	lines    map[string]int // of the file, by path
	lastLine int            // that has a name in it
}

// readFigures reads every figure that is written as people do. JSON's own numbers
// stay as they are: JSON says what 250.000 is.
func readFigures(root *settings.Tree) figures {
	f := figures{lines: map[string]int{}}
	f.tree(root, "")
	return f
}

func (f *figures) tree(t *settings.Tree, path string) {
	for i := range t.Members {
		m := &t.Members[i]
		at := below(path, m.Name)
		if _, again := f.lines[at]; !again {
			f.lines[at] = m.Line
		}
		f.lastLine = max(f.lastLine, m.Line)
		m.Value = f.value(m.Value, at)
	}
}

var index = regexp.MustCompile(`\[\d+\]`)

func (f *figures) value(v any, at string) any {
	switch v := v.(type) {
	case *settings.Tree:
		f.tree(v, at)
	case []any:
		for i := range v {
			v[i] = f.value(v[i], element(at, i))
		}
	case figure:
		if json.Valid([]byte(v)) {
			return f.read(string(v), json.Number(v), at)
		}
		return f.read(string(v), string(v), at)
	case string:
		return f.read(v, v, at)
	}
	return v
}

// below is the path of a member, as it is told of in errors.
func below(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

func element(path string, i int) string { return fmt.Sprintf("%s[%d]", path, i) }

// read turns a text into the figure that belongs there; given stays if none does.
func (*figures) read(text string, given any, at string) any {
	pattern := index.ReplaceAllString(at, "[]")
	kind, is := kinds[pattern]
	switch {
	case !is:
		return given
	case text == "none" && nullable[pattern]:
		return nil
	}
	number, err := quantity.Read(kind, text)
	if err != nil {
		return settings.Misread{Text: text, Why: err}
	}
	return json.Number(number)
}
