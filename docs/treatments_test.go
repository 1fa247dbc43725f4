package docs

// How a command is tried. What is not listed below is run as it stands, in the order of the document, in a fresh clone, and
// has to succeed.
type manner int

const (
	run     manner = iota
	serve          // started, looked at, ended by Ctrl-C and started again; the rest of the document is run beside it
	account        // needs an AWS account: run without one, up to the refusal
	local          // run against a local AWS
	step           // a step of .ci/run
	never          // not run, for the reason given
)

// A treatment is what a command needs to be tried, and what it has to come to.
type treatment struct {
	manner manner
	status int    // exit status
	says   string // a pattern that the output has to hold; with it, the command is repeated for a while until it does
	why    string // it is not run as it stands
}

// treatments are named by their commands, without the comment unless two of a document differ by that alone.
var treatments = map[string]map[string]treatment{
	"README.md": {
		"make run": {manner: serve},
		"bin/alertsim simulate examples/flood-warning-sms.json":                                                                           {status: 99, says: "delivered"},
		"bin/alertsim senders examples/mixed.yaml":                                                                                        {says: "senders"},
		"bin/alertsim compare examples/flood-warning-sms.json examples/evacuation-short-code.json":                                        {says: "delivered"},
		"bin/alertsim cheapest examples/studies/how-many-lines.yaml":                                                                      {says: "for these seeds there is no cheaper one"},
		"bin/alertsim sweep examples/flood-warning-sms.json --objective 95%:15m --vary 'senders: senderGroups[0].senders=20..400:20,log'": {says: "3 of 20 points meet every objective"},
		`curl -s -H "$auth" $api/simulations/$id              # preparing, then ready`:                                                    {says: `"state":"ready"`},
		`curl -s -H "$auth" -X POST $api/simulations/$id/start`:                                                                           {says: `"state":"running"`},
		`curl -s -H "$auth" $api/simulations/$id              # running, then completed`:                                                  {says: `"state":"completed"`},
		`curl -s -H "$auth" "$api/simulations/$id/messages?outcome=failed"`:                                                               {says: `"items":\[\]`},
		`curl -s -H "$auth" "$api/simulations/$id/export?format=csv"`:                                                                     {says: `\d,\d`},
		`curl -s -H "$auth" $api/studies/$study               # running, then completed`:                                                  {says: `"state":"completed"`},
		`curl -s -H "$auth" $api/studies/$study/answer`:                                                                                   {says: `"proven":true`},
		`curl -s $api/forecast -d '{"messages": 1000000, "senderGroups": [{"senders": 1000}]}'`:                                           {says: `"delivered":1000000`},
		`curl -s $api/forecast/senders -d '{"messages": 1000}'`:                                                                           {says: `"senders":`},
		`curl -s "$api/forecast/fit?zone=America/Chicago" -H 'Content-Type: text/csv' --data-binary @examples/logs/calls.csv`:             {says: `"recipients":1200`},
		"bin/alertsim simulate --messages 50000 --senders 200 --html report.html --messages-csv messages.csv":                             {status: 99, says: "missed"},
		"make deploy": {manner: account},

		"make run ADDR=127.0.0.1:9000 DATA=/tmp/alertsim":       {manner: never, why: "TestFolders does so with its own addresses and folders"},
		"bin/alertsim serve --addr 127.0.0.1:8080 --data .data": {manner: never, why: "make run runs it"},
		"make local-up local-deploy":                            {manner: never, why: "docs/aws.md has them one by one"},
		"make release":                                          {manner: never, why: "TestRelease builds two of the archives"},
		"make bench":                                            {manner: never, why: "it measures for minutes, and cannot fail"},
		"make e2e":                                              {manner: step},
		"make test-large":                                       {manner: step},
		"make lint":                                             {manner: step},
		"make test-aws":                                         {manner: step},
		"make test-schema":                                      {manner: step},
		"make help":                                             {},
	},
	"examples/README.md": {
		"bin/alertsim simulate examples/flood-warning-sms.json":      {status: 99, says: "delivered"},
		"bin/alertsim senders examples/mixed.yaml --group calls":     {says: "senders"},
		"bin/alertsim cheapest examples/studies/how-many-lines.yaml": {says: "number ten-digit, lines 70: 168.53 USD"},
	},
	"docs/fit.md": {
		"bin/alertsim fit examples/logs/calls.csv --zone America/Chicago --output calls.yaml --html fit.html": {says: "Kolmogorov distance"},
		"bin/alertsim simulate calls.yaml":         {says: "Delivered over time"},
		"go test ./internal/fit -run ComesBack -v": {manner: never, why: "make test runs it, with other seeds"},
	},
	"docs/aws.md": {
		"go test ./functions -run FitOfTheLongestLog -v":                {manner: never, why: "make test runs it"},
		"infra/cdk bootstrap":                                           {manner: account},
		"make deploy-account":                                           {manner: account},
		"make deploy-account CDKFLAGS='-c githubRepository=owner/name'": {manner: account},
		"infra/cdk bootstrap --cloudformation-execution-policies …":     {manner: never, why: "its list is to be filled in"},
		"make deploy":            {manner: account},
		"make deploy STAGE=prod": {manner: account},
		"make deploy CDKFLAGS='-c domain=alerts.example.org -c certificate=arn:aws:acm:us-east-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef'": {manner: account},
		"make deploy CDKFLAGS='-c cloudFront=false'":                                                        {manner: account},
		"make deploy CDKFLAGS='-c accountConcurrency=1000 -c workerConcurrency=64'":                         {manner: account},
		"make deploy CDKFLAGS='-c allowedNetworks=203.0.113.0/24,2001:db8::/32 -c requestsPerAddress=2000'": {manner: account},
		"GOMAXPROCS=1 taskset -c 0 go test ./internal/forecast -run '^$' -bench Cheapest":                   {manner: never, why: "it measures, and cannot fail"},
		"taskset -c 0 go test -tags large ./functions -run Largest -v":                                      {manner: never, why: "make test-large runs the test"},
		"make deploy CDKFLAGS='-c alarmEmail=you@example.org'":                                              {manner: account},
		"make diff":               {manner: account},
		"make destroy":            {manner: account},
		"make destroy STAGE=prod": {manner: account},
		"make deploy ABANDON=yes": {manner: account},
		"aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name AlertSimulation-prod": {manner: never, why: "there is no stage prod on the local AWS"},
		"make local-up":               {manner: local},
		"make local-deploy":           {manner: local},
		"make local-down":             {manner: local},
		"make synth":                  {},
		"make test-aws":               {manner: step},
		"go test ./docs -run Costs":   {manner: never, why: "make test runs it"},
		"go test ./docs -run Studies": {manner: never, why: "make test runs it"},
		"go test ./internal/schedule -run TestMemory -v":                       {manner: never, why: "make test runs it, without its measurements"},
		"make deploy CDKFLAGS='-c trustedProxies=203.0.113.0/24,…'":            {manner: never, why: "its list is to be filled in"},
		"go test ./internal/httpapi -run TestWeight -v":                        {manner: never, why: "make test runs it, without its measurements"},
		"localstack/test-aws.sh -v -run 'TestALook|TestManyViewers'":           {manner: never, why: "make test-aws runs them, without their measurements"},
		"make deploy CDKFLAGS='-c signIn=true'":                                {manner: account},
		"make e2e-aws":                                                         {manner: never, why: "make test-aws, a step of .ci/run, does it at its end"},
		"localstack/test-aws.sh -run 'TestStudy|TestCancelledStudy' -v":        {manner: never, why: "make test-aws runs them"},
		"localstack/test-aws.sh -run TestMemoryOfFunctions -v":                 {manner: never, why: "make test-aws, a step of .ci/run, runs it"},
		"make test-localstack":                                                 {manner: step},
		"aws logs tail":                                                        {manner: never, why: "AWS only, as the page says where it is given in full"},
		`aws sqs purge-queue --queue-url "$QUEUE"`:                             {manner: local},
		`aws sqs purge-queue --queue-url "$DEAD"`:                              {manner: local},
		"aws cloudformation delete-stack --stack-name CDKToolkit":              {manner: local},
		"aws cloudformation delete-stack --stack-name AlertSimulation-account": {manner: local},
		"localstack/aws sqs list-queues":                                       {manner: local},
	},
	"CONTRIBUTING.md": {
		"make help": {manner: never, why: "README.md has it"},
		"make lint": {manner: step},
	},
	"docs/studies.md": {
		"bin/alertsim cheapest examples/studies/how-many-lines.yaml":                                                                                                                               {says: "number ten-digit, lines 70"},
		"bin/alertsim cheapest examples/studies/how-many-lines.yaml --html study.html --csv study.csv --resume study.runs":                                                                         {says: "number ten-digit, lines 70"},
		"bin/alertsim sweep examples/mixed.yaml --objective 95%:30m --vary 'lines: senderGroups[calls].senders=100..160:7' --vary 'senderGroups[sms].ratePerSecond=3,10,none'":                     {says: "What each factor changes"},
		"bin/alertsim sweep examples/flood-warning-sms.json --objective 95%:15m --vary 'senderGroups[0].senders=240..300:7' --alternative 'as it is' --alternative 'patient: retry.maxAttempts=5'": {says: "points"},
		"bin/alertsim compare examples/flood-warning-sms.json examples/evacuation-short-code.json --replications 20":                                                                               {says: "seed by seed"},
	},
	"docs/development.md": {
		"npm --prefix web run dev": {manner: serve},
		"make digest-arm64":        {manner: step},
		"make e2e":                 {manner: step},
		"make test-aws":            {manner: step},
		"make test-localstack":     {manner: step},
		"make test-docs":           {manner: never, why: "it is what tries the others"},
		"make test-infra":          {manner: step},
		"make test-large":          {manner: step},
		"make test-schema":         {manner: step},
		"make generate":            {manner: never, why: "make verify, a step of .ci/run, runs it"},
		"make test-web":            {manner: never, why: "make test runs it"},
		"make release":             {manner: never, why: "TestRelease builds two of the archives"},
	},
}
