package docs

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// root is the project's folder, seen from this one.
const root = ".."

// documents are those whose commands somebody may type, seen from the project's folder.
func documents(t *testing.T) []string {
	t.Helper()
	names := []string{"README.md", "CONTRIBUTING.md", "examples/README.md"}
	more, err := filepath.Glob("*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range more {
		names = append(names, "docs/"+name)
	}
	return names
}

// commandsOf are the commands of a document's blocks, in order, and those within its text. A command is what somebody types
// at a prompt: a line, or several that the shell reads as one. Its comment belongs to it, since that tells two equal
// commands apart.
func commandsOf(t *testing.T, document string) (blocks, text []string) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(root, document))
	if err != nil {
		t.Fatal(err)
	}
	blocks, text, err = parse(string(raw))
	if err != nil {
		t.Fatalf("%s: %v", document, err)
	}
	return blocks, text
}

var (
	spans = regexp.MustCompile("`([^`\n]+)`")
	// Words within the text that are commands, in one of the forms this project uses.
	typed = regexp.MustCompile(`^(make|npm|go|aws|localstack/\S+|infra/cdk|bin/alertsim \S+) \S`)
)

// parse finds the commands of a document: all lines of `sh` blocks, and spans of the text that look like one. Blocks of
// another kind are not for typing; a block of no kind is an error, because nobody could tell.
func parse(document string) (blocks, text []string, err error) {
	var block []string
	open, sh := false, false
	for _, line := range strings.Split(document, "\n") {
		kind, fence := strings.CutPrefix(line, "```")
		switch {
		case fence && open:
			open = false
			if sh {
				commands, err := split(block)
				if err != nil {
					return nil, nil, err
				}
				blocks = append(blocks, commands...)
			}
			block = nil
		case fence:
			open, sh = true, kind == "sh"
			if kind == "" {
				return nil, nil, errors.New("a block begins without its kind: sh for commands, text for what is none")
			}
		case open:
			block = append(block, line)
		default:
			for _, span := range spans.FindAllStringSubmatch(line, -1) {
				if typed.MatchString(span[1]) {
					text = append(text, span[1])
				}
			}
		}
	}
	return blocks, text, nil
}

// split joins the lines that the shell reads as one command.
func split(lines []string) ([]string, error) {
	var commands []string
	var current string
	for _, line := range lines {
		if current == "" && (line == "" || strings.HasPrefix(line, "#")) {
			continue
		}
		if current != "" {
			current += "\n"
		}
		current += line
		if whole(current) {
			commands = append(commands, current)
			current = ""
		}
	}
	if current != "" {
		return nil, fmt.Errorf("a block ends within a command: %s", current)
	}
	return commands, nil
}

func whole(text string) bool {
	return !strings.HasSuffix(text, `\`) && exec.Command("bash", "-n", "-c", text).Run() == nil
}
