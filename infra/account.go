package main

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/constructs-go/constructs/v10"

	"alertsim/infra/account"
	"alertsim/infra/pipeline"
)

// AccountStack is the name of what belongs to the account and region. It is deployed once, as the CDK's bootstrap is, and by
// itself: no stage depends on it in the CDK's eyes, or deploying a stage would deploy it too.
const AccountStack = "AlertSimulation-account"

// newPipeline reads the switches githubRepository, githubEnvironment (production) and githubProvider (new); nil if no
// repository is to deploy.
func newPipeline(context func(name string) string) (*pipeline.Props, error) {
	p := pipeline.Props{Repository: context("githubRepository"), Environment: cmp.Or(context("githubEnvironment"), "production")}
	if p.Repository == "" {
		if context("githubEnvironment")+context("githubProvider") != "" {
			return nil, errors.New("githubEnvironment and githubProvider go with githubRepository")
		}
		return nil, nil
	}
	switch provider := cmp.Or(context("githubProvider"), "new"); provider {
	case "new":
	case "existing":
		p.HasProvider = true
	default:
		return nil, fmt.Errorf("githubProvider: must be new or existing, not %q", provider)
	}
	return &p, p.Check()
}

// NewAccountStack composes what stages share and none may own.
func NewAccountStack(scope constructs.Construct, s Settings) awscdk.Stack {
	stack := awscdk.NewStack(scope, new(AccountStack), &awscdk.StackProps{
		Description: new("Alert simulation: what belongs to the whole account and region"),
	})
	awscdk.Tags_Of(stack).Add(new("application"), new("alert-simulation"), nil)
	if s.GatewayRole {
		output(stack, "GatewayRoleArn", *account.NewGatewayRole(stack, "Gateway").RoleArn())
	}
	if s.Pipeline != nil {
		output(stack, "PipelineRoleArn", *pipeline.New(stack, "Pipeline", *s.Pipeline).RoleArn())
	}
	return stack
}
