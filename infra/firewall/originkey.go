package firewall

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigateway"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssecretsmanager"
	"github.com/aws/constructs-go/constructs/v10"
)

// OriginKeyHeader is in which header API Gateway looks for a key.
const OriginKeyHeader = "x-api-key"

// OriginKey makes a key for an API whose methods ask for one, and returns it, as a reference that CloudFormation resolves. Who
// sends it comes through CloudFront, and so past its web ACL: nobody else knows it. It stands in no template and in no log.
func OriginKey(scope constructs.Construct, id string, rest awsapigateway.RestApi) *string {
	scope = constructs.NewConstruct(scope, new(id))
	secret := awssecretsmanager.NewSecret(scope, new("Secret"), &awssecretsmanager.SecretProps{
		Description:          new("Alert simulation: what CloudFront shows to the API"),
		GenerateSecretString: &awssecretsmanager.SecretStringGenerator{PasswordLength: new(64.0), ExcludePunctuation: new(true)},
		RemovalPolicy:        awscdk.RemovalPolicy_DESTROY, // a new deployment makes a new one
	})
	// Both are read by CloudFormation alone, which puts the value where it belongs.
	value := secret.SecretValue().UnsafeUnwrap()
	key := awsapigateway.NewApiKey(scope, new("Key"), &awsapigateway.ApiKeyProps{Description: new("Alert simulation: CloudFront's"), Value: value})
	plan := awsapigateway.NewUsagePlan(scope, new("Plan"), &awsapigateway.UsagePlanProps{
		Description: new("Alert simulation: calls through CloudFront"),
		ApiStages:   &[]*awsapigateway.UsagePlanPerApiStage{{Api: rest, Stage: rest.DeploymentStage()}},
	})
	plan.AddApiKey(key, nil)
	return value
}
