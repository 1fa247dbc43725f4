// Package api is the HTTP interface: API Gateway in front of one function.
package api

import (
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigateway"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssecretsmanager"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/constructs-go/constructs/v10"

	"alertsim/infra/golambda"
	"alertsim/infra/pointer"
	"alertsim/infra/stage"
	"alertsim/infra/storage"
)

const (
	// requestsPerSecond and burst hold back a flood before it takes the functions' concurrency: a monitor polls once a
	// second, and one session's members are few.
	requestsPerSecond = 100
	burst             = 50
)

// Props is what the API needs of the rest.
type Props struct {
	Stage       stage.Stage
	Storage     storage.Storage
	Queue       awssqs.Queue
	Folder      string // of its program
	MemoryMB    int
	Environment map[string]string
}

// API is the REST API, its function and the key it asks for.
type API struct {
	REST          awsapigateway.RestApi
	Function      awslambda.Function
	ManagementKey awssecretsmanager.Secret
}

// New creates the API: everything under /api goes to the function.
func New(scope constructs.Construct, id string, p Props) API {
	scope = constructs.NewConstruct(scope, new(id))
	key := managementKey(scope, p.Stage)
	function := function(scope, p, key)
	rest := awsapigateway.NewRestApi(scope, new("REST"), &awsapigateway.RestApiProps{
		RestApiName: new("AlertSimulation-" + p.Stage.Name), // metrics are told apart by it
		EndpointConfiguration: &awsapigateway.EndpointConfiguration{
			Types: &[]awsapigateway.EndpointType{awsapigateway.EndpointType_REGIONAL},
		},
		// Access logs need a role that is a setting of the whole account and region. Destroying it would take it from
		// other APIs too, so only a development account loses it.
		CloudWatchRole:              new(true),
		CloudWatchRoleRemovalPolicy: p.Stage.Removal(),
		// CloudFront compresses only what it may cache, and nothing of the API may be.
		MinCompressionSize: awscdk.Size_Kibibytes(new(1.0)),
		DeployOptions:      deployment(scope, p.Stage),
	})
	rest.Node().TryRemoveChild(new("Endpoint")) // an output of its own, of an address that answers nothing
	integration := awsapigateway.NewLambdaIntegration(function, &awsapigateway.LambdaIntegrationOptions{
		AllowTestInvoke: new(false),
	})
	rest.Root().AddResource(new("api"), nil).AddResource(new("{proxy+}"), nil).AddMethod(new("ANY"), integration, nil)
	addProblemDocuments(rest)
	return API{REST: rest, Function: function, ManagementKey: key}
}

// managementKey is made by the account and known to nobody until it is read.
func managementKey(scope constructs.Construct, at stage.Stage) awssecretsmanager.Secret {
	return awssecretsmanager.NewSecret(scope, new("ManagementKey"), &awssecretsmanager.SecretProps{
		Description: new("Alert simulation, " + at.Name + ": key to join the session in play"),
		GenerateSecretString: &awssecretsmanager.SecretStringGenerator{
			PasswordLength:     new(32.0),
			ExcludePunctuation: new(true), // people type it
		},
		RemovalPolicy: at.Removal(),
	})
}

func function(scope constructs.Construct, p Props, key awssecretsmanager.Secret) awslambda.Function {
	environment := map[string]string{"ALERTSIM_MANAGEMENT_KEY_SECRET": *key.SecretArn()}
	for name, value := range p.Environment {
		environment[name] = value
	}
	function := golambda.New(scope, "API", golambda.Props{
		Stage:       p.Stage,
		Description: "Answers the HTTP interface",
		Folder:      p.Folder,
		MemoryMB:    p.MemoryMB,
		Timeout:     29 * time.Second,
		Environment: environment,
	})
	p.Storage.GrantUse(function)
	p.Queue.GrantSendMessages(function)
	key.GrantRead(function, nil)
	return function
}

func deployment(scope constructs.Construct, at stage.Stage) *awsapigateway.StageOptions {
	logs := awslogs.NewLogGroup(scope, new("AccessLogs"), &awslogs.LogGroupProps{
		Retention:     at.LogRetention(),
		RemovalPolicy: awscdk.RemovalPolicy_DESTROY,
	})
	return &awsapigateway.StageOptions{
		StageName:            new(at.Name),
		ThrottlingRateLimit:  pointer.Number(requestsPerSecond),
		ThrottlingBurstLimit: pointer.Number(burst),
		TracingEnabled:       new(true),
		AccessLogDestination: awsapigateway.NewLogGroupLogDestination(logs),
		// No query, no header: the log holds no token and nothing a user wrote.
		AccessLogFormat: awsapigateway.AccessLogFormat_Custom(new(`{"requestId":"$context.requestId",` +
			`"time":"$context.requestTimeEpoch","ip":"$context.identity.sourceIp","method":"$context.httpMethod",` +
			`"path":"$context.path","status":"$context.status","bytes":"$context.responseLength",` +
			`"milliseconds":"$context.responseLatency","error":"$context.error.responseType",` +
			`"integrationError":"$context.integration.error","trace":"$context.xrayTraceId"}`)),
	}
}
