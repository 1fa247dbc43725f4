package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/assertions"
	"github.com/aws/aws-cdk-go/awscdk/v2/cxapi"
	"github.com/cdklabs/cdk-nag-go/cdknag/v2"
)

// The rules of cdk-nag's AWS Solutions pack over both stages and what they share. What is not as a rule wants it is in
// accepted, with why.
func TestRules(t *testing.T) {
	for _, name := range []string{"dev", "prod"} {
		if findings := checkStage(t, map[string]string{"stage": name}, accepted); len(findings) > 0 {
			t.Errorf("%s:\n%s", name, strings.Join(findings, "\n"))
		}
	}
	// With a name of one's own there is a choice of TLS; without CloudFront there is nothing to accept of it.
	for _, test := range []struct {
		switches map[string]string
		not      func(acceptance) bool
	}{
		{map[string]string{"domain": "alerts.example.org", "certificate": certificate}, func(a acceptance) bool { return a.rule == "AwsSolutions-CFR4" }},
		{map[string]string{"cloudFront": "false"}, func(a acceptance) bool { return strings.HasPrefix(a.path, "Site/") }},
	} {
		if findings := checkStage(t, test.switches, slices.DeleteFunc(slices.Clone(accepted), test.not)); len(findings) > 0 {
			t.Errorf("%v:\n%s", test.switches, strings.Join(findings, "\n"))
		}
	}
	if findings := check(t, newPipelineStack(t, map[string]string{}), "", acceptedOfAccount); len(findings) > 0 {
		t.Errorf("account:\n%s", strings.Join(findings, "\n"))
	}
}

// The same with a firewall: the rules that ask for a web ACL have one, but for API Gateway's, which stands behind CloudFront's.
func TestRulesWithFirewall(t *testing.T) {
	var all []acceptance
	for _, a := range accepted {
		if a.rule != "AwsSolutions-CFR2" {
			all = append(all, a)
		}
	}
	if len(all) == len(accepted) {
		t.Fatal("the rule that asks for a web ACL is not known")
	}
	all = append(all, acceptance{rule: "AwsSolutions-SMG4", path: "OriginKey/Secret",
		reason: "Only a deployment puts this key where it belongs: one that changed by itself would shut CloudFront out."})
	if findings := checkStage(t, map[string]string{"stage": "dev", "requestsPerAddress": "2000", "allowedNetworks": "203.0.113.0/24"}, all); len(findings) > 0 {
		t.Error(strings.Join(findings, "\n"))
	}
}

// An acceptance that nothing needs any more would hide the next finding.
func TestAcceptancesAreNeeded(t *testing.T) {
	needed(t, "/AlertSimulation-dev/", checkStage(t, nil, nil), accepted)
	needed(t, "/AlertSimulation-account/", check(t, newPipelineStack(t, map[string]string{}), "", nil), acceptedOfAccount)
}

func needed(t *testing.T, stack string, findings []string, accepted []acceptance) {
	t.Helper()
	all := strings.Join(findings, "\n")
	for _, a := range accepted {
		if len(strings.Fields(a.reason)) < 5 {
			t.Errorf("%s at %s is accepted without a reason: %q", a.rule, a.path, a.reason)
		}
		for _, finding := range append(a.only, "") {
			id := a.rule
			if finding != "" {
				id += "[" + finding + "]"
			}
			if !strings.Contains(all, stack+a.path) || !strings.Contains(all, id) {
				t.Errorf("nothing needs the acceptance of %s at %s", id, a.path)
			}
		}
	}
}

func checkStage(t *testing.T, switches map[string]string, accepted []acceptance) []string {
	t.Helper()
	switches = maps.Clone(switches)
	if switches == nil {
		switches = map[string]string{}
	}
	switches["alarmEmail"] = "alarms@example.org"
	return check(t, NewStack(app(t), settings(t, switches)), cmp.Or(switches["stage"], "dev"), accepted)
}

func newAccount(t *testing.T) awscdk.Stack {
	t.Helper()
	return NewAccountStack(app(t), settings(t, nil))
}

// check returns what the rules find in a stack beyond what is accepted.
func check(t *testing.T, stack awscdk.Stack, stage string, accepted []acceptance) []string {
	t.Helper()
	awscdk.Aspects_Of(stack).Add(cdknag.NewAwsSolutionsChecks(nil), nil)
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

// The same where people sign in: the rules that ask who calls have an answer, but for the health check.
func TestRulesWithSignIn(t *testing.T) {
	all := append(slices.Clone(accepted),
		acceptance{rule: "AwsSolutions-COG2", path: "SignIn/People", reason: "A second factor may be added by who has an account; those who plan alerts now and then would lose theirs."},
		acceptance{rule: "AwsSolutions-COG3", path: "SignIn/People", reason: "Threat protection is a feature plan with a price for each account; somebody in charge makes the accounts, and there are few."})
	if findings := checkStage(t, map[string]string{"stage": "dev", "signIn": "true"}, all); len(findings) > 0 {
		t.Error(strings.Join(findings, "\n"))
	}
}
