package fit

import (
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strings"

	"alertsim/internal/settings"
)

// Scenario writes the settings as a scenario file: YAML, with a comment about where every figure comes from. It may be
// called only if there are Settings.
func (f *Fit) Scenario(w io.Writer, source string) error {
	raw, err := json.Marshal(f.Settings)
	if err != nil {
		return err
	}
	tree, fault := settings.ParseJSON(raw)
	if fault != nil {
		return fmt.Errorf("the scenario cannot be written: %s", fault.Message)
	}
	y := &yamlWriter{comments: f.comments()}
	fmt.Fprintf(&y.out, "# Made by alertsim fit of %s: %d attempts for %d recipients.\n", oneLine(source), f.Read.Attempts, f.Recipients)
	fmt.Fprintf(&y.out, "# Intervals are of 95 %%, from %d resamples (seed %d) of whole recipients.\n", f.Resamples, f.Seed)
	for _, note := range f.Notes {
		y.out.WriteString("# " + oneLine(note) + "\n")
	}
	y.out.WriteString("\n")
	y.object(tree.(*settings.Tree), "", "")
	_, err = io.WriteString(w, y.out.String())
	return err
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// yamlWriter writes JSON values as YAML with comments by path.
type yamlWriter struct {
	out      strings.Builder
	comments map[string]string
}

// silent are fields that say nothing at these values.
func silent(name string, value any) bool {
	switch name {
	case "text":
		return value == ""
	case "speed", "monitoringInterval", "autoStart":
		return true
	case "ratePerSecond", "timeToLive":
		return value == nil
	case "failureRate", "permanentShare":
		return value == json.Number("0")
	}
	return false
}

func (y *yamlWriter) object(t *settings.Tree, path, indent string) {
	for i, member := range t.Members {
		if silent(member.Name, member.Value) {
			continue
		}
		if i > 0 || path == "" || !strings.HasSuffix(path, "]") {
			y.out.WriteString(indent)
		}
		at := strings.TrimPrefix(path+"."+member.Name, ".")
		y.out.WriteString(member.Name + ":")
		switch value := member.Value.(type) {
		case *settings.Tree:
			if !y.flat(value, at) {
				y.end(at)
				y.object(value, at, indent+"  ")
				continue
			}
		case []any:
			if len(value) > 0 && !flatList(value) {
				y.end(at)
				y.list(value, at, indent+"  ")
				continue
			}
		}
		y.out.WriteString(" " + flow(member.Value))
		y.end(at)
	}
}

func (y *yamlWriter) list(values []any, path, indent string) {
	for i, value := range values {
		at := fmt.Sprintf("%s[%d]", path, i)
		y.out.WriteString(indent + "- ")
		if t, ok := value.(*settings.Tree); ok && !y.flat(t, at) {
			y.object(t, at, indent+"  ")
			continue
		}
		y.out.WriteString(flow(value))
		y.end(at)
	}
}

// end ends a line, with its comment.
func (y *yamlWriter) end(path string) {
	if comment := y.comments[path]; comment != "" {
		y.out.WriteString(" # " + oneLine(comment))
	}
	y.out.WriteString("\n")
}

// flat reports whether an object is short enough for one line, and no part of it has a comment.
func (y *yamlWriter) flat(t *settings.Tree, path string) bool {
	for _, m := range t.Members {
		if y.comments[path+"."+m.Name] != "" {
			return false
		}
		switch value := m.Value.(type) {
		case *settings.Tree:
			return false
		case []any:
			if len(value) > 0 {
				return false
			}
		}
	}
	return len(t.Members) <= 4
}

func flatList(values []any) bool {
	for _, v := range values {
		switch v.(type) {
		case *settings.Tree, []any:
			return false
		}
	}
	return true
}

// bare are texts that YAML takes for nothing but texts.
var bare = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9]*$`)

// flow is a value on one line.
func flow(value any) string {
	switch v := value.(type) {
	case *settings.Tree:
		var members []string
		for _, m := range v.Members {
			members = append(members, m.Name+": "+flow(m.Value))
		}
		return "{ " + strings.Join(members, ", ") + " }"
	case []any:
		var items []string
		for _, item := range v {
			items = append(items, flow(item))
		}
		return "[" + strings.Join(items, ", ") + "]"
	case string:
		switch strings.ToLower(v) {
		case "true", "false", "yes", "no", "on", "off", "y", "n", "null":
		default:
			if bare.MatchString(v) {
				return v
			}
		}
	}
	raw, _ := json.Marshal(value) // what was JSON
	return string(raw)
}
