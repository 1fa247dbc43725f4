package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/assertions"
	"github.com/aws/aws-cdk-go/awscdk/v2/cxapi"
	"github.com/cdklabs/cdk-nag-go/cdknag/v2"
)

// The rules of cdk-nag's AWS Solutions pack over both stages. What is not as a rule wants it is in accepted, with why.
func TestRules(t *testing.T) {
	for _, name := range []string{"dev", "prod"} {
		if findings := check(t, name, accepted); len(findings) > 0 {
			t.Errorf("%s:\n%s", name, strings.Join(findings, "\n"))
		}
	}
}

// An acceptance that nothing needs any more would hide the next finding.
func TestAcceptancesAreNeeded(t *testing.T) {
	all := strings.Join(check(t, "dev", nil), "\n")
	for _, a := range accepted {
		if len(strings.Fields(a.reason)) < 5 {
			t.Errorf("%s at %s is accepted without a reason: %q", a.rule, a.path, a.reason)
		}
		for _, finding := range append(a.only, "") {
			id := a.rule
			if finding != "" {
				id += "[" + finding + "]"
			}
			if !strings.Contains(all, "/AlertSimulation-dev/"+a.path) || !strings.Contains(all, id) {
				t.Errorf("nothing needs the acceptance of %s at %s", id, a.path)
			}
		}
	}
}

// check returns what the rules find in a stage beyond what is accepted.
func check(t *testing.T, stage string, accepted []acceptance) []string {
	t.Helper()
	app := app(t)
	stack := NewStack(app, settings(t, map[string]string{"stage": stage, "alarmEmail": "alarms@example.org"}))
	awscdk.Aspects_Of(app).Add(cdknag.NewAwsSolutionsChecks(nil), nil)
	for _, a := range accepted {
		if a.stage == "" || a.stage == stage {
			a.suppress(stack)
		}
	}
	found := assertions.Annotations_FromStack(stack)
	var findings []string
	for _, list := range []*[]*cxapi.SynthesisMessage{
		found.FindError(new("*"), assertions.Match_AnyValue()),
		found.FindWarning(new("*"), assertions.Match_AnyValue()),
	} {
		for _, message := range *list {
			findings = append(findings, fmt.Sprintf("%s: %.300v", *message.Id, message.Entry.Data))
		}
	}
	return findings
}
