package docs

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// workflow is what is looked at of a workflow of GitHub's.
type workflow struct {
	On          map[string]any
	Permissions map[string]string
	Jobs        map[string]struct {
		Environment string
		Env         map[string]string
		Steps       []struct {
			Uses, Run string
			With      map[string]any
		}
	}
}

func readWorkflow(t *testing.T, name string) (workflow, string) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	var w workflow
	if err := yaml.Unmarshal(raw, &w); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return w, string(raw)
}

// The workflow that docs/aws.md offers, as far as it can be held without GitHub and AWS: it is one, it says what the role
// asks for, it has no key, and what it calls is there.
func TestDeployWorkflow(t *testing.T) {
	w, raw := readWorkflow(t, "docs/deploy-workflow.yml")
	if want := map[string]string{"contents": "read", "id-token": "write"}; !maps.Equal(w.Permissions, want) {
		t.Errorf("permissions %v, want %v", w.Permissions, want)
	}
	if _, ok := w.On["push"]; !ok || len(w.On) != 1 {
		t.Errorf("it runs on %v: what somebody else proposes must not deploy", w.On)
	}
	if key := regexp.MustCompile(`secrets\.|(?i)access[-_]key`).FindString(raw); key != "" {
		t.Errorf("it needs %s", key)
	}
	role, err := os.ReadFile(filepath.Join(root, "infra/testdata/account.golden.json"))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	ci, _ := readWorkflow(t, ".github/workflows/ci.yml")
	for _, job := range ci.Jobs {
		for _, step := range job.Steps {
			known[step.Uses] = true
		}
	}
	commands := []string{}
	for name, job := range w.Jobs {
		if !strings.Contains(string(role), `repo:example/alert-simulation:environment:`+job.Environment+`"`) {
			t.Errorf("the role does not trust %s in the environment %q", name, job.Environment)
		}
		for _, step := range job.Steps {
			if _, assumes := step.With["role-to-assume"]; step.Uses != "" && !known[step.Uses] && !assumes {
				t.Errorf("%s is not what CI uses", step.Uses)
			}
			if step.Run == "" {
				continue
			}
			commands = append(commands, step.Run)
			// Make says what it would run, or that it knows no such target.
			shown, err := exec.Command("make", append([]string{"-C", root, "-n"}, strings.Fields(step.Run)[1:]...)...).CombinedOutput()
			if err != nil || !strings.HasPrefix(step.Run, "make ") || !strings.Contains(string(shown), "-c stage=prod") {
				t.Errorf("%s: %v: %s", step.Run, err, shown)
			}
			if strings.Contains(step.Run, "deploy") && !strings.Contains(string(shown), "--require-approval never") {
				t.Errorf("nobody answers there: %s", shown)
			}
		}
	}
	if len(commands) != 2 {
		t.Errorf("it runs %q", commands)
	}
}
