package docs

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Every command that a document names is run by `make test-docs`, or it is said here why not.
func TestEveryCommandIsTried(t *testing.T) {
	ci, err := os.ReadFile(filepath.Join(root, ".ci/run"))
	if err != nil {
		t.Fatal(err)
	}
	steps := strings.ReplaceAll(string(ci), " SHORT=-short\n", "\n") // with a part of the samples
	run := map[string]bool{}
	for _, document := range documents(t) {
		blocks, _ := commandsOf(t, document)
		for _, command := range blocks {
			run[bare(command)] = true
		}
	}
	for _, document := range documents(t) {
		blocks, text := commandsOf(t, document)
		listed := maps.Clone(treatments[document])
		for _, command := range slices.Concat(blocks, text) {
			how, is := treatmentOf(document, command)
			delete(listed, command)
			delete(listed, bare(command))
			switch {
			case !is && !slices.Contains(blocks, command) && !run[command]:
				t.Errorf("%s: say in treatments_test.go how this is tried: %s", document, command)
			case how.manner == step && !strings.Contains(steps, "\nstep "+command+"\n"):
				t.Errorf("%s: %s is no step of .ci/run", document, command)
			case how.manner == never && how.why == "":
				t.Errorf("%s: %s is not tried, for no reason", document, command)
			}
		}
		for command := range listed {
			t.Errorf("%s does not give this command any more: %s", document, command)
		}
	}
	for document := range treatments {
		if !slices.Contains(documents(t), document) {
			t.Errorf("there is no %s", document)
		}
	}
}

func treatmentOf(document, command string) (how treatment, listed bool) {
	how, listed = treatments[document][command]
	if !listed {
		how, listed = treatments[document][bare(command)]
	}
	return how, listed
}

// bare is a command without its comment.
func bare(command string) string {
	before, _, _ := strings.Cut(command, " #")
	return strings.TrimSpace(before)
}
