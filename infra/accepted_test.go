package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/cdklabs/cdk-nag-go/cdknag/v2"
)

// acceptance is a rule that a part of a stack does not follow, and why that is well.
type acceptance struct {
	rule   string
	path   string   // below the stack
	only   []string // findings of the rule; all if none
	stage  string   // both if empty
	reason string
}

const (
	xray   = "X-Ray's actions know no resource; tracing is all this statement allows."
	copier = "Site/Copier"
)

var accepted = []acceptance{
	{rule: "AwsSolutions-IAM5", path: "Jobs/Worker", only: []string{"Resource::*"}, reason: xray},
	{rule: "AwsSolutions-IAM5", path: "Studies/Study", only: []string{"Resource::*"}, reason: xray},
	{rule: "AwsSolutions-IAM5", path: "Sweeper/Sweeper", only: []string{"Resource::*"}, reason: xray},
	{rule: "AwsSolutions-IAM5", path: "Forecasts/Forecast", only: []string{"Resource::*"}, reason: xray},
	{rule: "AwsSolutions-IAM5", path: "API/API", only: []string{"Resource::*"}, reason: xray},
	{rule: "AwsSolutions-DDB3", path: "Storage/Table", stage: "dev",
		reason: "A development stage keeps nothing; production has point-in-time recovery."},
	{rule: "AwsSolutions-SMG4", path: "API/ManagementKey",
		reason: "People share this key by word of mouth: one that changes by itself would lock them out. docs/aws.md says how to rotate it."},
	{rule: "AwsSolutions-APIG2", path: "API/REST",
		reason: "The program checks every request itself and names each wrong field; a schema at the gateway would answer first, and in fewer words."},
	{rule: "AwsSolutions-APIG3", path: "API/REST",
		reason: "A web ACL costs more each month than the rest at rest; throttling and the limit on wrong keys stand in."},
	{rule: "AwsSolutions-APIG4", path: "API/REST",
		reason: "The program authorizes: a session's random token, of which only a hash is stored, opened or joined by the management key."},
	{rule: "AwsSolutions-COG4", path: "API/REST",
		reason: "There are no user accounts: one session at a time, whoever holds its token."},
	{rule: "AwsSolutions-APIG6", path: "API/REST",
		reason: "Execution logs repeat what the access log (with the gateway's errors) and the function's log say, at a price, in a log group that outlives the stack."},
	{rule: "AwsSolutions-S1", path: "Site/Pages",
		reason: "The bucket holds public pages that CloudFront alone can read; who read them is of no interest."},
	{rule: "AwsSolutions-CFR1", path: "Site/Distribution",
		reason: "Users may be anywhere; no content is bound to a country."},
	{rule: "AwsSolutions-CFR2", path: "Site/Distribution",
		reason: "A web ACL costs more each month than the rest at rest; pages are static and the API is throttled behind."},
	{rule: "AwsSolutions-CFR3", path: "Site/Distribution",
		reason: "API calls are logged by API Gateway; who loaded the pages is of no interest, and the log would hold addresses."},
	{rule: "AwsSolutions-CFR4", path: "Site/Distribution",
		reason: "Without a domain of one's own there is CloudFront's certificate only, and with it no choice of a minimum; HSTS holds browsers to HTTPS."},
	{rule: "AwsSolutions-IAM5", path: copier,
		only: []string{
			"Action::s3:GetObject*", "Action::s3:GetBucket*", "Action::s3:List*", "Action::s3:DeleteObject*", "Action::s3:Abort*",
			"Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*",
			"Resource::<SitePages600CC8A7.Arn>/*",
			"Resource::*", // to tell CloudFront that pages have changed
		},
		reason: "The CDK's own function reads the deployment's files and writes every page of the bucket, whose names change with each build."},
}

