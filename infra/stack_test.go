package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/assertions"
)

var update = flag.Bool("update", false, "write the golden template anew")

// hash is a digest of an asset, different with every build of the functions and pages.
var hash = regexp.MustCompile(`[0-9a-f]{64}`)

// The whole templates, so that a review sees what a change changes.
func TestGolden(t *testing.T) {
	for name, stack := range map[string]awscdk.Stack{
		"template": NewStack(app(t), settings(t, map[string]string{"alarmEmail": "alarms@example.org"})),
		"account":  newPipelineStack(t, map[string]string{}),
	} {
		compare(t, "testdata/"+name+".golden.json", synth(t, stack))
	}
}

func compare(t *testing.T, golden string, s template) {
	t.Helper()
	raw, err := json.MarshalIndent(s.ToJSON(), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	got := append(hash.ReplaceAll(raw, []byte("HASH")), '\n')
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("the template differs from %s: %s\nrun `go test . -run TestGolden -update` and read the diff", golden, firstDifference(got, want))
	}
}

func firstDifference(got, want []byte) string {
	g, w := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return "is " + strings.TrimSpace(g[i]) + ", was " + strings.TrimSpace(w[i])
		}
	}
	return "one has more lines"
}

// Only the API may read the management key.
func TestKeyIsTheAPIsAlone(t *testing.T) {
	s := synth(t, NewStack(app(t), settings(t, nil)))
	for name, policy := range s.all("AWS::IAM::Policy") {
		if reads := strings.Contains(text(policy), "secretsmanager:"); reads != strings.HasPrefix(name, "APIRole") {
			t.Errorf("%s reads secrets: %v", name, reads)
		}
	}
	for name, function := range s.all("AWS::Lambda::Function") {
		if told := strings.Contains(text(function), "ALERTSIM_MANAGEMENT_KEY_SECRET"); told != strings.HasPrefix(name, "APIFunction") {
			t.Errorf("%s is told of the key: %v", name, told)
		}
	}
}

func TestFunctionsKnowWhatTheyNeed(t *testing.T) {
	s := synth(t, NewStack(app(t), settings(t, map[string]string{"target": "local"})))
	want := map[string]any{
		"ALERTSIM_STAGE":              "dev",
		"ALERTSIM_SENDERS_PER_SHARD":  "10000",
		"ALERTSIM_WORKER_CONCURRENCY": "1",
		"ALERTSIM_SLICE_SECONDS":      "20",
		"ALERTSIM_WORKER_MEGABYTES":   "768",
		"ALERTSIM_API_MEGABYTES":      "1769",
		"ALERTSIM_STUDY_CONCURRENCY":  "1",
		"ALERTSIM_TABLE":              like(map[string]any{"Ref": matching("^StorageTable")}),
	}
	jobs, studies := like(map[string]any{"Ref": matching("^JobsQueue")}), like(map[string]any{"Ref": matching("^StudiesQueue")})
	for _, function := range []struct {
		memory int
		queues map[string]any
	}{
		{128, map[string]any{"ALERTSIM_QUEUE_URL": jobs, "ALERTSIM_STUDY_QUEUE_URL": studies}},  // the sweeper
		{768, map[string]any{"ALERTSIM_QUEUE_URL": jobs}},                                       // the worker
		{1769, map[string]any{"ALERTSIM_STUDY_QUEUE_URL": studies}},                             // the study
		{1769, map[string]any{"ALERTSIM_QUEUE_URL": jobs, "ALERTSIM_STUDY_QUEUE_URL": studies}}, // the API
	} {
		maps.Copy(function.queues, want)
		s.has("AWS::Lambda::Function", map[string]any{"MemorySize": function.memory, "Environment": map[string]any{"Variables": like(function.queues)}})
	}
}

func TestTrustedProxiesReachTheAPI(t *testing.T) {
	s := synth(t, NewStack(app(t), settings(t, map[string]string{"trustedProxies": "203.0.113.0/24,2001:db8::/32"})))
	for name, function := range s.all("AWS::Lambda::Function") {
		if told := strings.Contains(text(function), `"ALERTSIM_TRUSTED_PROXIES":"203.0.113.0/24,2001:db8::/32"`); told != strings.HasPrefix(name, "APIFunction") {
			t.Errorf("%s is told of proxies: %v", name, told)
		}
	}
}

// Each function is ended before the gateway gives up, and a forecast is answered before that.
func TestDeadlinesOfTheTemplate(t *testing.T) {
	const gateway = 29
	for _, account := range []string{"10", "1000"} {
		s := synth(t, NewStack(app(t), settings(t, map[string]string{"accountConcurrency": account})))
		called := 0
		for name, function := range s.all("AWS::Lambda::Function") {
			if !strings.HasPrefix(name, "API") && !strings.HasPrefix(name, "Forecasts") {
				continue
			}
			called++
			variables := function["Environment"].(map[string]any)["Variables"].(map[string]any)
			answer, err := strconv.ParseFloat(fmt.Sprint(variables["ALERTSIM_FORECAST_SECONDS"]), 64)
			timeout := function["Timeout"].(float64)
			if err != nil || !(answer+1 <= timeout && timeout+1 <= gateway) {
				t.Errorf("account of %s: %s answers after %v s, is ended after %v, and the gateway waits %d: %v", account, name, answer, timeout, gateway, err)
			}
		}
		if called != 2 {
			t.Errorf("%d functions are called", called)
		}
	}
}

