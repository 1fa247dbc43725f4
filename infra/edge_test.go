package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/assertions"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/constructs-go/constructs/v10"

	"alertsim/infra/api"
	"alertsim/infra/forecasts"
	"alertsim/infra/jobqueue"
	"alertsim/infra/observability"
	"alertsim/infra/site"
	"alertsim/infra/stage"
	"alertsim/infra/storage"
	"alertsim/infra/sweeper"
	"alertsim/internal/deployment"
)

func newAPI(t *testing.T, stack awscdk.Stack, at stage.Stage) api.API {
	t.Helper()
	concurrency := divided(t, deployment.NewAccount)
	return api.New(stack, "API", api.Props{
		Stage: at, Storage: storage.New(stack, "Storage", at), Queue: awssqs.NewQueue(stack, new("Queue"), nil), Studies: awssqs.NewQueue(stack, new("Studies"), nil), Folder: functions + "/api", MemoryMB: 1769,
		Concurrency: concurrency, Forecasts: newForecasts(stack, at, concurrency),
	})
}

func newForecasts(stack awscdk.Stack, at stage.Stage, c deployment.Concurrency) awslambda.Function {
	return forecasts.New(stack, "Forecasts", forecasts.Props{Stage: at, Folder: functions + "/forecast", Concurrency: c})
}

