// Package stage is what a deployment's stage and target mean for its resources.
package stage

import (
	"fmt"
	"runtime"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
)

// Stage is one deployment: what it is called, and where it stands.
type Stage struct {
	Name  string // dev or prod
	Local bool   // on an emulator on this machine, not in AWS
}

// New returns a stage; name is dev or prod, target aws or local.
func New(name, target string) (Stage, error) {
	if name != "dev" && name != "prod" {
		return Stage{}, fmt.Errorf("stage must be dev or prod, not %q", name)
	}
	if target != "aws" && target != "local" {
		return Stage{}, fmt.Errorf("target must be aws or local, not %q", target)
	}
	return Stage{Name: name, Local: target == "local"}, nil
}

// KeepsData reports whether data outlives the stack.
func (s Stage) KeepsData() bool { return s.Name == "prod" }

// Removal is what becomes of data when the stack is destroyed. A first deployment that fails keeps nothing: what it left
// behind would stand in the way of the second.
func (s Stage) Removal() awscdk.RemovalPolicy {
	if s.KeepsData() {
		return awscdk.RemovalPolicy_RETAIN_ON_UPDATE_OR_DELETE
	}
	return awscdk.RemovalPolicy_DESTROY
}

// LogRetention is how long logs are kept. Log groups themselves go with the stack in every stage.
func (s Stage) LogRetention() awslogs.RetentionDays {
	if s.KeepsData() {
		return awslogs.RetentionDays_THREE_MONTHS
	}
	return awslogs.RetentionDays_ONE_WEEK
}

// Architecture is what the functions are compiled for. An emulator runs them as processes of its own machine.
func (s Stage) Architecture() awslambda.Architecture {
	if s.Local && runtime.GOARCH == "amd64" {
		return awslambda.Architecture_X86_64()
	}
	return awslambda.Architecture_ARM_64()
}