// Where the account has something to reserve, forecasts have it to themselves and no more, and nobody can take the sweeper's.
func TestReservedConcurrency(t *testing.T) {
	for account, want := range map[string]map[string]any{
		"10":   {"API": nil, "Forecasts": nil, "Jobs": nil, "Studies": nil, "Sweeper": nil},
		"115":  {"API": nil, "Forecasts": 10.0, "Jobs": nil, "Studies": nil, "Sweeper": 1.0},
		"1000": {"API": nil, "Forecasts": 10.0, "Jobs": 5.0, "Studies": nil, "Sweeper": 1.0},
	} {
		s := synth(t, NewStack(app(t), settings(t, map[string]string{"accountConcurrency": account})))
		for name, function := range s.all("AWS::Lambda::Function") {
			for part, reserved := range want {
				if strings.HasPrefix(name, part) && function["ReservedConcurrentExecutions"] != reserved {
					t.Errorf("account of %s: %s has %v, want %v", account, name, function["ReservedConcurrentExecutions"], reserved)
				}
			}
		}
	}
}

// What anybody may call can reach nothing: its role writes its log and its traces.
func TestForecastsMayDoNothing(t *testing.T) {
	s := synth(t, NewStack(app(t), settings(t, nil)))
	found := false
	for name, policy := range s.all("AWS::IAM::Policy") {
		if !strings.HasPrefix(name, "Forecasts") {
			continue
		}
		found = true
		for _, statement := range policy["PolicyDocument"].(map[string]any)["Statement"].([]any) {
			switch text(statement.(map[string]any)["Action"]) {
			case `["logs:CreateLogStream","logs:PutLogEvents"]`, `["xray:PutTelemetryRecords","xray:PutTraceSegments"]`:
			default:
				t.Errorf("%s", text(statement))
			}
		}
	}
	for name, function := range s.all("AWS::Lambda::Function") {
		if !strings.HasPrefix(name, "Forecasts") {
			continue
		}
		for _, not := range []string{"ALERTSIM_TABLE", "ALERTSIM_QUEUE_URL", "SECRET"} {
			if strings.Contains(text(function["Environment"]), not) {
				t.Errorf("%s is told %s", name, not)
			}
		}
	}
	if !found {
		t.Error("no policy of the forecasts")
	}
}

func TestLocalHasNoSite(t *testing.T) {
	s := synth(t, NewStack(app(t), settings(t, map[string]string{"target": "local"})))
	for _, kind := range []string{"AWS::CloudFront::Distribution", "AWS::S3::Bucket", "Custom::CDKBucketDeployment"} {
		s.count(kind, 0)
	}
	s.count("AWS::Lambda::Function", 5)
	want := map[string]string{"amd64": "x86_64", "arm64": "arm64"}[runtime.GOARCH]
	for name, function := range s.all("AWS::Lambda::Function") {
		if got := text(function["Architectures"]); got != `["`+want+`"]` {
			t.Errorf("%s is for %s", name, got)
		}
		if function["ReservedConcurrentExecutions"] != nil {
			t.Errorf("%s has concurrency reserved, of which an emulator knows nothing", name)
		}
	}
}

// What a development stack leaves behind when it is destroyed: nothing. Production keeps its data.
func TestDestroy(t *testing.T) {
	for name, keeps := range map[string]bool{"dev": false, "prod": true} {
		s := synth(t, NewStack(app(t), settings(t, map[string]string{"stage": name, "alarmEmail": "alarms@example.org"})))
		kept := map[string]bool{}
		for _, resource := range (*s.ToJSON())["Resources"].(map[string]any) {
			r := resource.(map[string]any)
			kind := r["Type"].(string)
			if r["DeletionPolicy"] == "Retain" {
				t.Errorf("%s: what a first deployment that fails leaves of its %s blocks the second", name, kind)
			}
			if r["DeletionPolicy"] == "RetainExceptOnCreate" {
				kept[kind] = true
			}
		}
		for _, kind := range []string{"AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::SecretsManager::Secret"} {
			if kept[kind] != keeps {
				t.Errorf("%s keeps its %s: %v", name, kind, kept[kind])
			}
		}
		if !keeps && len(kept) > 0 {
			t.Errorf("%s leaves %v", name, kept)
		}
	}
}

// Whoever deploys production without an address for alarms is told so.
func TestAlarmsReachSomebody(t *testing.T) {
	for _, test := range []struct {
		stage, email string
		warned       bool
	}{{"prod", "", true}, {"prod", "alarms@example.org", false}, {"dev", "", false}} {
		stack := NewStack(app(t), settings(t, map[string]string{"stage": test.stage, "alarmEmail": test.email}))
		warnings := assertions.Annotations_FromStack(stack).FindWarning(new("*"), assertions.Match_StringLikeRegexp(new("without alarmEmail")))
		if warned := len(*warnings) > 0; warned != test.warned {
			t.Errorf("%s with %q: warned %v", test.stage, test.email, warned)
		}
	}
}
