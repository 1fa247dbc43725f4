// Package observability is what tells people how the system is: alarms, where they go, and a dashboard.
package observability

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigateway"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatchactions"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/constructs-go/constructs/v10"

	"alertsim/infra/pointer"
	"alertsim/infra/stage"
)

// Props is what is watched.
type Props struct {
	Stage              stage.Stage
	API                awsapigateway.RestApi
	Queue, DeadLetters awssqs.Queue
	Functions          []Function
	Email              string // where alarms are sent; nowhere if empty
}

// Function is a function with the name it has on the dashboard and in alarms.
type Function struct {
	Name     string
	Function awslambda.Function
}

// The lag of live simulations, which the worker writes into its log in CloudWatch's embedded metric format.
const (
	namespace      = "AlertSimulation"
	lagMetric      = "LagSeconds"
	stageDimension = "Stage"
)

// New creates the alarms and the dashboard.
func New(scope constructs.Construct, id string, p Props) {
	scope = constructs.NewConstruct(scope, new(id))
	alarms := alarms(scope, p)
	if p.Email != "" {
		action := awscloudwatchactions.NewSnsAction(topic(scope, p.Email))
		for _, alarm := range alarms {
			alarm.AddAlarmAction(action)
			alarm.AddOkAction(action)
		}
	}
	dashboard(scope, p, alarms)
}

// rule is an alarm in plain types: it rises when the metric is above the threshold for so many periods in a row.
type rule struct {
	id, description string
	metric          awscloudwatch.IMetric
	above           int
	periods         int
}

func alarms(scope constructs.Construct, p Props) []awscloudwatch.Alarm {
	rules := []rule{
		{"DeadLetters", "A job was given up. Look at the dead-letter queue, then send it back (docs/aws.md).",
			p.DeadLetters.MetricApproximateNumberOfMessagesVisible(every(1, "Maximum")), 0, 1},
		// A job counts as old while it is worked on, up to the worker's 15 min.
		{"OldJob", "A job waits: no worker takes it, or one worker has had it for over 20 minutes.",
			p.Queue.MetricApproximateAgeOfOldestMessage(every(1, "Maximum")), 20 * 60, 3},
		{"Lag", "A live simulation is more than a minute behind. Its outcome stands; its timing on the wall does not.",
			lag(p.Stage), 60, 3},
		{"APIFailures", "The API answered with a 5xx status.", p.API.MetricServerError(every(5, "Sum")), 0, 1},
	}
	for _, f := range p.Functions {
		rules = append(rules,
			rule{f.Name + "Errors", "The " + f.Name + " function failed.", f.Function.MetricErrors(every(5, "Sum")), 0, 1},
			// The event source and API Gateway try again; a lasting lack of concurrency is what needs somebody.
			rule{f.Name + "Throttles", "The " + f.Name + " function lacks concurrency. Raise the account's quota or lower the workers'.",
				f.Function.MetricThrottles(every(5, "Sum")), 0, 2})
	}
	var made []awscloudwatch.Alarm
	for _, r := range rules {
		made = append(made, awscloudwatch.NewAlarm(scope, new(r.id), &awscloudwatch.AlarmProps{
			AlarmDescription:   new(r.description),
			Metric:             r.metric,
			Threshold:          pointer.Number(r.above),
			EvaluationPeriods:  pointer.Number(r.periods),
			ComparisonOperator: awscloudwatch.ComparisonOperator_GREATER_THAN_THRESHOLD,
			TreatMissingData:   awscloudwatch.TreatMissingData_NOT_BREACHING, // no simulation, no data
		}))
	}
	return made
}

func lag(at stage.Stage) awscloudwatch.Metric {
	return awscloudwatch.NewMetric(&awscloudwatch.MetricProps{
		Namespace:     new(namespace),
		MetricName:    new(lagMetric),
		DimensionsMap: pointer.Map(map[string]string{stageDimension: at.Name}),
		Period:        awscdk.Duration_Minutes(new(1.0)),
		Statistic:     new("Maximum"),
	})
}

func every(minutes int, statistic string) *awscloudwatch.MetricOptions {
	return &awscloudwatch.MetricOptions{
		Period:    awscdk.Duration_Minutes(pointer.Number(minutes)),
		Statistic: new(statistic),
	}
}
