package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"alertsim/internal/fault"
	"alertsim/internal/quantity"
	"alertsim/internal/settings"
	"alertsim/internal/study"
)

// studySource is where a study came from, to say so when it is wrong.
type studySource struct {
	scenario
	flags []string       // of the factors; nil if the file has them
	at    map[string]int // lines of a study file, by path
	seed  bool           // whether a seed was given
}

// loadStudy reads a study from a scenario, or a study file, and the flags.
func loadStudy(cmd *cobra.Command, args []string, flags *settingValues, o *studyFlags) (study.Query, *studySource, error) {
	s := &studySource{scenario: scenario{root: &settings.Tree{}}}
	body := &settings.Tree{}
	if len(args) > 0 {
		s.file = args[0]
		root, err := readScenario(cmd.Context(), cmd.InOrStdin(), s.file)
		if err != nil {
			return study.Query{}, nil, fmt.Errorf("%s: %w", s.label(), err)
		}
		s.root = root
		if isStudy(root) {
			if body, s.root, err = s.studyFile(root); err != nil {
				return study.Query{}, nil, fmt.Errorf("%s: %w", s.label(), err)
			}
		}
	}
	var err error
	if s.origin, err = flags.apply(cmd.Flags(), s.root); err != nil {
		return study.Query{}, nil, err
	}
	s.objectives = flags.objectives
	s.figures = readFigures(s.root)
	if misread(s.root) {
		if _, err := settings.ReadForecast(s.root); err != nil {
			return study.Query{}, nil, s.scenario.explain(err)
		}
	}
	s.seed = s.saysSeed()
	if err := s.put(cmd, o, body); err != nil {
		return study.Query{}, nil, err
	}
	raw, err := json.Marshal(body)
	if err != nil {
		return study.Query{}, nil, err
	}
	q, err := study.Decode(raw)
	return q, s, s.explain(err)
}

// put writes the flags over what the file says, if it is a study.
func (s *studySource) put(cmd *cobra.Command, o *studyFlags, body *settings.Tree) error {
	v, err := readVaried(o.vary, o.alternatives)
	if err != nil {
		return err
	}
	if v.factors != nil {
		body.Set("vary", v.factors)
		s.flags = v.flags
	}
	if vary, given := body.Get("vary"); !given || emptyList(vary) {
		return errors.New("nothing varies; say what with --vary, as --vary 'senderGroups[0].senders=10..1000:20,log', or run one point with simulate --replications")
	}
	body.Set("settings", s.root)
	changed := cmd.Flags().Changed
	if changed("replications") {
		body.Set("replications", json.Number(strconv.Itoa(o.replications)))
	}
	if changed("probability") {
		body.Set("probability", json.Number(strconv.FormatFloat(o.probability, 'g', -1, 64)))
	}
	if _, given := body.Get("find"); changed("find") || !given || o.find != string(study.Grid) {
		body.Set("find", o.find)
	}
	return nil
}

func emptyList(v any) bool {
	list, is := v.([]any)
	return is && len(list) == 0
}

// isStudy reports whether a file is the body of POST /api/studies rather than settings.
func isStudy(root *settings.Tree) bool {
	_, vary := root.Get("vary")
	_, inner := root.Get("settings")
	return vary || inner
}

// studyFile takes a study apart, its figures read as people write them.
func (s *studySource) studyFile(root *settings.Tree) (body, inner *settings.Tree, err error) {
	s.at = map[string]int{}
	noteLines(root, "", s.at)
	inner = &settings.Tree{}
	if v, given := root.Get("settings"); given {
		tree, is := v.(*settings.Tree)
		if !is {
			return nil, nil, errors.New("settings: must be an object")
		}
		inner = tree
	}
	for i := range root.Members {
		m := &root.Members[i]
		switch m.Name {
		case "replications":
			m.Value, err = plainFigure(quantity.Whole, m.Value)
		case "probability":
			m.Value, err = plainFigure(quantity.Share, m.Value)
		case "vary":
			if err := readFactors(m.Value); err != nil {
				return nil, nil, err
			}
		}
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", m.Name, err)
		}
	}
	return root, inner, nil
}

// misread reports whether a figure in the tree could not be read.
func misread(v any) bool {
	switch v := v.(type) {
	case settings.Misread:
		return true
	case *settings.Tree:
		for _, m := range v.Members {
			if misread(m.Value) {
				return true
			}
		}
	case []any:
		for _, e := range v {
			if misread(e) {
				return true
			}
		}
	}
	return false
}

var factorPath = regexp.MustCompile(`^vary\[(\d+)\](.*)$`)

// explain puts every wrong field of a study on a line of its own, with the flag or the line that it came from.
func (s *studySource) explain(err error) error {
	return explained(err, s.label(), s.place)
}

func (s *studySource) place(f fault.FieldError) (place, message string) {
	if inner, is := strings.CutPrefix(f.Path, "settings."); is {
		f.Path = inner
		return s.scenario.place(f)
	}
	match := factorPath.FindStringSubmatch(f.Path)
	switch {
	case match != nil && s.flags != nil:
		i, _ := strconv.Atoi(match[1]) // digits
		return s.flags[i], f.Message
	case f.Path == "vary" && s.flags != nil:
		return "--vary", f.Message
	case f.Path == "replications" || f.Path == "probability" || f.Path == "find":
		return "--" + f.Path, f.Message
	}
	if n := s.lineIn(f.Path); n > 0 {
		return fmt.Sprintf("line %d: %s", n, f.Path), f.Message
	}
	return f.Path, f.Message
}

// noteLines notes in which line each member stands.
func noteLines(v any, path string, lines map[string]int) {
	switch v := v.(type) {
	case *settings.Tree:
		for _, m := range v.Members {
			lines[below(path, m.Name)] = m.Line
			noteLines(m.Value, below(path, m.Name), lines)
		}
	case []any:
		for i, e := range v {
			noteLines(e, element(path, i), lines)
		}
	}
}

// lineIn is the line of a study file that a field is in, or what it belongs to.
func (s *studySource) lineIn(path string) int {
	for path != "" {
		if line := s.at[path]; line > 0 {
			return line
		}
		path = path[:max(strings.LastIndexAny(path, ".["), 0)]
	}
	return 0
}
