// Package pipeline is the role with which a repository's workflow deploys, without a key that somebody could lose.
package pipeline

import (
	"fmt"
	"regexp"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/constructs-go/constructs/v10"

	"alertsim/infra/pointer"
)

// issuer signs GitHub's tokens, each of which is for one run of one job.
const issuer = "token.actions.githubusercontent.com"

// audience is whom the token is for: AWS's own action asks for this one.
const audience = "sts.amazonaws.com"

// Props is whom the role trusts.
type Props struct {
	Repository  string // as GitHub's tokens name it: owner/name, or owner@1/name@2 with the numbers of both
	Environment string // of the repository; GitHub says there who may deploy, and from which branch
	// HasProvider is true where the account knows GitHub's tokens already: it may do so once.
	HasProvider bool
}

var (
	repository  = regexp.MustCompile(`^[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$|^[A-Za-z0-9_.-]+@[0-9]+/[A-Za-z0-9_.-]+@[0-9]+$`)
	environment = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)
)

// Check refuses, in words, what would let others in than are meant, as a name with a wildcard, or nobody.
func (p Props) Check() error {
	if !repository.MatchString(p.Repository) {
		return fmt.Errorf("githubRepository: must be owner/name or owner@1/name@2, not %q", p.Repository)
	}
	if !environment.MatchString(p.Environment) {
		return fmt.Errorf("githubEnvironment: must be letters, digits, - and _, not %q", p.Environment)
	}
	return nil
}

// New creates the role. It may take on three roles of the CDK's bootstrap and read the outputs of stages: those roles write a stack's
// files into the bootstrap's bucket, ask CloudFormation for the change, and read what is there to show what will change.
func New(scope constructs.Construct, id string, p Props) awsiam.Role {
	scope = constructs.NewConstruct(scope, new(id))
	role := awsiam.NewRole(scope, new("Role"), &awsiam.RoleProps{
		Description: new("Deploys the alert simulation from " + p.Repository),
		AssumedBy: awsiam.NewWebIdentityPrincipal(provider(scope, p), &map[string]any{"StringEquals": map[string]string{
			issuer + ":aud": audience,
			issuer + ":sub": "repo:" + p.Repository + ":environment:" + p.Environment,
		}}),
	})
	stack := awscdk.Stack_Of(scope)
	var bootstrap []string
	for _, name := range []string{"deploy", "file-publishing", "lookup"} {
		bootstrap = append(bootstrap, *stack.FormatArn(&awscdk.ArnComponents{
			Service: new("iam"), Region: new(""), Resource: new("role"),
			ResourceName: new(fmt.Sprintf("cdk-hnb659fds-%s-role-%s-%s", name, *stack.Account(), *stack.Region())),
		}))
	}
	role.AddToPolicy(awsiam.NewPolicyStatement(&awsiam.PolicyStatementProps{
		Actions: pointer.Strings("sts:AssumeRole"), Resources: pointer.Strings(bootstrap...),
	}))
	// make deploy asks a stage first whether something runs there that would be lost; where it is, its outputs say.
	var stages []string
	for _, name := range []string{"dev", "prod"} {
		stages = append(stages, *stack.FormatArn(&awscdk.ArnComponents{
			Service: new("cloudformation"), Resource: new("stack"), ResourceName: new("AlertSimulation-" + name + "/*"),
		}))
	}
	role.AddToPolicy(awsiam.NewPolicyStatement(&awsiam.PolicyStatementProps{
		Actions: pointer.Strings("cloudformation:DescribeStacks"), Resources: pointer.Strings(stages...),
	}))
	return role
}

// provider is the ARN of what makes the account trust GitHub's tokens. Others may come to use it, so it outlives the stack.
func provider(scope constructs.Construct, p Props) *string {
	if p.HasProvider {
		return awscdk.Stack_Of(scope).FormatArn(&awscdk.ArnComponents{
			Service: new("iam"), Region: new(""), Resource: new("oidc-provider"), ResourceName: new(issuer),
		})
	}
	made := awsiam.NewOidcProviderNative(scope, new("GitHub"), &awsiam.OidcProviderNativeProps{
		Url: new("https://" + issuer), ClientIds: pointer.Strings(audience),
	})
	made.ApplyRemovalPolicy(awscdk.RemovalPolicy_RETAIN_ON_UPDATE_OR_DELETE)
	return made.OidcProviderArn()
}
