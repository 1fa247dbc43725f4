// Package account is what belongs to a whole account and region, and so to no stage.
package account

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigateway"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/constructs-go/constructs/v10"
)

// NewGatewayRole creates the role with which API Gateway writes logs and makes it the setting of the account and region.
// There is one for all APIs, those of others too, so both outlive the stack. They do not outlive a first deployment that
// fails.
func NewGatewayRole(scope constructs.Construct, id string) awsiam.Role {
	scope = constructs.NewConstruct(scope, new(id))
	role := awsiam.NewRole(scope, new("Role"), &awsiam.RoleProps{
		Description: new("API Gateway writes the logs of every API of this account and region with it"),
		AssumedBy:   awsiam.NewServicePrincipal(new("apigateway.amazonaws.com"), nil),
		ManagedPolicies: &[]awsiam.IManagedPolicy{
			awsiam.ManagedPolicy_FromAwsManagedPolicyName(new("service-role/AmazonAPIGatewayPushToCloudWatchLogs")),
		},
	})
	setting := awsapigateway.NewCfnAccount(scope, new("Setting"), &awsapigateway.CfnAccountProps{CloudWatchRoleArn: role.RoleArn()})
	const kept = awscdk.RemovalPolicy_RETAIN_ON_UPDATE_OR_DELETE
	role.ApplyRemovalPolicy(kept)
	setting.ApplyRemovalPolicy(kept, nil)
	return role
}
