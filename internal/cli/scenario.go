package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"alertsim/internal/fault"
	"alertsim/internal/settings"
)

// maxScenarioBytes bounds what is read of a file; settings are far smaller.
const maxScenarioBytes = 256 << 10

// scenario is where settings came from, to say so when they are wrong.
type scenario struct {
	file   string // as given; "" if there was none
	root   *settings.Tree
	origin map[string]string // flags by the path they were written to
	figures
	// objectives are the texts of --objective; nil if there was none.
	objectives []string
}

// loadScenario reads the settings from the file in args, if there is one, and
// from the flags, which override it.
func loadScenario(cmd *cobra.Command, args []string, flags *settingValues) (settings.Settings, *scenario, error) {
	s := &scenario{root: &settings.Tree{}}
	if len(args) > 0 {
		s.file = args[0]
		root, err := readScenario(cmd.Context(), cmd.InOrStdin(), s.file)
		if err != nil {
			return settings.Settings{}, nil, fmt.Errorf("%s: %w", s.label(), err)
		}
		if isStudy(root) {
			return settings.Settings{}, nil, fmt.Errorf("%s: is a study, not a scenario; run it with alertsim sweep", s.label())
		}
		s.root = root
	}
	var err error
	if s.origin, err = flags.apply(cmd.Flags(), s.root); err != nil {
		return settings.Settings{}, nil, err
	}
	s.objectives = flags.objectives
	s.figures = readFigures(s.root)
	s.root.ChooseMode()
	given, err := settings.ReadForecast(s.root)
	return given, s, s.explain(err)
}

func readScenario(ctx context.Context, stdin io.Reader, file string) (*settings.Tree, error) {
	raw, err := readAll(ctx, stdin, file)
	if err != nil {
		return nil, err
	}
	text, fault := settings.UTF8(raw)
	if fault != nil {
		return nil, fmt.Errorf("%s: %s", position(raw, fault.Offset), fault.Message)
	}
	parse := parseYAML
	switch trimmed := strings.TrimSpace(string(text)); {
	case trimmed == "":
		return nil, errors.New("is empty")
	case strings.EqualFold(filepath.Ext(file), ".json"):
		parse = parseJSON
	case strings.EqualFold(filepath.Ext(file), ".yaml") || strings.EqualFold(filepath.Ext(file), ".yml"):
	case strings.HasPrefix(trimmed, "{"):
		parse = parseJSON
	}
	v, err := parse(text)
	if err != nil {
		return nil, err
	}
	root, ok := v.(*settings.Tree)
	if !ok {
		return nil, errors.New(`a scenario must be an object, as {"messages": 1000}`)
	}
	// What is there for people and anchors only.
	root.Remove(func(name string) bool { return strings.HasPrefix(name, "x-") })
	return root, nil
}

// openInput opens a file to read, or says in words why it cannot be.
func openInput(name string) (*os.File, error) {
	f, err := os.Open(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, errors.New("there is no such file")
	case errors.Is(err, fs.ErrPermission):
		return nil, errors.New("may not be read")
	case err != nil:
		return nil, cause(err)
	}
	return f, nil
}

func readAll(ctx context.Context, stdin io.Reader, file string) ([]byte, error) {
	source := stdin
	if file != "-" {
		f, err := openInput(file)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		source = f
	}
	var raw []byte
	read := make(chan error, 1)
	go func() {
		var err error
		raw, err = io.ReadAll(io.LimitReader(source, maxScenarioBytes+1))
		read <- err
	}()
	var err error
	select {
	case err = <-read:
	case <-ctx.Done(): // somebody at a terminal may never end the input
		return nil, interrupted()
	}
	if err != nil {
		return nil, fmt.Errorf("cannot be read: %w", cause(err))
	}
	if len(raw) > maxScenarioBytes {
		return nil, errors.New("is larger than 256 KiB, which no scenario needs")
	}
	return raw, nil
}

// cause drops the operation and the path, which the message has already.
func cause(err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return p.Err
	}
	return err
}

func (s *scenario) label() string {
	switch s.file {
	case "":
		return "the flags"
	case "-":
		return "standard input"
	}
	return s.file
}

// parseJSON reads one JSON value; errors tell line and column.
func parseJSON(raw []byte) (any, error) {
	tree, fault := settings.ParseJSON(raw)
	if fault != nil {
		return nil, fmt.Errorf("%s: %s", position(raw, fault.Offset), fault.Message)
	}
	return tree, nil
}

// position is where a byte is in a text, as line 3, column 7.
func position(raw []byte, offset int) string {
	before := raw[:min(offset, len(raw))]
	line := bytes.Count(before, []byte{'\n'}) + 1
	column := len(before) - bytes.LastIndexByte(before, '\n')
	return fmt.Sprintf("line %d, column %d", line, column)
}

// explain puts every wrong field on a line of its own, with the flag it came
// from.
func (s *scenario) explain(err error) error {
	return explained(err, s.label(), s.place)
}

// explained puts every wrong field of what label names on a line of its own, at its place.
func explained(err error, label string, place func(fault.FieldError) (place, message string)) error {
	invalid, ok := errors.AsType[*fault.Error](err)
	if !ok || invalid.Code != fault.CodeInvalid {
		return err
	}
	lines := []string{label + ": " + invalid.Message}
	for _, f := range invalid.Fields {
		at, message := place(f)
		lines = append(lines, "  "+at+": "+message)
	}
	return errors.New(strings.Join(lines, "\n"))
}

var objectivePath = regexp.MustCompile(`^objectives\[(\d+)\](?:\.(.+))?$`)

// place names the flag that a field was written by, or else its path and the
// line in the file.
func (s *scenario) place(f fault.FieldError) (place, message string) {
	if f.Asked {
		return "--" + f.Path, f.Message
	}
	if flag, ok := s.origin[f.Path]; ok {
		return flag, f.Message
	}
	match := objectivePath.FindStringSubmatch(f.Path)
	if match == nil || s.objectives == nil {
		return s.lineOf(f.Path) + f.Path, f.Message
	}
	i, _ := strconv.Atoi(match[1]) // digits
	if place = "--objective " + s.objectives[i]; match[2] == "" {
		return place, "must be a share and a time, as 95%:15m"
	}
	return place + " (" + match[2] + ")", f.Message
}

// lineOf says in which line of a file a field is, or what it belongs to; nothing
// if the file has only one.
func (s *scenario) lineOf(path string) string {
	if s.lastLine < 2 {
		return ""
	}
	for path != "" {
		if line := s.lines[path]; line > 0 {
			return fmt.Sprintf("line %d: ", line)
		}
		path = path[:max(strings.LastIndexAny(path, ".["), 0)]
	}
	return ""
}