// divided is an account's limit with three workers and two studies.
func divided(t *testing.T, account int) deployment.Concurrency {
	t.Helper()
	c, err := deployment.Divide(account, 3, 2)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAPI(t *testing.T) {
	stack := alone(t)
	newAPI(t, stack, mustStage(t, "dev", "aws"))
	s := synth(t, stack)
	s.has("AWS::ApiGateway::RestApi", map[string]any{"EndpointConfiguration": map[string]any{"Types": []any{"REGIONAL"}}, "MinimumCompressionSize": 1024})
	s.has("AWS::ApiGateway::Resource", map[string]any{"PathPart": "api"})
	s.has("AWS::ApiGateway::Resource", map[string]any{"PathPart": "{proxy+}"})
	s.has("AWS::ApiGateway::Method", map[string]any{"HttpMethod": "ANY", "Integration": like(map[string]any{"Type": "AWS_PROXY"})})
	s.has("AWS::ApiGateway::Resource", map[string]any{"PathPart": "forecast"})
	s.count("AWS::ApiGateway::Method", 3)
	posts := 0
	for name, method := range s.all("AWS::ApiGateway::Method") {
		if forecasts := strings.Contains(text(method["Integration"]), "ForecastsForecast"); forecasts != (method["HttpMethod"] == "POST") {
			t.Errorf("%s, %v: to the forecasts: %v", name, method["HttpMethod"], forecasts)
		} else if forecasts {
			posts++
		}
	}
	if posts != 2 {
		t.Errorf("%d methods forecast", posts)
	}
	s.has("AWS::ApiGateway::Stage", map[string]any{
		"StageName":        "dev",
		"TracingEnabled":   true,
		"AccessLogSetting": like(map[string]any{"DestinationArn": like(map[string]any{"Fn::GetAtt": including(matching("AccessLogs"), "Arn")})}),
		"MethodSettings": []any{
			like(map[string]any{"HttpMethod": "*", "ResourcePath": "/*", "ThrottlingBurstLimit": 50, "ThrottlingRateLimit": 100}),
			map[string]any{"HttpMethod": "POST", "ResourcePath": "/~1api~1forecast", "ThrottlingBurstLimit": 1, "ThrottlingRateLimit": 0.2, "DataTraceEnabled": false},
			map[string]any{"HttpMethod": "POST", "ResourcePath": "/~1api~1forecast~1{proxy+}", "ThrottlingBurstLimit": 1, "ThrottlingRateLimit": 0.2, "DataTraceEnabled": false},
		},
	})
	s.has("AWS::Lambda::Function", map[string]any{"MemorySize": 1769, "Timeout": 28})
	s.has("AWS::SecretsManager::Secret", map[string]any{"GenerateSecretString": map[string]any{"PasswordLength": 32, "ExcludePunctuation": true}})
	s.count("AWS::Lambda::Permission", 3) // for each method the stage's alone, not the console's test button
}

func TestGatewayErrorsAreProblemDocuments(t *testing.T) {
	stack := alone(t)
	newAPI(t, stack, mustStage(t, "dev", "aws"))
	responses := synth(t, stack).all("AWS::ApiGateway::GatewayResponse")
	if len(responses) != 7 {
		t.Errorf("%d gateway responses", len(responses))
	}
	for name, response := range responses {
		var problem struct {
			Type, Title, Detail string
			Status              json.Number
		}
		document := response["ResponseTemplates"].(map[string]any)["application/json"].(string)
		if err := json.Unmarshal([]byte(document), &problem); err != nil {
			t.Errorf("%s: %v in %s", name, err, document)
		}
		if problem.Type != "about:blank" || problem.Title == "" || problem.Detail == "" {
			t.Errorf("%s is no problem document: %s", name, document)
		}
		if status, _ := response["StatusCode"].(string); problem.Status.String() != status {
			t.Errorf("%s says %s with status %s", name, problem.Status, status)
		}
		if header := response["ResponseParameters"].(map[string]any)["gatewayresponse.header.Content-Type"]; header != "'application/problem+json'" {
			t.Errorf("%s is sent as %v", name, header)
		}
	}
}

func TestSite(t *testing.T) {
	stack := alone(t)
	at := mustStage(t, "dev", "aws")
	site.New(stack, "Site", site.Props{Stage: at, API: newAPI(t, stack, at).REST, Folder: pages})
	s := synth(t, stack)
	s.has("AWS::CloudFront::Distribution", map[string]any{"DistributionConfig": like(map[string]any{
		"HttpVersion":       "http2and3",
		"DefaultRootObject": "index.html",
		"DefaultCacheBehavior": like(map[string]any{
			"ViewerProtocolPolicy": "redirect-to-https",
			"Compress":             true,
			"FunctionAssociations": []any{like(map[string]any{"EventType": "viewer-request"})},
		}),
		"CacheBehaviors": []any{like(map[string]any{
			"PathPattern":           "/api/snapshots/*", // before /api/*: the first that fits counts
			"ViewerProtocolPolicy":  "https-only",
			"AllowedMethods":        []any{"GET", "HEAD"},
			"CachePolicyId":         map[string]any{"Ref": matching("SnapshotCache")},
			"OriginRequestPolicyId": assertions.Match_Absent(), // nothing of the viewer's is passed on
			"Compress":              true,
			"FunctionAssociations":  assertions.Match_Absent(),
		}), like(map[string]any{
			"PathPattern":          "/api/docs*", // a page: it comes from the bucket
			"ViewerProtocolPolicy": "redirect-to-https",
			"TargetOriginId":       matching("Origin1"),
			"AllowedMethods":       []any{"GET", "HEAD"},
			"Compress":             true,
			"FunctionAssociations": []any{like(map[string]any{"EventType": "viewer-request"})},
		}), like(map[string]any{
			"PathPattern":           "/api/*",
			"ViewerProtocolPolicy":  "https-only",
			"AllowedMethods":        including("GET", "POST", "DELETE"),
			"CachePolicyId":         "4135ea2d-6df8-44a3-9df3-4b5a84be39ad", // caching disabled
			"OriginRequestPolicyId": "b689b0a8-53d0-40ab-baf2-68738e2966ac", // all of the viewer's headers but Host
		})},
	})})
	// Not by a token, a cookie or a query is a snapshot another one, and none of them is sent on.
	s.has("AWS::CloudFront::CachePolicy", map[string]any{"CachePolicyConfig": like(map[string]any{
		"MinTTL": 0, "DefaultTTL": 1, "MaxTTL": 60,
		"ParametersInCacheKeyAndForwardedToOrigin": map[string]any{
			"CookiesConfig":              map[string]any{"CookieBehavior": "none"},
			"HeadersConfig":              map[string]any{"HeaderBehavior": "none"},
			"QueryStringsConfig":         map[string]any{"QueryStringBehavior": "none"},
			"EnableAcceptEncodingGzip":   true,
			"EnableAcceptEncodingBrotli": false,
		},
	})})
	for _, d := range s.all("AWS::CloudFront::Distribution") {
		config := d["DistributionConfig"].(map[string]any)
		if origins := config["Origins"].([]any); len(origins) != 2 {
			t.Errorf("%d origins, want the bucket and one API", len(origins))
		}
	}
	distribution := text(s.all("AWS::CloudFront::Distribution"))
	for _, not := range []string{"CustomErrorResponses", "OriginAccessIdentity\":\"origin"} {
		if strings.Contains(distribution, not) {
			t.Errorf("%s in %s", not, distribution)
		}
	}
	if !strings.Contains(distribution, `"OriginPath":"/dev"`) || !strings.Contains(distribution, "OriginAccessControlId") {
		t.Errorf("origins: %s", distribution)
	}
	s.has("AWS::S3::Bucket", map[string]any{"PublicAccessBlockConfiguration": map[string]any{
		"BlockPublicAcls": true, "BlockPublicPolicy": true, "IgnorePublicAcls": true, "RestrictPublicBuckets": true,
	}})
	s.has("AWS::CloudFront::ResponseHeadersPolicy", map[string]any{"ResponseHeadersPolicyConfig": like(map[string]any{
		"SecurityHeadersConfig": like(map[string]any{
			"ContentSecurityPolicy":   like(map[string]any{"ContentSecurityPolicy": matching("^default-src 'none'; script-src 'self'; style-src 'self';")}),
			"StrictTransportSecurity": like(map[string]any{"AccessControlMaxAgeSec": 31536000}),
			"FrameOptions":            like(map[string]any{"FrameOption": "DENY"}),
		}),
	})})
	s.has("Custom::CDKBucketDeployment", map[string]any{"Prune": false, "Include": []any{"assets/*"}, "SystemMetadata": map[string]any{"cache-control": "public, max-age=31536000, immutable"}})
	s.has("Custom::CDKBucketDeployment", map[string]any{"Exclude": []any{"assets/*"}, "SystemMetadata": map[string]any{"cache-control": "no-cache"}, "DistributionPaths": []any{"/*"}})
	s.count("Custom::S3AutoDeleteObjects", 1)
}

// The function that CloudFront runs is run here, by Node.
func TestFallback(t *testing.T) {
	stack := alone(t)
	at := mustStage(t, "dev", "aws")
	site.New(stack, "Site", site.Props{Stage: at, API: newAPI(t, stack, at).REST, Folder: pages})
	var code string
	for _, function := range synth(t, stack).all("AWS::CloudFront::Function") {
		code, _ = function["FunctionCode"].(string)
	}
	want := map[string]string{
		"/":                         "/index.html",
		"/history":                  "/index.html",
		"/simulations/01J.x/export": "/index.html",
		"/index.html":               "/index.html",
		"/api/docs":                 "/api/docs/index.html",
		"/api/docs/":                "/api/docs/index.html",
		"/api/docsx":                "/index.html",
		"/assets/index-a1b2.js":     "/assets/index-a1b2.js",
		"/favicon.ico":              "/favicon.ico",
	}
	program := code + "\nconst out = {};\nfor (const uri of " + text(keys(want)) + ") out[uri] = handler({request: {uri}}).uri;\nconsole.log(JSON.stringify(out));"
	raw, err := exec.Command("node", "--eval", program).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, raw)
	}
	var got map[string]string
	if err := json.Unmarshal(raw, &got); err != nil {
		t.Fatal(err)
	}
	for uri, to := range want {
		if got[uri] != to {
			t.Errorf("%s becomes %s, want %s", uri, got[uri], to)
		}
	}
}