var acceptedOfAccount = []acceptance{
	{rule: "AwsSolutions-IAM5", path: "Pipeline/Role",
		only: []string{
			"Resource::arn:<AWS::Partition>:cloudformation:<AWS::Region>:<AWS::AccountId>:stack/AlertSimulation-dev/*",
			"Resource::arn:<AWS::Partition>:cloudformation:<AWS::Region>:<AWS::AccountId>:stack/AlertSimulation-prod/*",
		},
		reason: "Behind a stack's name stands its number, which is new with each; only its description may be read."},
	{rule: "AwsSolutions-IAM4", path: "Gateway/Role",
		only:   []string{"Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"},
		reason: "The role with which API Gateway writes logs is one for the whole account and region; this is the policy AWS made for it."},
}

func (a acceptance) suppress(stack awscdk.Stack) {
	suppression := cdknag.NagPackSuppression{Id: new(a.rule), Reason: new(a.reason)}
	if len(a.only) > 0 {
		var only []any
		for _, finding := range a.only {
			only = append(only, finding)
		}
		suppression.AppliesTo = &only
	}
	cdknag.NagSuppressions_AddResourceSuppressionsByPath(
		stack, "/"+*stack.StackName()+"/"+a.path, &[]*cdknag.NagPackSuppression{&suppression}, new(true))
}

// wildcard is what something allows beyond actions and resources by their names, or by a policy that AWS wrote, and why that
// is well. docs/aws.md has the same table.
type wildcard struct {
	of     string   // a resource of a template, without its hash
	what   []string // an action with *, a resource with *, an action on any resource, a policy of AWS
	reason string
}

var wildcards = []wildcard{
	{"APIRoleDefaultPolicy", traces, xray},
	{"ForecastsForecastRoleDefaultPolicy", traces, xray},
	{"JobsWorkerRoleDefaultPolicy", traces, xray},
	{"StudiesStudyRoleDefaultPolicy", traces, xray},
	{"SweeperRoleDefaultPolicy", traces, xray},
	{"SiteCopierDefaultPolicy", []string{"s3:GetObject*", "s3:GetBucket*", "s3:List*", "s3:DeleteObject*", "s3:Abort*"},
		"The CDK's own function copies the pages, and the CDK words what it may; it runs while a stage is deployed."},
	{"SiteCopierDefaultPolicy", []string{"SitePages/*", "cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}/*"},
		"It reads the deployment's files and writes every page, whose names change with each build."},
	{"SiteCopierDefaultPolicy", []string{"cloudfront:CreateInvalidation on *", "cloudfront:GetInvalidation on *"},
		"It tells CloudFront that pages have changed; the CDK names no distribution."},
	{"SitePagesPolicy", []string{"SitePages/*"}, "CloudFront reads every page, and what empties the bucket deletes every one."},
	{"SitePagesPolicy", []string{"s3:GetBucket*", "s3:List*", "s3:DeleteObject*"},
		"The CDK's own function empties the bucket of stage dev when that is destroyed; this is the bucket's own policy."},
	{"CustomS3AutoDeleteObjectsCustomResourceProviderRole", []string{"AWSLambdaBasicExecutionRole"},
		"The same function's role is the CDK's own; it writes its log with it."},
	{"ObservabilityAlarmKey", []string{"kms:*", "kms:* on *", "kms:Decrypt on *", "kms:GenerateDataKey*", "kms:GenerateDataKey* on *"},
		"A key's own policy: * is that key, which the account administers and CloudWatch uses for alarms."},
	{"PipelineRoleDefaultPolicy", []string{"stack/AlertSimulation-dev/*", "stack/AlertSimulation-prod/*"},
		"Behind a stack's name stands its number, which is new with each; only its description may be read."},
	{"GatewayRole", []string{"AmazonAPIGatewayPushToCloudWatchLogs"}, "It is for every API of the account and region; this is the policy AWS made for it."},
}

var traces = []string{"xray:PutTraceSegments on *", "xray:PutTelemetryRecords on *"}
