package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/cdklabs/cdk-nag-go/cdknag/v2"
)

// acceptance is a rule that a part of the stack does not follow, and why that is well.
type acceptance struct {
	rule   string
	path   string   // below the stack
	only   []string // findings of the rule; all if none
	stage  string   // both if empty
	reason string
}

const (
	xray   = "X-Ray's actions know no resource; tracing is all this statement allows."
	copier = "Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C"
)

var accepted = []acceptance{
	{rule: "AwsSolutions-IAM5", path: "Jobs/Worker", only: []string{"Resource::*"}, reason: xray},
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
	{rule: "AwsSolutions-IAM4", path: "API/REST/CloudWatchRole",
		only:   []string{"Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"},
		reason: "The role with which API Gateway writes logs is one for the whole account and region; this is the policy AWS made for it."},
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
	{rule: "AwsSolutions-IAM4", path: copier,
		only:   []string{"Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"},
		reason: "The function that copies the pages is the CDK's own, and so is its role; it runs while the stack is deployed."},
	{rule: "AwsSolutions-IAM5", path: copier,
		only: []string{
			"Action::s3:GetObject*", "Action::s3:GetBucket*", "Action::s3:List*", "Action::s3:DeleteObject*", "Action::s3:Abort*",
			"Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*",
			"Resource::<SitePages600CC8A7.Arn>/*",
			"Resource::*", // to tell CloudFront that pages have changed
		},
		reason: "The CDK's own function reads the deployment's files and writes every page of the bucket, whose names change with each build."},
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
