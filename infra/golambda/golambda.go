// Package golambda owns what every function of the system has in common.
package golambda

import (
	"fmt"
	"maps"
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/constructs-go/constructs/v10"

	"alertsim/infra/pointer"
	"alertsim/infra/stage"
	"alertsim/internal/deployment"
)

// Props is what tells one function from another.
type Props struct {
	Stage       stage.Stage
	Description string
	Folder      string // holds the compiled program, named bootstrap
	MemoryMB    int    // 1,769 is one processor; less is a share of one
	Timeout     time.Duration
	Environment map[string]string // besides GOMEMLIMIT
	// Reserved is the concurrency that is the function's own, and all it has; 0: what the account has left. Emulators know
	// none.
	Reserved int
	// Recursive is true for a function that by design sends the messages that invoke it. Lambda otherwise stops such a
	// chain at about its 16th link.
	Recursive bool
}

// New creates a Go function with its log group and a role that may write to that log group and send traces, no more.
func New(scope constructs.Construct, id string, p Props) awslambda.Function {
	scope = constructs.NewConstruct(scope, new(id))
	logs := awslogs.NewLogGroup(scope, new("Logs"), &awslogs.LogGroupProps{
		Retention:     p.Stage.LogRetention(),
		RemovalPolicy: awscdk.RemovalPolicy_DESTROY,
	})
	// A role of our own, because the one Lambda's construct makes may write to every log group of the account.
	role := awsiam.NewRole(scope, new("Role"), &awsiam.RoleProps{
		AssumedBy: awsiam.NewServicePrincipal(new("lambda.amazonaws.com"), nil),
	})
	logs.GrantWrite(role)
	loop := awslambda.RecursiveLoop_TERMINATE
	if p.Recursive {
		loop = awslambda.RecursiveLoop_ALLOW
	}
	var reserved *float64
	if p.Reserved > 0 && !p.Stage.Local {
		reserved = pointer.Number(p.Reserved)
	}
	return awslambda.NewFunction(scope, new("Function"), &awslambda.FunctionProps{
		ReservedConcurrentExecutions: reserved,

		Description:   new(p.Description),
		Code:          awslambda.Code_FromAsset(new(p.Folder), nil),
		Runtime:       awslambda.Runtime_PROVIDED_AL2023(),
		Handler:       new("bootstrap"),
		Architecture:  p.Stage.Architecture(),
		MemorySize:    pointer.Number(p.MemoryMB),
		Timeout:       awscdk.Duration_Seconds(new(p.Timeout.Seconds())),
		Environment:   pointer.Map(environment(p)),
		Role:          role,
		LogGroup:      logs,
		LoggingFormat: awslambda.LoggingFormat_JSON,
		Tracing:       awslambda.Tracing_ACTIVE,
		RecursiveLoop: loop,
	})
}

// environment adds the memory limit of Go's runtime.
func environment(p Props) map[string]string {
	out := map[string]string{"GOMEMLIMIT": fmt.Sprintf("%dMiB", deployment.MemoryLimit(p.MemoryMB))}
	maps.Copy(out, p.Environment)
	return out
}
