package docs

import (
	"slices"
	"testing"
)

func TestParse(t *testing.T) {
	blocks, text, err := parse("Run `make help` or `make`, see `make.go` and `bin/alertsim serve --addr x`.\n" +
		"```sh\n# a comment alone\nmake run   # one\nmake run\n\nid=$(echo \"a\" |\n   cat)\naws a \\\n  b\nf() { echo one;\n  echo two; }\n```\n" +
		"```text\nno command\n```\n")
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"make run   # one", "make run", "id=$(echo \"a\" |\n   cat)", "aws a \\\n  b", "f() { echo one;\n  echo two; }"}; !slices.Equal(blocks, want) {
		t.Errorf("blocks: %q", blocks)
	}
	if want := []string{"make help", "bin/alertsim serve --addr x"}; !slices.Equal(text, want) {
		t.Errorf("text: %q", text)
	}
	for _, wrong := range []string{"```\nmake\n```\n", "```sh\necho '\n```\n"} {
		if _, _, err := parse(wrong); err == nil {
			t.Errorf("%q was taken", wrong)
		}
	}
}
