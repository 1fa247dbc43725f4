package architecture

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const root = "../.."

func TestModuleKeepsTheRules(t *testing.T) {
	seen := map[string]bool{}
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules" || strings.HasSuffix(d.Name(), ".out")):
			return filepath.SkipDir
		case d.IsDir() || filepath.Ext(name) != ".go":
			return nil
		}
		relative, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		source, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		relative = filepath.ToSlash(relative)
		seen[relative[:max(0, strings.LastIndex(relative, "/"))]] = true
		broken, err := violations(relative, source)
		if err != nil {
			return err
		}
		for _, b := range broken {
			t.Error(b)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	// A renamed folder would be free of every rule without a word.
	for folder := range inward {
		if !seen[folder] {
			t.Errorf("the rules name %s, which is not there", folder)
		}
	}
	for _, folder := range append(append([]string{}, adapters...), core...) {
		if !seen[folder] {
			t.Errorf("the rules name %s, which is not there", folder)
		}
	}
}

func TestViolationsAreFound(t *testing.T) {
	tests := []struct {
		name, source string
		want         string // part of the only message; "" for none
	}{
		{"internal/simulation/a.go", `import "alertsim/internal/schedule"`, `may import only ["internal/engine" "internal/fault"`},
		{"internal/simulation/a_test.go", `import "alertsim/internal/simulationtest"`, ""},
		{"internal/simulation/a_test.go", `import "alertsim/internal/sqlite"`, `may import only ["internal/engine" "internal/fault"`},
		{"internal/engine/a.go", `import "alertsim/internal/simulation"`, "may import only []"},
		{"internal/engine/a_test.go", `import "alertsim/internal/engine"`, ""},
		{"internal/engine/a.go", `import "time"`, "imports time"},
		{"internal/engine/a_test.go", `import "time"`, ""},
		{"internal/engine/a.go", `import "math/rand/v2"`, "imports math/rand/v2"},
		{"internal/engine/a.go", `import "math/bits"`, ""},
		{"internal/engine/a.go", `func f() { for { go f() } }`, "starts a goroutine"},
		{"internal/engine/a_test.go", `func f() { go f() }`, ""},
		{"internal/worker/a.go", `func f() { go f() }`, ""},
		{"internal/sqlite/a.go", `import "alertsim/internal/simulation"`, ""},
		{"internal/sqlite/a.go", `import "alertsim/internal/sqs"`, "may import only"},
		{"internal/sqlite/a_test.go", `import "alertsim/internal/dynamodb"`, "may import only"},
		{"internal/sqlite/a.go", `import "alertsim/internal/simulationtest"`, "may import only"},
		{"internal/sqlite/a_test.go", `import "alertsim/internal/simulationtest"`, ""},
		{"internal/control/a.go", `import "alertsim/internal/sqlite"`, "imports the adapter internal/sqlite"},
		{"internal/control/a_test.go", `import "alertsim/internal/sqlite"`, ""},
		{"internal/worker/workertest/a.go", `import "alertsim/internal/dynamodb"`, "imports the adapter internal/dynamodb"},
		{"internal/sweeper/a.go", `import "alertsim/internal/httpapi"`, "must not know HTTP"},
		{"internal/lambdaevent/a.go", `import "alertsim/internal/httpapi"`, ""},
		{"internal/httpapi/a.go", `import "alertsim/internal/config"`, "imports internal/config"},
		{"infra/a.go", `import "alertsim/internal/config"`, ""},
		{"infra/jobs/a.go", `import "alertsim/internal/config"`, "imports internal/config"},
		{"infra/jobs/a.go", `import "alertsim/internal/sqs"`, "imports the adapter"},
		{"functions/api/a.go", `import "alertsim/internal/dynamodb"`, ""},
		{"localstack/alertsim/a.go", `import "alertsim/internal/server"`, ""},
		{"internal/server/a.go", `import "alertsim/internal/sqlite"`, ""},
		{"internal/cli/a.go", `import "alertsim/internal/config"`, ""},
		{"internal/cli/a.go", `import "alertsim/internal/httpapi"`, "must not know HTTP"},
		{"internal/cli/a.go", `import "alertsim/internal/sqlite"`, "imports the adapter"},
		{"internal/cli/a.go", `import "alertsim/internal/server"`, "nobody imports a program"},
		{"internal/control/a_test.go", `import "alertsim/localstack/alertsim"`, "nobody imports a program"},
		{"internal/sqs/a.go", `import "os"; var x = os.Getenv("X")`, "reads the environment (os.Getenv)"},
		{"internal/sqs/a.go", `import sys "os"; var x, y = sys.LookupEnv("X")`, "reads the environment (sys.LookupEnv)"},
		{"internal/sqs/a.go", `var os reader; var x = os.Getenv("X")`, ""},
		{"internal/sqs/a_test.go", `import "os"; var x = os.Getenv("X")`, ""},
		{"functions/api/a.go", `import "os"; var x = os.Getenv("X")`, "reads the environment"},
	}
	for _, test := range tests {
		got, err := violations(test.name, "package p; "+test.source)
		if err != nil {
			t.Fatalf("%s: %v", test.source, err)
		}
		message := strings.Join(got, "\n")
		if len(got) > 1 || (test.want == "") != (message == "") || !strings.Contains(message, test.want) {
			t.Errorf("%s with %s: got %q, want %q", test.name, test.source, message, test.want)
		}
		if message != "" && !strings.HasPrefix(message, test.name+": ") {
			t.Errorf("%q does not begin with the file's name", message)
		}
	}
	got, err := violations("functions/api/main.go", `package main; import "os"; var x = os.Getenv("X")`)
	if err != nil || len(got) > 0 {
		t.Errorf("a main may read the environment: %q, %v", got, err)
	}
}
