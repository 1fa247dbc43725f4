package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// What belongs to the account must not go with a stage: the other stages, and other APIs, would lose their access logs.
func TestNoStageOwnsTheAccountsRole(t *testing.T) {
	for _, switches := range []map[string]string{{"stage": "dev"}, {"stage": "prod"}, {"target": "local"}} {
		s := synth(t, NewStack(app(t), settings(t, switches)))
		s.count("AWS::ApiGateway::Account", 0)
		for name, role := range s.all("AWS::IAM::Role") {
			if strings.Contains(text(role), "apigateway.amazonaws.com") {
				t.Errorf("%v: %s is for API Gateway", switches, name)
			}
		}
	}
}

func TestAccount(t *testing.T) {
	s := synth(t, newAccount(t))
	s.has("AWS::ApiGateway::Account", map[string]any{"CloudWatchRoleArn": like(map[string]any{"Fn::GetAtt": including(matching("GatewayRole"), "Arn")})})
	s.has("AWS::IAM::Role", map[string]any{"AssumeRolePolicyDocument": like(map[string]any{
		"Statement": []any{map[string]any{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": map[string]any{"Service": "apigateway.amazonaws.com"}}},
	})})
	// Whoever deletes the stack takes neither away; a first deployment that fails leaves neither.
	for _, kind := range []string{"AWS::ApiGateway::Account", "AWS::IAM::Role"} {
		s.hasResource(kind, map[string]any{"DeletionPolicy": "RetainExceptOnCreate", "UpdateReplacePolicy": "Retain"})
	}
	for name := range s.all("AWS::IAM::Role") {
		if !strings.HasPrefix(name, "GatewayRole") {
			t.Errorf("%s: the account's stack has nothing else unless it is asked for", name)
		}
	}

	s = synth(t, NewAccountStack(app(t), settings(t, map[string]string{"gatewayRole": "false"})))
	s.count("AWS::ApiGateway::Account", 0)
	s.count("AWS::IAM::Role", 0)
}

// A role that somebody else has set is not taken away. The command lines of AWS and the CDK are stood in for.
func TestDeployAccountTakesNothingAway(t *testing.T) {
	const theirs = "arn:aws:iam::123456789012:role/their-logs"
	for _, test := range []struct {
		name, role, switches string
		deploys              bool
	}{
		{"none", "None", "", true},
		{"ours", "arn:aws:iam::123456789012:role/AlertSimulation-account-GatewayRole1-x", "", true},
		{"of a stage deployed by an earlier version", "arn:aws:iam::123456789012:role/AlertSimulation-dev-APIRESTCloudWatchRole-x", "", true},
		{"somebody else's", theirs, "", false},
		{"somebody else's, left alone", theirs, "-c gatewayRole=false", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			folder := t.TempDir()
			script, err := os.ReadFile("deploy-account")
			if err != nil {
				t.Fatal(err)
			}
			for name, body := range map[string]string{
				"deploy-account": string(script),
				"cdk":            "#!/bin/sh\necho cdk \"$@\"\n",
				"aws":            "#!/bin/sh\n[ \"$1 $2\" = 'apigateway get-account' ] && echo '" + test.role + "'\n",
			} {
				if err := os.WriteFile(filepath.Join(folder, name), []byte(body), 0o755); err != nil {
					t.Fatal(err)
				}
			}
			command := exec.Command(filepath.Join(folder, "deploy-account"), strings.Fields("-c stage=dev "+test.switches)...)
			command.Env = slices.Concat(os.Environ(), []string{"PATH=" + folder + ":" + os.Getenv("PATH")})
			out, err := command.CombinedOutput()
			want := strings.Join(strings.Fields("cdk deploy -c stage=dev "+test.switches+" AlertSimulation-account"), " ") + "\n"
			if deployed := err == nil && string(out) == want; deployed != test.deploys {
				t.Errorf("deployed: %v\n%s", deployed, out)
			}
			if !test.deploys && !strings.Contains(string(out), theirs) {
				t.Errorf("it is not said whose role there is: %s", out)
			}
		})
	}
}

var (
	cdkCommand = regexp.MustCompile(`^\s*(exec |\$\(CDK\) |cdk ).*\b(deploy|synth|diff|destroy)\b`)
	stackName  = regexp.MustCompile(`(AlertSimulation-account|\$\(STACK\)|"\$stack")`)
)

// The program describes two stacks: a command of the CDK that names none would mean both, or stop and ask which.
func TestCommandsNameTheirStack(t *testing.T) {
	named := 0
	for _, file := range []string{"../Makefile", "../localstack/lib.sh", "deploy-account"} {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(strings.ReplaceAll(string(raw), "\\\n", "")) {
			if !cdkCommand.MatchString(line) {
				continue
			}
			if named++; !stackName.MatchString(line) {
				t.Errorf("%s: %s", file, strings.TrimSpace(line))
			}
		}
	}
	if named != 6 {
		t.Errorf("%d commands found", named)
	}
}
