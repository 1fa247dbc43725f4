// Package sweeper is the function that, each minute, heals what is stuck.
package sweeper

import (
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsevents"
	"github.com/aws/aws-cdk-go/awscdk/v2/awseventstargets"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/constructs-go/constructs/v10"

	"alertsim/infra/golambda"
	"alertsim/infra/stage"
	"alertsim/infra/storage"
	"alertsim/internal/deployment"
)

// Props is what the sweeper needs of the rest.
type Props struct {
	Stage       stage.Stage
	Storage     storage.Storage
	Queue       awssqs.Queue
	Studies     awssqs.Queue // of the jobs of studies
	Folder      string       // of its program
	Reserved    int          // its own concurrency, of which it needs 1
	Environment map[string]string
}

// New creates the function and the rule that invokes it. The rule is EventBridge's own, not its Scheduler's: emulators
// fire only the former.
func New(scope constructs.Construct, id string, p Props) awslambda.Function {
	scope = constructs.NewConstruct(scope, new(id))
	function := golambda.New(scope, "Sweeper", golambda.Props{
		Stage:       p.Stage,
		Description: "Sends lost jobs again and ends what is overdue",
		Folder:      p.Folder,
		MemoryMB:    deployment.SweeperMemory,
		// Short of the next run, so that sweeps do not pile up.
		Timeout:     50 * time.Second,
		Reserved:    p.Reserved,
		Environment: p.Environment,
	})
	p.Storage.Grant(function, "dynamodb:GetItem", "dynamodb:Query", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem")
	p.Queue.Grant(function, new("sqs:SendMessage"))
	p.Studies.Grant(function, new("sqs:SendMessage"))
	awsevents.NewRule(scope, new("EachMinute"), &awsevents.RuleProps{
		Description: new("Alert simulation: sweep"),
		Schedule:    awsevents.Schedule_Rate(awscdk.Duration_Minutes(new(1.0))),
		Targets: &[]awsevents.IRuleTarget{
			// A sweep that was not delivered is worth nothing later: the next one does its work.
			awseventstargets.NewLambdaFunction(function, &awseventstargets.LambdaFunctionProps{
				RetryAttempts: new(0.0),
				MaxEventAge:   awscdk.Duration_Minutes(new(1.0)),
			}),
		},
	})
	return function
}
