package observability

import (
	"slices"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/constructs-go/constructs/v10"

	"alertsim/internal/metric"
)

// dashboard puts on one page, in this order: is something wrong, do simulations keep up, are jobs moving, do studies get on, do the functions
// and the API do well.
func dashboard(scope constructs.Construct, p Props, alarms []awscloudwatch.Alarm) {
	var shown []awscloudwatch.IAlarm
	for _, alarm := range alarms {
		shown = append(shown, alarm)
	}
	board := awscloudwatch.NewDashboard(scope, new("Dashboard"), &awscloudwatch.DashboardProps{
		DefaultInterval: awscdk.Duration_Hours(new(3.0)),
	})
	board.AddWidgets(awscloudwatch.NewAlarmStatusWidget(&awscloudwatch.AlarmStatusWidgetProps{
		Title: new("Alarms"), Alarms: &shown, Width: new(24.0), Height: new(4.0),
	}))
	board.AddWidgets(
		graph("Lag of live simulations", lag(p)),
		graph("Jobs",
			p.Jobs.Queue.MetricApproximateNumberOfMessagesVisible(every(1, "Maximum")),
			p.Jobs.Queue.MetricApproximateNumberOfMessagesNotVisible(every(1, "Maximum")),
			p.Jobs.DeadLetters.MetricApproximateNumberOfMessagesVisible(every(1, "Maximum"))),
		graph("Age of the oldest job", p.Jobs.Queue.MetricApproximateAgeOfOldestMessage(every(1, "Maximum"))))
	board.AddWidgets(
		graph("Simulations that ended", figures(p, metric.SimulationsCompleted, metric.SimulationsCancelled, metric.SimulationsFailed, metric.SimulationsUnfit)...),
		graph("Work on shards", figures(p, metric.Jobs, metric.Slices, metric.JobsSentAgain, metric.JobsOfAnotherEngine, metric.RefusedCheckpoints)...),
		graph("Checkpoints", figures(p, metric.Checkpoints)...))
	board.AddWidgets(
		graph("Studies that ended", figures(p, metric.StudiesCompleted, metric.StudiesCancelled, metric.StudiesFailed)...),
		graph("Chunks of studies", figures(p, metric.StudyChunks)...),
		graph("Jobs of studies",
			p.Studies.Queue.MetricApproximateNumberOfMessagesVisible(every(1, "Maximum")),
			p.Studies.Queue.MetricApproximateNumberOfMessagesNotVisible(every(1, "Maximum")),
			p.Studies.DeadLetters.MetricApproximateNumberOfMessagesVisible(every(1, "Maximum"))))
	var errors, throttles, durations, concurrency []awscloudwatch.IMetric
	for _, f := range append(slices.Clone(p.Functions), Function{Name: "Forecast", Function: p.Forecast}) {
		errors = append(errors, f.Function.MetricErrors(every(5, "Sum")))
		throttles = append(throttles, f.Function.MetricThrottles(every(5, "Sum")))
		durations = append(durations, f.Function.MetricDuration(every(5, "p95")))
		concurrency = append(concurrency, f.Function.Metric(new("ConcurrentExecutions"), every(1, "Maximum")))
	}
	board.AddWidgets(graph("Errors", errors...), graph("Throttles", throttles...), graph("Concurrency", concurrency...))
	board.AddWidgets(
		graph("Duration, 95th percentile", durations...),
		graph("API calls", p.API.MetricCount(every(1, "Sum")), p.API.MetricClientError(every(1, "Sum")), p.API.MetricServerError(every(1, "Sum"))),
		graph("API latency, 95th percentile", p.API.MetricLatency(every(1, "p95"))))
}

func figures(p Props, names ...metric.Name) (out []awscloudwatch.IMetric) {
	for _, name := range names {
		out = append(out, figure(p, name, every(5, "Sum")))
	}
	return out
}

func graph(title string, metrics ...awscloudwatch.IMetric) awscloudwatch.GraphWidget {
	return awscloudwatch.NewGraphWidget(&awscloudwatch.GraphWidgetProps{
		Title: new(title), Left: &metrics, Width: new(8.0), Height: new(6.0),
	})
}
