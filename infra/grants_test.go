package main

import (
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// grant is one thing that a function may do.
type grant struct {
	action string
	on     string // the resource, as it is named in the template without its hash
	reason string
	lambda bool // Lambda itself does so in the function's name; all else is a call that the program makes
}

// sending are the grants that every function has: its log and its traces.
func sending(logs string) []grant {
	return []grant{
		{action: "logs:CreateLogStream", on: logs, lambda: true, reason: "each process of a function writes a stream of its own"},
		{action: "logs:PutLogEvents", on: logs, lambda: true, reason: "what the program says, and its metrics"},
		{action: "xray:PutTraceSegments", on: "*", lambda: true, reason: "tracing"},
		{action: "xray:PutTelemetryRecords", on: "*", lambda: true, reason: "tracing: what X-Ray's own daemon tells of itself"},
	}
}

// permitted is everything that each function may do, and why.
var permitted = map[string][]grant{
	"API": append(sending("APILogs"), []grant{
		{action: "dynamodb:GetItem", on: "StorageTable", reason: "the session in play, tries of a key"},
		{action: "dynamodb:Query", on: "StorageTable", reason: "a simulation with its shards, the history"},
		{action: "dynamodb:PutItem", on: "StorageTable", reason: "a new session, simulation, try"},
		{action: "dynamodb:UpdateItem", on: "StorageTable", reason: "members, uses, start and cancel"},
		{action: "dynamodb:DeleteItem", on: "StorageTable", reason: "reset, a simulation that is forgotten, tries that are"},
		{action: "dynamodb:ConditionCheckItem", on: "StorageTable", reason: "a simulation or a study is created if the one before has ended"},
		{action: "sqs:SendMessage", on: "JobsQueue", reason: "a job for each shard"},
		{action: "sqs:SendMessage", on: "StudiesQueue", reason: "the first job of a study"},
		{action: "secretsmanager:GetSecretValue", on: "APIManagementKey", reason: "the key that somebody joins with is held against it"},
	}...),
	"ForecastsForecast": sending("ForecastsForecastLogs"), // it computes and knows of nothing else
	"JobsWorker": append(sending("JobsWorkerLogs"), []grant{
		{action: "dynamodb:GetItem", on: "StorageTable", reason: "claims read the shard and its simulation"},
		{action: "dynamodb:Query", on: "StorageTable", reason: "who finishes a shard looks whether it was the last"},
		{action: "dynamodb:PutItem", on: "StorageTable", reason: "claims and hand-overs write the shard anew"},
		{action: "dynamodb:UpdateItem", on: "StorageTable", reason: "checkpoints, heartbeats, the plan"},
		{action: "sqs:SendMessage", on: "JobsQueue", reason: "the job of the next turn"},
		{action: "sqs:ChangeMessageVisibility", on: "JobsQueue", reason: "its job stays hidden while it works, and returns when it cannot"},
		{action: "sqs:ReceiveMessage", on: "JobsQueue", lambda: true, reason: "the event source"},
		{action: "sqs:DeleteMessage", on: "JobsQueue", lambda: true, reason: "the event source"},
		{action: "sqs:GetQueueAttributes", on: "JobsQueue", lambda: true, reason: "the event source"},
	}...),
	"StudiesStudy": append(sending("StudiesStudyLogs"), []grant{
		{action: "dynamodb:GetItem", on: "StorageTable", reason: "the part of the chunk, to see whether it is still wanted"},
		{action: "dynamodb:Query", on: "StorageTable", reason: "the study with its parts"},
		{action: "dynamodb:PutItem", on: "StorageTable", reason: "what a chunk came to"},
		{action: "dynamodb:UpdateItem", on: "StorageTable", reason: "a chunk is noted in its part; the study completed, or failed with its parts"},
		{action: "sqs:SendMessage", on: "StudiesQueue", reason: "the jobs that one for several chunks is divided into"},
		{action: "sqs:ChangeMessageVisibility", on: "StudiesQueue", reason: "its job stays hidden while it works, and returns when it cannot"},
		{action: "sqs:ReceiveMessage", on: "StudiesQueue", lambda: true, reason: "the event source"},
		{action: "sqs:DeleteMessage", on: "StudiesQueue", lambda: true, reason: "the event source"},
		{action: "sqs:GetQueueAttributes", on: "StudiesQueue", lambda: true, reason: "the event source"},
	}...),
	"Sweeper": append(sending("SweeperLogs"), []grant{
		{action: "dynamodb:GetItem", on: "StorageTable", reason: "the session in play, the shard that it sends a job for"},
		{action: "dynamodb:Query", on: "StorageTable", reason: "its simulation with the shards"},
		{action: "dynamodb:PutItem", on: "StorageTable", reason: "a shard's next turn, the end of a simulation"},
		{action: "dynamodb:UpdateItem", on: "StorageTable", reason: "the shards of a simulation that it ends, what it has watched"},
		{action: "dynamodb:DeleteItem", on: "StorageTable", reason: "a session that nobody uses ends"},
		{action: "sqs:SendMessage", on: "JobsQueue", reason: "the job of a shard that nobody works on"},
		{action: "sqs:SendMessage", on: "StudiesQueue", reason: "the jobs of a study that does not get on"},
	}...),
}

// programs are the functions' mains.
var programs = map[string]string{"API": "api", "ForecastsForecast": "forecast", "JobsWorker": "worker", "StudiesStudy": "study", "Sweeper": "sweeper"}

var (
	functionName = regexp.MustCompile(`^(\w+)Function[0-9A-F]{8}$`)
	nameHash     = regexp.MustCompile(`[0-9A-F]{8}$`)
)

// Each function may do exactly what stands above.
func TestGrants(t *testing.T) {
	s := synth(t, NewStack(app(t), settings(t, nil)))
	found := map[string]bool{}
	for id, function := range s.all("AWS::Lambda::Function") {
		name := functionName.FindStringSubmatch(id)
		if name == nil {
			continue // the CDK's own: see wildcards
		}
		found[name[1]] = true
		var got, want []string
		for _, policy := range s.all("AWS::IAM::Policy") {
			if slices.Contains(policy["Roles"].([]any), any(nil)) || !strings.Contains(text(policy["Roles"]), roleOf(function)) {
				continue
			}
			for _, statement := range allowed(policy["PolicyDocument"]) {
				for _, action := range list(statement["Action"]) {
					for _, resource := range list(statement["Resource"]) {
						if on := resourceName(resource); on != "" {
							got = append(got, action.(string)+" on "+on)
						}
					}
				}
			}
		}
		if role := s.all("AWS::IAM::Role")[roleOf(function)]; role == nil || role["ManagedPolicyArns"] != nil || role["Policies"] != nil {
			t.Errorf("%s has a role with policies besides: %v", name[1], role)
		}
		for _, g := range permitted[name[1]] {
			want = append(want, g.action+" on "+g.on)
			if g.reason == "" {
				t.Errorf("%s: %s without a reason", name[1], g.action)
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s may\n%s, is to be permitted\n%s", name[1], strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
	if want := slices.Collect(maps.Keys(permitted)); len(found) != len(want) {
		t.Errorf("functions %v, grants for %v", found, want)
	}
}

// What is permitted is what the programs call, as their sources say: neither is a grant unused nor a call refused.
func TestGrantsAreWhatTheProgramsUse(t *testing.T) {
	p := load(t, "./functions/...")
	for name, grants := range permitted {
		var want []string
		for _, g := range grants {
			if !g.lambda {
				want = append(want, g.action)
			}
		}
		slices.Sort(want)
		want = slices.Compact(want) // of the two queues
		if used := p.usedActions(t, "alertsim/functions/"+programs[name]); !slices.Equal(used, want) {
			t.Errorf("%s calls\n%v, is permitted\n%v", name, used, want)
		}
	}
}

// Every wildcard, and every policy that AWS wrote, stands in wildcards with its reason, and in docs/aws.md.
func TestWildcards(t *testing.T) {
	listed := map[string]bool{}
	page, err := os.ReadFile("../docs/aws.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range wildcards {
		if len(strings.Fields(w.reason)) < 4 {
			t.Errorf("%s of %s without a reason", w.what, w.of)
		}
		for _, what := range w.what {
			listed[w.of+": "+what] = true
			if !strings.Contains(string(page), "`"+what+"`") {
				t.Errorf("docs/aws.md does not have `%s`", what)
			}
		}
	}
	found := map[string]bool{}
	for _, s := range []template{
		synth(t, NewStack(app(t), settings(t, map[string]string{"alarmEmail": "alarms@example.org"}))),
		synth(t, newPipelineStack(t, map[string]string{})),
	} {
		for id, resource := range (*s.ToJSON())["Resources"].(map[string]any) {
			name := nameHash.ReplaceAllString(id, "")
			for _, what := range wild((resource.(map[string]any))["Properties"]) {
				found[name+": "+what] = true
			}
		}
	}
	for what := range found {
		if !listed[what] {
			t.Errorf("not accepted: %s", what)
		}
	}
	for what := range listed {
		if !found[what] {
			t.Errorf("accepted, and nothing has it: %s", what)
		}
	}
}

// wild returns the wildcards of all that a resource allows, and the policies it names.
func wild(part any) (found []string) {
	switch part := part.(type) {
	case []any:
		for _, p := range part {
			found = append(found, wild(p)...)
		}
	case map[string]any:
		for _, statement := range allowed(part) {
			for _, action := range list(statement["Action"]) {
				if strings.Contains(action.(string), "*") {
					found = append(found, action.(string))
				}
			}
			for _, key := range []string{"Resource", "Principal"} {
				for _, value := range list(statement[key]) {
					switch {
					case text(value) == `"*"`:
						for _, action := range list(statement["Action"]) {
							found = append(found, fmt.Sprintf("%s on *", action))
						}
					case strings.Contains(text(value), "*"):
						found = append(found, resourceName(value))
					}
				}
			}
		}
		for _, managed := range list(part["ManagedPolicyArns"]) {
			name := text(managed)
			found = append(found, strings.Trim(name[strings.LastIndex(name, "/")+1:], `"]}`))
		}
		for _, p := range part {
			found = append(found, wild(p)...)
		}
	}
	return found
}

// allowed are the statements of a document that allow something.
func allowed(document any) (statements []map[string]any) {
	d, _ := document.(map[string]any)
	for _, s := range list(d["Statement"]) {
		if statement, ok := s.(map[string]any); ok && statement["Effect"] == "Allow" {
			statements = append(statements, statement)
		}
	}
	return statements
}

// list is a value that IAM lets stand for a list of one.
func list(value any) []any {
	switch value := value.(type) {
	case nil:
		return nil
	case []any:
		return value
	}
	return []any{value}
}

// roleOf is the logical name of a function's role.
func roleOf(function map[string]any) string {
	return function["Role"].(map[string]any)["Fn::GetAtt"].([]any)[0].(string)
}

var reference = regexp.MustCompile(`"(?:Ref":"|Fn::GetAtt":\["|Fn::Sub":")([^"]+)"`)

// resourceName is a resource without hashes, "" if it is none at all; /* is behind what is within it.
func resourceName(resource any) string {
	raw := text(resource)
	if raw == `{"Ref":"AWS::NoValue"}` {
		return ""
	}
	name, within := strings.Trim(raw, `"`), ""
	if strings.Contains(raw, `/*"`) {
		within = "/*"
	}
	for _, found := range reference.FindAllStringSubmatch(raw, -1) {
		if !strings.HasPrefix(found[1], "AWS::") {
			name = nameHash.ReplaceAllString(found[1], "")
		}
	}
	if _, stack, ok := strings.Cut(name, ":stack/"); ok {
		return "stack/" + strings.TrimRight(stack, `"]}`)
	}
	return name + within
}
