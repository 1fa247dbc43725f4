package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-cdk-go/awscdk/v2"
)

func newPipelineStack(t *testing.T, switches map[string]string) awscdk.Stack {
	t.Helper()
	switches["githubRepository"] = "example/alert-simulation"
	return NewAccountStack(app(t), settings(t, switches))
}

// Runs of one repository in one environment, for AWS, and nobody else's.
func TestPipelineTrustsOneRepository(t *testing.T) {
	trust := func(provider any) map[string]any {
		return map[string]any{"AssumeRolePolicyDocument": like(map[string]any{"Statement": []any{map[string]any{
			"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal": map[string]any{"Federated": provider},
			"Condition": map[string]any{"StringEquals": map[string]any{
				"token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
				"token.actions.githubusercontent.com:sub": "repo:example/alert-simulation:environment:production",
			}},
		}}})}
	}
	s := synth(t, newPipelineStack(t, map[string]string{}))
	s.has("AWS::IAM::Role", trust(like(map[string]any{"Ref": matching("^PipelineGitHub")})))
	s.has("AWS::IAM::OIDCProvider", map[string]any{"Url": "https://token.actions.githubusercontent.com", "ClientIdList": []any{"sts.amazonaws.com"}})
	s.hasResource("AWS::IAM::OIDCProvider", map[string]any{"DeletionPolicy": "RetainExceptOnCreate"})
	if got := outputOf(s, "PipelineRoleArn"); !strings.Contains(got, "PipelineRole") {
		t.Errorf("the role to deploy with is %s", got)
	}

	s = synth(t, newPipelineStack(t, map[string]string{"githubProvider": "existing", "gatewayRole": "false"}))
	s.count("AWS::IAM::OIDCProvider", 0)
	s.count("AWS::IAM::Role", 1)
	s.has("AWS::IAM::Role", trust(like(map[string]any{"Fn::Join": including(including(":oidc-provider/token.actions.githubusercontent.com"))})))
}

func TestPipelineRefuses(t *testing.T) {
	for _, test := range []map[string]string{
		{"githubRepository": "example/*"},
		{"githubRepository": "example"},
		{"githubRepository": "example@1/alert-simulation"},
		{"githubRepository": "example/alert-simulation:ref"},
		{"githubRepository": "example/alert-simulation", "githubEnvironment": "prod*"},
		{"githubRepository": "example/alert-simulation", "githubProvider": "old"},
		{"githubEnvironment": "production"},
		{"githubProvider": "existing"},
	} {
		if _, err := NewSettings(func(name string) string { return test[name] }); err == nil || !strings.Contains(err.Error(), "github") {
			t.Errorf("%v: %v", test, err)
		}
	}
	for _, name := range []string{"example/alert-simulation", "example@123/alert-simulation@456"} {
		settings(t, map[string]string{"githubRepository": name})
	}
}

var bootstrapRole = regexp.MustCompile(`cdk-hnb659fds-[a-z-]+-role-`)

// The pipeline may take on exactly the roles of the bootstrap that the CDK's command line takes on for a stage, as what it
// is given to deploy names them. The one for CloudFormation is taken on by CloudFormation.
func TestPipelineMayDoWhatItHasTo(t *testing.T) {
	application := app(t)
	NewStack(application, settings(t, nil))
	folder := *application.Synth(nil).Directory()
	needed := map[string]bool{}
	for _, name := range []string{"manifest.json", "AlertSimulation-dev.assets.json"} {
		raw, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, role := range bootstrapRole.FindAllString(string(raw), -1) {
			if role != "cdk-hnb659fds-cfn-exec-role-" {
				needed[role] = true
			}
		}
	}
	if len(needed) < 3 {
		t.Fatalf("the CDK takes on %v", needed)
	}
	policies := synth(t, newPipelineStack(t, map[string]string{})).all("AWS::IAM::Policy")
	if len(policies) != 1 {
		t.Fatalf("%d policies", len(policies))
	}
	for _, policy := range policies {
		statements := allowed(policy["PolicyDocument"])
		if len(statements) != 2 || statements[0]["Action"] != "sts:AssumeRole" || statements[1]["Action"] != "cloudformation:DescribeStacks" {
			t.Fatalf("statements %v", statements)
		}
		var may []string
		for _, resource := range list(statements[0]["Resource"]) {
			may = append(may, bootstrapRole.FindString(text(resource)))
			for _, part := range []string{`"AWS::Partition"`, `"AWS::AccountId"`, `"AWS::Region"`} {
				if !strings.Contains(text(resource), part) {
					t.Errorf("%s without %s", text(resource), part)
				}
			}
		}
		for role := range needed {
			if !slices.Contains(may, role) {
				t.Errorf("the CDK needs %s", role)
			}
		}
		if len(may) != len(needed) {
			t.Errorf("the pipeline may take on %v, the CDK needs %v", may, needed)
		}
	}
}
