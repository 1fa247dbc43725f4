package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"testing"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/assertions"
	"github.com/aws/jsii-runtime-go"

	"alertsim/infra/stage"
)

// The tests of all constructs stand here, in one program, because each program that uses the CDK starts a process of Node
// for some seconds.
func TestMain(m *testing.M) {
	code := m.Run()
	jsii.Close()
	os.Exit(code)
}

// Fixtures stand in for the compiled functions and the built pages.
const (
	functions = "testdata/functions"
	pages     = "testdata/site"
)

// settings returns the settings under the switches given, on fixtures.
func settings(t *testing.T, switches map[string]string) Settings {
	t.Helper()
	s, err := NewSettings(func(name string) string { return switches[name] })
	if err != nil {
		t.Fatal(err)
	}
	s.Functions, s.Site = cmp.Or(switches["functions"], functions), cmp.Or(switches["site"], pages)
	return s
}

// app returns an empty application that writes into a folder of the test's, under the feature flags of cdk.json.
func app(t *testing.T) awscdk.App {
	t.Helper()
	raw, err := os.ReadFile("cdk.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Context map[string]any }
	if err := json.Unmarshal(raw, &file); err != nil || len(file.Context) == 0 {
		t.Fatalf("cdk.json has no feature flags: %v", err)
	}
	return awscdk.NewApp(&awscdk.AppProps{Outdir: new(t.TempDir()), AnalyticsReporting: new(false), Context: &file.Context})
}

// alone returns an empty stack to try one construct in.
func alone(t *testing.T) awscdk.Stack {
	return awscdk.NewStack(app(t), new("Alone"), nil)
}

func mustStage(t *testing.T, name, target string) stage.Stage {
	t.Helper()
	at, err := stage.New(name, target)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// template is a synthesized template with assertions that fail the test instead of ending the program.
type template struct {
	assertions.Template
	t *testing.T
}

func synth(t *testing.T, stack awscdk.Stack) template {
	return template{assertions.Template_FromStack(stack, nil), t}
}

// has asks for a resource with at least these properties.
func (s template) has(kind string, properties map[string]any) {
	s.t.Helper()
	defer s.report(kind)
	s.HasResourceProperties(new(kind), properties)
}

// hasResource asks for a resource with at least these attributes beside its properties.
func (s template) hasResource(kind string, attributes map[string]any) {
	s.t.Helper()
	defer s.report(kind)
	s.HasResource(new(kind), attributes)
}

// count asks for exactly n resources of a kind.
func (s template) count(kind string, n int) {
	s.t.Helper()
	if got := len(s.all(kind)); got != n {
		s.t.Errorf("%d resources of type %s, want %d", got, kind, n)
	}
}

func (s template) report(what string) {
	s.t.Helper()
	if failure := recover(); failure != nil {
		s.t.Errorf("%s: %v", what, failure)
	}
}

// all returns the properties of every resource of a kind, by logical name.
func (s template) all(kind string) map[string]map[string]any {
	found := map[string]map[string]any{}
	resources, _ := (*s.ToJSON())["Resources"].(map[string]any) // a stack may be empty
	for name, resource := range resources {
		if r := resource.(map[string]any); r["Type"] == kind {
			found[name], _ = r["Properties"].(map[string]any)
		}
	}
	return found
}

// text returns a part of a template as JSON, to look for words in.
func text(part any) string {
	raw, err := json.Marshal(part)
	if err != nil {
		return fmt.Sprint(err)
	}
	return string(raw)
}

// like matches an object with at least these keys.
func like(pattern map[string]any) assertions.Matcher { return assertions.Match_ObjectLike(&pattern) }

// including matches a list that holds these, in this order, among others.
func including(pattern ...any) assertions.Matcher { return assertions.Match_ArrayWith(&pattern) }

// matching matches a text by a regular expression.
func matching(expression string) assertions.Matcher {
	return assertions.Match_StringLikeRegexp(new(expression))
}
