// Package architecture holds the rules of who may import whom, as tests.
package architecture

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"slices"
	"strconv"
	"strings"
)

const module = "alertsim/"

// inward lists, for the packages that need few others, all of this module that
// they may import.
var inward = map[string][]string{
	"internal/fault":          {},
	"internal/settings":       {"internal/calendar", "internal/engine", "internal/fault", "internal/words"},
	"internal/simulation":     {"internal/engine", "internal/fault", "internal/settings", "internal/words"},
	"internal/engine":         {},
	"internal/calendar":       {"internal/engine"},
	"internal/config":         {"internal/deployment"},
	"internal/deployment":     {},
	"internal/quantity":       {},
	"internal/words":          {},
	"internal/version":        {},
	"web":                     {},
	"internal/schedule":       {"internal/fault", "internal/settings", "internal/simulation", "internal/engine", "internal/words"},
	"internal/statistics":     {},
	"internal/study":          {"internal/engine", "internal/fault", "internal/schedule", "internal/settings", "internal/simulation", "internal/statistics", "internal/words"},
	"internal/forecast":       {"internal/fault", "internal/lane", "internal/schedule", "internal/settings", "internal/simulation", "internal/statistics", "internal/study", "internal/words"},
	"internal/answer":         {"internal/forecast", "internal/settings", "internal/simulation", "internal/words"},
	"internal/simulationtest": {"internal/fault", "internal/settings", "internal/simulation"},
	"internal/dynamodb":       {"internal/fault", "internal/settings", "internal/simulation", "internal/study"},
	"internal/sqs":            {"internal/fault", "internal/settings", "internal/simulation", "internal/study"},
	"internal/sqlite":         {"internal/fault", "internal/settings", "internal/simulation", "internal/study"},
}

// kits are for tests alone.
var kits = []string{"internal/simulationtest", "internal/settings/settingstest", "internal/study/studytest"}

var (
	adapters = []string{"internal/dynamodb", "internal/sqs", "internal/sqlite"}

	// core is what the API calls, what the jobs call, and what tells of the results;
	// it knows no HTTP.
	core = []string{"internal/control", "internal/fit", "internal/forecast", "internal/study", "internal/answer", "internal/result", "internal/report", "internal/worker", "internal/sweeper", "internal/cli"}

	// mains are the folders of programs, and of what a program does nothing but
	// start. They join what everybody else keeps apart.
	mains = []string{"functions", "localstack/alertsim", "internal/server"}

	// startedBy are those among them that programs import.
	startedBy = []string{"functions/internal/function", "internal/server"}

	// unpredictable is what the engine must not see: clocks, chance, other
	// goroutines, the world.
	unpredictable = []string{"time", "math/rand", "math/rand/v2", "crypto/rand", "sync", "sync/atomic", "context", "os", "io", "net", "net/http"}

	environment = []string{"Getenv", "LookupEnv", "Environ", "ExpandEnv"}
)

// violations tells every rule that a file breaks. name is its path in the
// module, with slashes.
func violations(name string, source any) ([]string, error) {
	file, err := parser.ParseFile(token.NewFileSet(), name, source, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	folder := path.Dir(name)
	c := checker{name: name, folder: folder, test: strings.HasSuffix(name, "_test.go"), main: under(folder, mains)}
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return nil, err
		}
		c.checkImport(imported)
	}
	c.checkEnvironment(file)
	c.checkGoroutines(file)
	return c.broken, nil
}

type checker struct {
	name, folder string
	test, main   bool
	broken       []string
}

func (c *checker) report(format string, args ...any) {
	c.broken = append(c.broken, c.name+": "+fmt.Sprintf(format, args...))
}

func (c *checker) checkImport(imported string) {
	if c.folder == "internal/engine" && !c.test && slices.Contains(unpredictable, imported) {
		c.report("imports %s; the engine has no clock, no chance, no goroutines and no input but its settings", imported)
	}
	ours, ok := strings.CutPrefix(imported, module)
	if !ok || ours == c.folder {
		return
	}
	allowed, listed := inward[c.folder]
	if c.test && slices.Contains(kits, ours) {
		return // test kits
	}
	switch {
	case under(ours, mains) && (!c.main || !under(ours, startedBy)):
		c.report("imports %s; nobody imports a program", ours)
	case listed && !slices.Contains(allowed, ours):
		c.report("imports %s; of this module %s may import only %q, and its tests the test kits", ours, c.folder, allowed)
	case c.test || c.main:
	case under(ours, adapters):
		c.report("imports the adapter %s; only programs (%s) do that", ours, strings.Join(mains, ", "))
	case ours == "internal/config" && c.folder != "infra" && c.folder != "internal/cli":
		c.report("imports internal/config; a program hands on what its environment says")
	case ours == "internal/httpapi" && under(c.folder, core):
		c.report("imports internal/httpapi; it must not know HTTP")
	}
}

// checkEnvironment looks for reads of the environment outside of programs.
func (c *checker) checkEnvironment(file *ast.File) {
	if c.test || file.Name.Name == "main" && (c.main || c.folder == "infra") {
		return
	}
	ast.Inspect(file, func(n ast.Node) bool {
		selector, ok := n.(*ast.SelectorExpr)
		if !ok || !slices.Contains(environment, selector.Sel.Name) {
			return true
		}
		if x, ok := selector.X.(*ast.Ident); ok && importedAs(file, x.Name, "os", "syscall") {
			c.report("reads the environment (%s.%s); only programs do that, through internal/config", x.Name, selector.Sel.Name)
		}
		return true
	})
}

func (c *checker) checkGoroutines(file *ast.File) {
	if c.folder != "internal/engine" || c.test {
		return
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if _, ok := n.(*ast.GoStmt); ok {
			c.report("starts a goroutine; the engine is a loop")
		}
		return true
	})
}

// importedAs reports whether a name in the file stands for one of the packages.
func importedAs(file *ast.File, name string, packages ...string) bool {
	for _, spec := range file.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value)
		local := path.Base(imported)
		if spec.Name != nil {
			local = spec.Name.Name
		}
		if local == name && slices.Contains(packages, imported) {
			return true
		}
	}
	return false
}

// under reports whether a folder is one of those or within one.
func under(folder string, of []string) bool {
	return slices.ContainsFunc(of, func(f string) bool { return folder == f || strings.HasPrefix(folder, f+"/") })
}
