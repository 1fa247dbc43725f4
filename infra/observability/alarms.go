// Package observability is what tells people how the system is: alarms, where they go, and a dashboard.
package observability

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigateway"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatchactions"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/constructs-go/constructs/v10"

	"alertsim/infra/jobqueue"
	"alertsim/infra/pointer"
	"alertsim/infra/stage"
	"alertsim/internal/deployment"
	"alertsim/internal/metric"
)

// Props is what is watched.
type Props struct {
	Stage            stage.Stage
	API              awsapigateway.RestApi
	Jobs, Studies    jobqueue.Queues
	StudyConcurrency int // chunks of studies that are computed at a time
	Functions        []Function
	Sweeper          awslambda.Function // one of them
	// Forecast is none of them: anybody can bring it to its limit, which is what the limit is for.
	Forecast awslambda.Function
	Email    string // where alarms are sent; nowhere if empty
}

// Function is a function with the name it has on the dashboard and in alarms.
type Function struct {
	Name     string
	Function awslambda.Function
}

// The figures that the functions write into their logs in CloudWatch's embedded metric format; see internal/metric.
const (
	namespace      = "AlertSimulation"
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

// rule is an alarm in plain types: it rises when the metric is above the threshold for so many periods in a row, or if silent,
// when it has no data or is 0.
type rule struct {
	id, description string
	metric          awscloudwatch.IMetric
	above           int
	periods         int
	silent          bool
	math            bool // the metric is computed from others, which emulators cannot
}

// rules are the alarms, each for what needs somebody; docs/aws.md tells why each rises when it must and not else.
func rules(p Props) []rule {
	all := []rule{
		{id: "DeadLetters", description: "A job was given up. Look at the dead-letter queue, then send it back (docs/aws.md).",
			metric: p.Jobs.DeadLetters.MetricApproximateNumberOfMessagesVisible(every(1, "Maximum")), periods: 1},
		// A job counts as old while it is worked on: up to the worker's 15 min, and as long again if that worker dies at
		// their end and the job comes back 45 s later.
		{id: "OldJob", description: "A job waits: no worker takes it.",
			metric: p.Jobs.Queue.MetricApproximateAgeOfOldestMessage(every(1, "Maximum")), above: 35 * 60, periods: 3},
		{id: "StudyDeadLetters", description: "A job of a study was given up. Look at the studies' dead-letter queue, then send it back (docs/aws.md).",
			metric: p.Studies.DeadLetters.MetricApproximateNumberOfMessagesVisible(every(1, "Maximum")), periods: 1},
		// The jobs of a study all wait for their turn, the last until the whole study is made. Twice as long as the largest
		// takes that is permitted is not that any more.
		{id: "OldStudyJob", description: "A job of a study waits for longer than a study may take: the Study function is not called, or too seldom.",
			metric: p.Studies.Queue.MetricApproximateAgeOfOldestMessage(every(1, "Maximum")), above: int(2*deployment.LongestStudy.Seconds())/p.StudyConcurrency + 35*60, periods: 3},
		// What was lost stays lost to the end of a run of up to a day. What needs somebody is that more is being lost.
		{id: "Lag", description: "A live simulation falls behind, by more than half a minute each minute. Its outcome stands; its timing on the wall does not.",
			metric: lagGrowth(p), above: 30, periods: 3, math: true},
		// The sweeper sends one job again for each shard that nobody has worked on for two minutes.
		{id: "ShardWithoutWorker", description: "Nobody works on a shard of a simulation, or on a study, though its job was sent again.",
			metric: figure(p, metric.JobsSentAgain, every(5, "Sum")), periods: 2},
		// Nothing of it happens by itself: somebody has deployed another engine than the one that a simulation was begun with.
		{id: "OtherEngine", description: "A simulation stands still: another version of the engine began it. Roll back, or cancel it and create it again (docs/aws.md).",
			metric: figure(p, metric.JobsOfAnotherEngine, every(5, "Sum")), periods: 2},
		{id: "SimulationFailed", description: "A simulation failed, and not because of its settings. Its reason is in the browser and in the log.",
			metric: figure(p, metric.SimulationsFailed, every(5, "Sum")), periods: 1},
		{id: "StudyFailed", description: "A study failed. Its reason is in the browser and in the log.",
			metric: figure(p, metric.StudiesFailed, every(5, "Sum")), periods: 1},
		{id: "SweeperSilent", description: "The sweeper was not called for ten minutes: nothing stuck is healed.",
			metric: p.Sweeper.MetricInvocations(every(5, "Sum")), periods: 2, silent: true},
		{id: "APIFailures", description: "The API answered with a 5xx status, and not because forecasts were at their limit.",
			metric: failures(p), periods: 1, math: true},
		{id: "ForecastErrors", description: "The Forecast function failed.", metric: p.Forecast.MetricErrors(every(5, "Sum")), periods: 1},
	}
	for _, f := range p.Functions {
		all = append(all,
			rule{id: f.Name + "Errors", description: "The " + f.Name + " function failed.", metric: f.Function.MetricErrors(every(5, "Sum")), periods: 1},
			// The event source and API Gateway try again; a lasting lack of concurrency is what needs somebody.
			rule{id: f.Name + "Throttles", description: "The " + f.Name + " function lacks concurrency. Raise the account's quota or lower the workers'.",
				metric: f.Function.MetricThrottles(every(5, "Sum")), periods: 2})
	}
	return all
}

func alarms(scope constructs.Construct, p Props) (made []awscloudwatch.Alarm) {
	for _, r := range rules(p) {
		if r.math && p.Stage.Local {
			continue
		}
		props := &awscloudwatch.AlarmProps{
			AlarmDescription:   new(r.description),
			Metric:             r.metric,
			Threshold:          pointer.Number(r.above),
			EvaluationPeriods:  pointer.Number(r.periods),
			ComparisonOperator: awscloudwatch.ComparisonOperator_GREATER_THAN_THRESHOLD,
			TreatMissingData:   awscloudwatch.TreatMissingData_NOT_BREACHING, // no simulation, no data
		}
		if r.silent {
			props.ComparisonOperator = awscloudwatch.ComparisonOperator_LESS_THAN_OR_EQUAL_TO_THRESHOLD
			props.TreatMissingData = awscloudwatch.TreatMissingData_BREACHING
		}
		made = append(made, awscloudwatch.NewAlarm(scope, new(r.id), props))
	}
	return made
}

// figure is one of the functions' own figures.
func figure(p Props, name metric.Name, of *awscloudwatch.MetricOptions) awscloudwatch.Metric {
	return awscloudwatch.NewMetric(&awscloudwatch.MetricProps{
		Namespace:     new(namespace),
		MetricName:    new(string(name)),
		DimensionsMap: pointer.Map(map[string]string{stageDimension: p.Stage.Name}),
		Period:        of.Period,
		Statistic:     of.Statistic,
	})
}

func lag(p Props) awscloudwatch.Metric { return figure(p, metric.LagSeconds, every(1, "Maximum")) }

// lagGrowth is by how many seconds the most of the lags has grown since the minute before.
func lagGrowth(p Props) awscloudwatch.IMetric {
	return awscloudwatch.NewMathExpression(&awscloudwatch.MathExpressionProps{
		Expression:   new("DIFF(lag)"),
		UsingMetrics: &map[string]awscloudwatch.IMetric{"lag": lag(p)},
		Period:       awscdk.Duration_Minutes(new(1.0)),
		Label:        new("seconds lost in a minute"),
	})
}

// failures are the API's 5xx answers but those to forecasts that found no room: of a function that Lambda throttles the
// gateway makes a 5xx. Strangers can bring that about, and whoever asks tries again.
func failures(p Props) awscloudwatch.IMetric {
	return awscloudwatch.NewMathExpression(&awscloudwatch.MathExpressionProps{
		Expression: new("failed - FILL(throttled, 0)"),
		UsingMetrics: &map[string]awscloudwatch.IMetric{
			"failed": p.API.MetricServerError(every(5, "Sum")), "throttled": p.Forecast.MetricThrottles(every(5, "Sum")),
		},
		Period: awscdk.Duration_Minutes(new(5.0)),
		Label:  new("failed answers"),
	})
}

func every(minutes int, statistic string) *awscloudwatch.MetricOptions {
	return &awscloudwatch.MetricOptions{
		Period:    awscdk.Duration_Minutes(pointer.Number(minutes)),
		Statistic: new(statistic),
	}
}
