//go:build docs && unix

package docs

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// clone makes a fresh clone of what is committed here: nothing is built in it, nothing is kept in it.
func clone(t *testing.T) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "alert-simulation")
	from, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("git", "clone", "--quiet", from, folder).CombinedOutput(); err != nil {
		t.Fatalf("git clone: %v\n%s", err, out)
	}
	return folder
}

// environment is this process's own without anything that leads to an AWS account or changes the program's defaults, so that
// what is tried here can reach nobody's. More is added to it.
func environment(more ...string) []string {
	var env []string
	for _, pair := range os.Environ() {
		if name, _, _ := strings.Cut(pair, "="); !strings.HasPrefix(name, "AWS_") && !strings.HasPrefix(name, "ALERTSIM_") &&
			!strings.HasPrefix(name, "CDK_") && name != "MAKEFLAGS" && name != "MAKELEVEL" {
			env = append(env, pair)
		}
	}
	env = append(env, "AWS_CONFIG_FILE=/dev/null", "AWS_SHARED_CREDENTIALS_FILE=/dev/null", "AWS_EC2_METADATA_DISABLED=true",
		"AWS_PAGER=", "CDK_DISABLE_CLI_TELEMETRY=true")
	return append(env, more...)
}
