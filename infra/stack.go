package main

import (
	"cmp"
	"path/filepath"
	"strings"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigateway"
	"github.com/aws/constructs-go/constructs/v10"

	"alertsim/infra/api"
	"alertsim/infra/firewall"
	"alertsim/infra/forecasts"
	"alertsim/infra/jobs"
	"alertsim/infra/observability"
	"alertsim/infra/signin"
	"alertsim/infra/site"
	"alertsim/infra/storage"
	"alertsim/infra/studies"
	"alertsim/infra/sweeper"
	"alertsim/internal/config"
)

// NewStack composes the deployment. Functions learn everything they need from ALERTSIM_ variables, which
// internal/config reads.
func NewStack(scope constructs.Construct, s Settings) awscdk.Stack {
	stack := awscdk.NewStack(scope, new("AlertSimulation-"+s.Stage.Name), &awscdk.StackProps{
		Description:           new("Alert simulation: how long it takes to reach everybody"),
		TerminationProtection: new(s.Stage.KeepsData() && !s.Stage.Local),
	})
	awscdk.Tags_Of(stack).Add(new("application"), new("alert-simulation"), nil)
	awscdk.Tags_Of(stack).Add(new("stage"), new(s.Stage.Name), nil)

	table := storage.New(stack, "Storage", s.Stage)
	environment := config.Variables(s.Deployment)
	environment["ALERTSIM_STAGE"] = s.Stage.Name
	environment["ALERTSIM_FORECAST_SECONDS"] = forecasts.Seconds(s.Concurrency.ForecastBudget)
	// Before the others are told of table and queue, of which it knows nothing.
	forecast := forecasts.New(stack, "Forecasts", forecasts.Props{
		Stage: s.Stage, Folder: filepath.Join(s.Functions, "forecast"), Concurrency: s.Concurrency, Environment: environment,
	})
	environment["ALERTSIM_TABLE"] = *table.Table.TableName()
	work := jobs.New(stack, "Jobs", jobs.Props{
		Stage: s.Stage, Storage: table, Folder: filepath.Join(s.Functions, "worker"),
		Concurrency: s.WorkerConcurrency, Reserved: s.Concurrency.Reserved.Workers, MemoryMB: s.WorkerMemory, Environment: environment,
	})
	study := studies.New(stack, "Studies", studies.Props{
		Stage: s.Stage, Storage: table, Folder: filepath.Join(s.Functions, "study"), Concurrency: s.StudyConcurrency, Environment: environment,
	})
	environment["ALERTSIM_QUEUE_URL"] = *work.Queue.QueueUrl()
	environment["ALERTSIM_STUDY_QUEUE_URL"] = *study.Queue.QueueUrl()
	sweep := sweeper.New(stack, "Sweeper", sweeper.Props{
		Stage: s.Stage, Storage: table, Queue: work.Queue, Studies: study.Queue, Folder: filepath.Join(s.Functions, "sweeper"), Reserved: s.Concurrency.Reserved.Sweeper, Environment: environment,
	})
	if s.TrustedProxies != "" {
		environment["ALERTSIM_TRUSTED_PROXIES"] = s.TrustedProxies
	}
	var people *signin.SignIn
	var authorizer awsapigateway.Authorizer
	if s.SignIn {
		people = new(signin.New(stack, "SignIn", s.Stage))
		authorizer = people.Authorizer()
	}
	http := api.New(stack, "API", api.Props{
		Stage: s.Stage, Storage: table, Queue: work.Queue, Studies: study.Queue, Folder: filepath.Join(s.Functions, "api"),
		MemoryMB: s.APIMemory, Environment: environment, Forecasts: forecast, Concurrency: s.Concurrency, KeyRequired: s.Firewall.Any() && s.CloudFront, Authorizer: authorizer,
	})
	observability.New(stack, "Observability", observability.Props{
		Stage: s.Stage, API: http.REST, Jobs: work.Queues, Studies: study.Queues, StudyConcurrency: s.StudyConcurrency, Email: s.AlarmEmail,
		Sweeper: sweep, Forecast: forecast,
		Functions: []observability.Function{{Name: "API", Function: http.Function}, {Name: "Worker", Function: work.Worker}, {Name: "Study", Function: study.Function}, {Name: "Sweeper", Function: sweep}},
	})

	if s.Stage.KeepsData() && !s.Stage.Local && s.AlarmEmail == "" {
		awscdk.Annotations_Of(stack).AddWarningV2(new("alert-simulation:alarmEmail"),
			new("stage "+s.Stage.Name+" without alarmEmail: alarms rise and nobody is told; give -c alarmEmail=you@example.org"))
	}

	output(stack, "ApiUrl", *http.REST.UrlForPath(new("/api")))
	output(stack, "QueueUrl", *work.Queue.QueueUrl())
	output(stack, "DeadLetterQueueUrl", *work.DeadLetters.QueueUrl())
	output(stack, "StudyQueueUrl", *study.Queue.QueueUrl())
	output(stack, "StudyDeadLetterQueueUrl", *study.DeadLetters.QueueUrl())
	output(stack, "TableName", *table.Table.TableName())
	output(stack, "ManagementKeySecretArn", *http.ManagementKey.SecretArn())
	output(stack, "WorkerLogGroup", *work.Worker.LogGroup().LogGroupName())
	address := addSite(stack, s, http.REST, people)
	if people != nil {
		http.AskWho(people.Client(address + "/").Document())
		output(stack, "PeoplePool", people.Pool())
	}
	return stack
}

// onThisMachine is where the pages are that somebody serves with Vite.
const onThisMachine = "http://localhost:5173"

// addSite says where the pages are, or how somebody serves them who has no CloudFront, and returns their address.
func addSite(stack awscdk.Stack, s Settings, rest awsapigateway.RestApi, people *signin.SignIn) string {
	if s.Stage.Local { // whose addresses are not AWS's
		return ""
	}
	if !s.CloudFront {
		if s.Firewall.Any() {
			firewall.Protect(stack, "Protection", firewall.New(stack, "Firewall", firewall.Regional, s.Firewall), rest.DeploymentStage().StageArn())
		}
		output(stack, "Browser", "ALERTSIM_API="+strings.TrimSuffix(*rest.UrlForPath(new("/api")), "/api")+" npm --prefix web run dev")
		return onThisMachine
	}
	props := site.Props{Stage: s.Stage, API: rest, Folder: s.Site, Domain: s.Domain, Certificate: s.Certificate}
	if s.Firewall.Any() {
		props.WebACL = firewall.New(stack, "Firewall", firewall.CloudFront, s.Firewall)
		props.OriginHeaders = map[string]string{firewall.OriginKeyHeader: *firewall.OriginKey(stack, "OriginKey", rest)}
	}
	if people != nil {
		props.SignInPages = people.Pages
	}
	pages := site.New(stack, "Site", props)
	target := *pages.Distribution.DistributionDomainName()
	address := "https://" + cmp.Or(s.Domain, target)
	output(stack, "SiteUrl", address)
	if s.Domain != "" {
		output(stack, "SiteTarget", target) // for the record of the name
	}
	return address
}

func output(stack awscdk.Stack, name, value string) {
	awscdk.NewCfnOutput(stack, new(name), &awscdk.CfnOutputProps{Value: new(value)})
}
