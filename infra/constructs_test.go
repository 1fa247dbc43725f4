package main

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"

	"alertsim/infra/golambda"
	"alertsim/infra/jobs"
	"alertsim/infra/storage"
	"alertsim/infra/studies"
	"alertsim/infra/sweeper"
)

func TestStorage(t *testing.T) {
	for _, test := range []struct {
		stage, deletion string
		keeps           bool
	}{
		{"dev", "Delete", false},
		{"prod", "RetainExceptOnCreate", true},
	} {
		t.Run(test.stage, func(t *testing.T) {
			stack := alone(t)
			storage.New(stack, "Storage", mustStage(t, test.stage, "aws"))
			s := synth(t, stack)
			s.has("AWS::DynamoDB::Table", map[string]any{
				"KeySchema": []any{
					map[string]any{"AttributeName": "pk", "KeyType": "HASH"},
					map[string]any{"AttributeName": "sk", "KeyType": "RANGE"},
				},
				"AttributeDefinitions": []any{
					map[string]any{"AttributeName": "pk", "AttributeType": "S"},
					map[string]any{"AttributeName": "sk", "AttributeType": "S"},
				},
				"BillingMode":                      "PAY_PER_REQUEST",
				"SSESpecification":                 map[string]any{"SSEEnabled": true},
				"TimeToLiveSpecification":          map[string]any{"AttributeName": "expiresAt", "Enabled": true},
				"PointInTimeRecoverySpecification": map[string]any{"PointInTimeRecoveryEnabled": test.keeps},
			})
			s.hasResource("AWS::DynamoDB::Table", map[string]any{"DeletionPolicy": test.deletion})
		})
	}
}

func TestFunctionDefaults(t *testing.T) {
	stack := alone(t)
	golambda.New(stack, "Function", golambda.Props{
		Stage: mustStage(t, "dev", "aws"), Folder: functions + "/api", MemoryMB: 128, Timeout: time.Minute,
	})
	s := synth(t, stack)
	s.has("AWS::Lambda::Function", map[string]any{
		"Runtime":       "provided.al2023",
		"Handler":       "bootstrap",
		"Architectures": []any{"arm64"},
		"TracingConfig": map[string]any{"Mode": "Active"},
		"LoggingConfig": like(map[string]any{"LogFormat": "JSON", "LogGroup": like(map[string]any{"Ref": matching("Logs")})}),
		"RecursiveLoop": "Terminate",
	})
	s.has("AWS::Logs::LogGroup", map[string]any{"RetentionInDays": 7})
	s.hasResource("AWS::Logs::LogGroup", map[string]any{"DeletionPolicy": "Delete"})
	for name, role := range s.all("AWS::IAM::Role") {
		if role["ManagedPolicyArns"] != nil {
			t.Errorf("role %s has managed policies: %v", name, role["ManagedPolicyArns"])
		}
	}
}

func newJobs(t *testing.T, target string) template {
	stack := alone(t)
	at := mustStage(t, "dev", target)
	jobs.New(stack, "Jobs", jobs.Props{
		Stage: at, Storage: storage.New(stack, "Storage", at), Folder: functions + "/worker",
		Concurrency: 5, MemoryMB: 256, Environment: map[string]string{"ALERTSIM_STAGE": "dev"},
	})
	return synth(t, stack)
}

func TestJobs(t *testing.T) {
	s := newJobs(t, "aws")
	s.has("AWS::SQS::Queue", map[string]any{
		"SqsManagedSseEnabled":   true,
		"VisibilityTimeout":      5400, // six times the function's
		"MessageRetentionPeriod": 345600,
		"RedrivePolicy":          like(map[string]any{"maxReceiveCount": 60, "deadLetterTargetArn": like(map[string]any{"Fn::GetAtt": including(matching("DeadLetters"), "Arn")})}),
	})
	s.has("AWS::SQS::Queue", map[string]any{"SqsManagedSseEnabled": true, "MessageRetentionPeriod": 1209600})
	s.count("AWS::SQS::QueuePolicy", 2)
	for name, policy := range s.all("AWS::SQS::QueuePolicy") {
		if !strings.Contains(text(policy), `"aws:SecureTransport":"false"`) {
			t.Errorf("%s lets plain HTTP in", name)
		}
	}
	s.has("AWS::Lambda::EventSourceMapping", map[string]any{
		"BatchSize":             1,
		"FunctionResponseTypes": []any{"ReportBatchItemFailures"},
		"ScalingConfig":         map[string]any{"MaximumConcurrency": 5},
	})
	s.has("AWS::Lambda::Function", map[string]any{
		"Timeout":       900,
		"MemorySize":    256,
		"RecursiveLoop": "Allow",
		"Environment": map[string]any{"Variables": like(map[string]any{
			"ALERTSIM_STAGE": "dev", "ALERTSIM_QUEUE_URL": like(map[string]any{"Ref": matching("Queue")}),
		})},
	})
}

// The function of the studies has a whole processor, and its queue is none of the simulations'.
func TestStudies(t *testing.T) {
	stack := alone(t)
	at := mustStage(t, "dev", "aws")
	studies.New(stack, "Studies", studies.Props{
		Stage: at, Storage: storage.New(stack, "Storage", at), Folder: functions + "/study", Concurrency: 1000,
	})
	s := synth(t, stack)
	s.has("AWS::SQS::Queue", map[string]any{
		"VisibilityTimeout": 1440, // six times the function's
		"RedrivePolicy":     like(map[string]any{"maxReceiveCount": 60}),
	})
	s.has("AWS::Lambda::EventSourceMapping", map[string]any{
		"BatchSize":             1,
		"FunctionResponseTypes": []any{"ReportBatchItemFailures"},
		"ScalingConfig":         map[string]any{"MaximumConcurrency": 1000},
	})
	s.has("AWS::Lambda::Function", map[string]any{
		"Timeout": 240, "MemorySize": 1769, "RecursiveLoop": "Terminate",
		"Environment": map[string]any{"Variables": like(map[string]any{"ALERTSIM_STUDY_QUEUE_URL": like(map[string]any{"Ref": matching("Queue")})})},
	})
}

func TestJobsOnAnEmulatorHaveNoMaximum(t *testing.T) {
	for _, source := range newJobs(t, "local").all("AWS::Lambda::EventSourceMapping") {
		if source["ScalingConfig"] != nil {
			t.Errorf("scaling %v", source["ScalingConfig"])
		}
	}
}

func TestSweeper(t *testing.T) {
	stack := alone(t)
	at := mustStage(t, "dev", "aws")
	sweeper.New(stack, "Sweeper", sweeper.Props{
		Stage: at, Storage: storage.New(stack, "Storage", at), Queue: awssqs.NewQueue(stack, new("Queue"), nil), Studies: awssqs.NewQueue(stack, new("Studies"), nil),
		Folder: functions + "/sweeper",
	})
	s := synth(t, stack)
	s.has("AWS::Events::Rule", map[string]any{
		"ScheduleExpression": "rate(1 minute)",
		"State":              "ENABLED",
		"Targets":            []any{like(map[string]any{"RetryPolicy": map[string]any{"MaximumEventAgeInSeconds": 60, "MaximumRetryAttempts": 0}})},
	})
	s.has("AWS::Lambda::Function", map[string]any{"Timeout": 50})
}
