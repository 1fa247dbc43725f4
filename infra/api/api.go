// Package api is the HTTP interface: API Gateway in front of the function that answers it, and of the one that forecasts.
package api

import (
	"math"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigateway"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssecretsmanager"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/constructs-go/constructs/v10"

	"alertsim/infra/golambda"
	"alertsim/infra/pointer"
	"alertsim/infra/stage"
	"alertsim/infra/storage"
	"alertsim/internal/deployment"
)

const (
	// requestsPerSecond and burst hold back a flood before it takes the functions' concurrency. Monitors are hundreds of
	// calls a second, but for snapshots, which CloudFront's caches ask for once a second each.
	requestsPerSecond = 100
	burst             = 50

	healthPath = "/api/health"
)

// Props is what the API needs of the rest.
type Props struct {
	Stage       stage.Stage
	Storage     storage.Storage
	Queue       awssqs.Queue
	Studies     awssqs.Queue // of the jobs of studies
	Folder      string       // of its program
	MemoryMB    int
	Environment map[string]string
	Forecasts   awslambda.Function
	Concurrency deployment.Concurrency
	KeyRequired bool // that calls show a key of API Gateway's, see firewall.OriginKey
	// Authorizer lets calls pass that say who makes them; nil: all do, see signin.
	Authorizer awsapigateway.Authorizer
}

// API is the REST API, its function and the key it asks for.
type API struct {
	REST          awsapigateway.RestApi
	Function      awslambda.Function
	ManagementKey awssecretsmanager.Secret
}

// New creates the API: the calls that forecast go to their function, everything else under /api to its own.
func New(scope constructs.Construct, id string, p Props) API {
	scope = constructs.NewConstruct(scope, new(id))
	key := managementKey(scope, p.Stage)
	function := function(scope, p, key)
	rest := awsapigateway.NewRestApi(scope, new("REST"), &awsapigateway.RestApiProps{
		RestApiName: new("AlertSimulation-" + p.Stage.Name), // metrics are told apart by it
		EndpointConfiguration: &awsapigateway.EndpointConfiguration{
			Types: &[]awsapigateway.EndpointType{awsapigateway.EndpointType_REGIONAL},
		},
		// Access logs need a role that is a setting of the whole account and region: no stage may own it (infra/account).
		CloudWatchRole: new(false),
		// CloudFront compresses only what it may cache: of the API that is snapshots alone.
		MinCompressionSize: awscdk.Size_Kibibytes(new(1.0)),
		DeployOptions:      stageOptions(scope, p),
	})
	rest.Node().TryRemoveChild(new("Endpoint")) // an output of its own, of an address that answers nothing
	options := p.methodOptions()
	if options != nil {
		// Asked by who deploys (infra/before), who may be neither a user nor in an allowed network.
		rest.Root().ResourceForPath(new(healthPath)).AddMethod(new("GET"), integration(function), nil)
	}
	rest.Root().ResourceForPath(new("/api/{proxy+}")).AddMethod(new("ANY"), integration(function), options)
	for _, path := range deployment.ForecastResources {
		rest.Root().ResourceForPath(new(path)).AddMethod(new("POST"), integration(p.Forecasts), options)
	}
	addProblemDocuments(rest, int(math.Ceil(1/p.Concurrency.ForecastRate)))
	return API{REST: rest, Function: function, ManagementKey: key}
}

// methodOptions say what a call has to show; nil: nothing.
func (p Props) methodOptions() *awsapigateway.MethodOptions {
	var options *awsapigateway.MethodOptions
	if p.KeyRequired || p.Authorizer != nil {
		options = &awsapigateway.MethodOptions{Authorizer: p.Authorizer}
	}
	if p.KeyRequired {
		options.ApiKeyRequired = new(true)
	}
	return options
}

// AskWho makes a problem document the answer to calls that an Authorizer does not let pass.
func (a API) AskWho(document string) {
	a.REST.AddGatewayResponse(new("Unauthorized"), &awsapigateway.GatewayResponseOptions{
		Type: awsapigateway.ResponseType_UNAUTHORIZED(), StatusCode: new("401"),
		ResponseHeaders: pointer.Map(problemHeaders()), Templates: pointer.Map(map[string]string{"application/json": document}),
	})
}

func integration(of awslambda.Function) awsapigateway.Integration {
	return awsapigateway.NewLambdaIntegration(of, &awsapigateway.LambdaIntegrationOptions{AllowTestInvoke: new(false)})
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
		Timeout:     deployment.CallTimeout,
		Environment: environment,
	})
	p.Storage.Grant(function, "dynamodb:GetItem", "dynamodb:Query",
		"dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem")
	p.Queue.Grant(function, new("sqs:SendMessage"))
	p.Studies.Grant(function, new("sqs:SendMessage"))
	function.AddToRolePolicy(awsiam.NewPolicyStatement(&awsiam.PolicyStatementProps{
		Actions: pointer.Strings("secretsmanager:GetSecretValue"), Resources: &[]*string{key.SecretArn()},
	}))
	return function
}

func stageOptions(scope constructs.Construct, p Props) *awsapigateway.StageOptions {
	logs := awslogs.NewLogGroup(scope, new("AccessLogs"), &awslogs.LogGroupProps{
		Retention:     p.Stage.LogRetention(),
		RemovalPolicy: awscdk.RemovalPolicy_DESTROY,
	})
	return &awsapigateway.StageOptions{
		StageName:            new(p.Stage.Name),
		ThrottlingRateLimit:  pointer.Number(requestsPerSecond),
		ThrottlingBurstLimit: pointer.Number(burst),
		MethodOptions:        throttles(p),
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

// throttles hold forecasts back before they take what others need, see deployment.Divide, and what strangers may ask of an
// API that is closed to them.
func throttles(p Props) *map[string]*awsapigateway.MethodDeploymentOptions {
	options := map[string]*awsapigateway.MethodDeploymentOptions{}
	for _, path := range deployment.ForecastResources {
		options[path+"/POST"] = &awsapigateway.MethodDeploymentOptions{
			ThrottlingRateLimit:  new(p.Concurrency.ForecastRate),
			ThrottlingBurstLimit: pointer.Number(p.Concurrency.ForecastBurst),
		}
	}
	if p.methodOptions() != nil {
		options[healthPath+"/GET"] = &awsapigateway.MethodDeploymentOptions{ThrottlingRateLimit: new(1.0), ThrottlingBurstLimit: new(1.0)}
	}
	return &options
}