func keys(m map[string]string) []string {
	var list []string
	for key := range m {
		list = append(list, key)
	}
	return list
}

func TestObservability(t *testing.T) {
	for _, test := range []struct {
		email  string
		topics int
	}{{"", 0}, {"alarms@example.org", 1}} {
		stack := alone(t)
		at := mustStage(t, "prod", "aws")
		http := newAPI(t, stack, at)
		forecast := forecasts.New(stack, "WatchedForecasts", forecasts.Props{Stage: at, Folder: functions + "/forecast", Concurrency: divided(t, 1000)})
		sweep := sweeper.New(stack, "Sweeper", sweeper.Props{
			Stage: at, Storage: storage.New(stack, "SweptStorage", at), Queue: awssqs.NewQueue(stack, new("Swept"), nil), Studies: awssqs.NewQueue(stack, new("SweptStudies"), nil),
			Folder: functions + "/sweeper",
		})
		observability.New(stack, "Observability", observability.Props{
			Stage: at, API: http.REST, Jobs: jobqueue.New(constructs.NewConstruct(stack, new("Jobs")), at, time.Minute),
			Studies: jobqueue.New(constructs.NewConstruct(stack, new("Studied")), at, time.Minute), StudyConcurrency: 10,
			Functions: []observability.Function{{Name: "API", Function: http.Function}}, Email: test.email, Sweeper: sweep, Forecast: forecast,
		})
		s := synth(t, stack)
		s.count("AWS::SNS::Topic", test.topics)
		s.count("AWS::SNS::Subscription", test.topics)
		s.count("AWS::CloudWatch::Dashboard", 1)
		s.count("AWS::CloudWatch::Alarm", 14)
		for name, alarm := range s.all("AWS::CloudWatch::Alarm") {
			if told := alarm["AlarmActions"] != nil; told != (test.email != "") {
				t.Errorf("%s with e-mail %q: actions %v", name, test.email, alarm["AlarmActions"])
			}
		}
		figure := func(name string) map[string]any {
			return map[string]any{"Namespace": "AlertSimulation", "MetricName": name, "Dimensions": []any{map[string]any{"Name": "Stage", "Value": "prod"}}}
		}
		for _, name := range []string{"JobsSentAgain", "JobsOfAnotherEngine", "SimulationsFailed", "StudiesFailed"} {
			s.has("AWS::CloudWatch::Alarm", figure(name))
		}
		// By how much the lag grows, not what it has come to.
		s.has("AWS::CloudWatch::Alarm", map[string]any{"Threshold": 30, "Metrics": []any{
			like(map[string]any{"Expression": "DIFF(lag)"}), like(map[string]any{"MetricStat": like(map[string]any{"Metric": like(figure("LagSeconds"))})})}})
		// Forecasts that found no room are no failures, and wake nobody.
		s.has("AWS::CloudWatch::Alarm", map[string]any{"Threshold": 0, "Metrics": including(
			like(map[string]any{"Expression": "failed - FILL(throttled, 0)"}),
			like(map[string]any{"Id": "throttled", "MetricStat": like(map[string]any{"Metric": like(map[string]any{"MetricName": "Throttles", "Dimensions": including(
				like(map[string]any{"Value": like(map[string]any{"Ref": matching("Forecasts")})}))})})}))})
		for name, alarm := range s.all("AWS::CloudWatch::Alarm") {
			if alarm["MetricName"] == "Throttles" && strings.Contains(text(alarm), "Forecasts") {
				t.Errorf("%s rises when strangers ask for many forecasts", name)
			}
		}
		// What is not called at all has no data.
		s.has("AWS::CloudWatch::Alarm", map[string]any{"MetricName": "Invocations", "ComparisonOperator": "LessThanOrEqualToThreshold", "Threshold": 0, "TreatMissingData": "breaching"})
		board := text(s.all("AWS::CloudWatch::Dashboard"))
		for _, name := range metricNames(t) {
			if !strings.Contains(board, name) {
				t.Errorf("%s costs and is not on the dashboard", name)
			}
		}
		// A worker holds its job for up to 15 minutes, in which the job grows old; the next one may as long.
		s.has("AWS::CloudWatch::Alarm", map[string]any{"MetricName": "ApproximateAgeOfOldestMessage", "Threshold": 2100})
		// The last job of a study of 10 h waits for 1 h where 10 are made at a time.
		s.has("AWS::CloudWatch::Alarm", map[string]any{"MetricName": "ApproximateAgeOfOldestMessage", "Threshold": 2100 + 7200})
	}
}

// metricNames are all figures that there are, as internal/metric declares them.
func metricNames(t *testing.T) (names []string) {
	t.Helper()
	source, err := os.ReadFile("../internal/metric/metric.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, found := range regexp.MustCompile(`Name = "(\w+)"`).FindAllStringSubmatch(string(source), -1) {
		names = append(names, found[1])
	}
	if len(names) < 5 {
		t.Fatalf("found only %q", names)
	}
	return names
}
