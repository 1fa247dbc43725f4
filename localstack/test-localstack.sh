#!/usr/bin/env bash
# Tests on LocalStack itself, without Docker: the adapters' contracts, the template by its CloudFormation, and the program on
# its SQS and DynamoDB. Only what needs a function that runs is left out. It needs root, debootstrap and Maven, and says so.
# Private ports, nothing left running; .data/localstack keeps what takes long to make.
ALERTSIM_LOCAL_PORT=${ALERTSIM_TEST_PORT:-4699}
ALERTSIM_LOCAL_DATA=$(mktemp -d)
export ALERTSIM_LOCAL_PORT ALERTSIM_LOCAL_DATA
source "$(dirname "$0")/lib.sh"
source "$root/localstack/localstack-host.sh"

embedded_port=$((port + 1)) queue_port=$((port + 2))
started=()

stop() {
  local status=$? pid
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  stop_localstack
  for pid in "${started[@]}"; do wait "$pid" 2>/dev/null || true; done
  if ((status == 0)); then rm -rf "$data"; else say "Logs are in $data"; fi
}
trap stop EXIT

step() { say "--- $* ($SECONDS s)"; }

# serve NAME PORT ENVIRONMENT... starts the program and waits until it answers.
serve() {
  local name=$1 at=$2
  shift 2
  env "$@" ALERTSIM_ADDR="127.0.0.1:$at" ALERTSIM_DATA="$data/$name" "$data/alertsim" serve >"$data/$name.log" 2>&1 &
  started+=($!)
  wait_until 30 answers "http://localhost:$at/api/health" || fail "$name does not answer; see $data/$name.log"
}

# check_compose holds compose.yaml against what is installed here.
check_compose() {
  [[ $(compose image:) == *"localstack/localstack:$localstack_version}" ]] ||
    fail "localstack/compose.yaml names another version than localstack/localstack.txt, which has $localstack_version"
  local missing
  missing=$(curl --silent "$AWS_ENDPOINT_URL/_localstack/health" | python3 -c '
import json, sys
services = json.load(sys.stdin)["services"]
print(*(name for name in sys.argv[1].split(",") if services.get(name) not in ("available", "running")))' "$(compose SERVICES:)")
  [[ -z $missing ]] || fail "LocalStack does not offer what localstack/compose.yaml names: $missing"
}

# check_resources reads what came of the template. LocalStack reports what it does not know as created, with no name.
check_resources() {
  aws cloudformation list-stack-resources --stack-name "$stack" --output json >"$data/resources.json"
  python3 - "$data/resources.json" "$data/cdk.out/$stack.template.json" <<'END'
import json, sys
made = {r["LogicalResourceId"]: r for r in json.load(open(sys.argv[1]))["StackResourceSummaries"]}
wanted = json.load(open(sys.argv[2]))["Resources"]
if missing := sorted(set(wanted) - set(made)):
    sys.exit(f"not created: {missing}")
if failed := {i: r["ResourceStatus"] for i, r in made.items() if r["ResourceStatus"] != "CREATE_COMPLETE"}:
    sys.exit(f"failed: {failed}")
skipped = sorted({r["ResourceType"] for r in made.values() if r["PhysicalResourceId"] == "unknown"})
if skipped != ["AWS::CloudWatch::Dashboard"]:
    sys.exit(f"LocalStack skips {skipped}: docs/aws.md says it skips the dashboard, and no more")
print(f"{len(wanted)} resources, of which it skips {', '.join(skipped)}", file=sys.stderr)
END
}

# stop_feeding takes the functions, which cannot run here, off the queue: the program is its worker.
stop_feeding() {
  local id
  for id in $(aws lambda list-event-source-mappings --query 'EventSourceMappings[].UUID' --output text); do
    aws lambda update-event-source-mapping --uuid "$id" --no-enabled >/dev/null
    # shellcheck disable=SC2317 # called by wait_until
    disabled() { [[ $(aws lambda get-event-source-mapping --uuid "$id" --query State --output text) == Disabled ]]; }
    wait_until 60 disabled || fail "The event source $id is not disabled"
  done
}

for p in "$port" "$embedded_port" "$queue_port"; do
  free "$p" || fail "Port $p is taken; set ALERTSIM_TEST_PORT to the first of three free ones"
done
install_tools
install_localstack
step "LocalStack $localstack_version"
start_localstack
check_compose
cd "$root"

if (($# == 0)); then
  step "The contracts"
  # The random schedules, 5,000 calls, are left to test-aws.sh: LocalStack's DynamoDB is DynamoDB Local, behind a slow door.
  # In short, so is all of DynamoDB's.
  contracts=(./internal/sqs)
  if [[ -z ${ALERTSIM_SHORT:-} ]]; then contracts+=(./internal/dynamodb); fi
  ALERTSIM_REQUIRE_AWS=1 ALERTSIM_LOCAL_AWS=LocalStack go test -count=1 -timeout 20m -run '^Test(Study)?Contract$' \
    -skip '^TestContract$/^LocalAWS$/^Schedules$|^TestStudyContract$/^LocalAWS$/^LikeTheModel$' "${contracts[@]}"
fi

step "The template"
build_functions
deploy
check_resources
stop_feeding

step "The program on its SQS and DynamoDB"
go build -o "$data/alertsim" ./localstack/alertsim
ALERTSIM_E2E_QUEUE=$(output QueueUrl)
ALERTSIM_E2E_DEAD_LETTERS=$(output DeadLetterQueueUrl)
ALERTSIM_E2E_STUDY_QUEUE=$(output StudyQueueUrl)
ALERTSIM_E2E_STUDY_DEAD_LETTERS=$(output StudyDeadLetterQueueUrl)
ALERTSIM_E2E_TABLE=$(output TableName)
serve embedded "$embedded_port" -u AWS_ENDPOINT_URL
serve on-localstack "$queue_port" ALERTSIM_BACKEND=aws ALERTSIM_TABLE="$ALERTSIM_E2E_TABLE" \
  ALERTSIM_QUEUE_URL="$ALERTSIM_E2E_QUEUE" ALERTSIM_STUDY_QUEUE_URL="$ALERTSIM_E2E_STUDY_QUEUE" ALERTSIM_SLICE_SECONDS=4 ALERTSIM_WORKER_CONCURRENCY=1
export ALERTSIM_E2E_QUEUE ALERTSIM_E2E_DEAD_LETTERS ALERTSIM_E2E_STUDY_QUEUE ALERTSIM_E2E_STUDY_DEAD_LETTERS ALERTSIM_E2E_TABLE ALERTSIM_E2E_PROGRAM=$data/alertsim
export ALERTSIM_E2E_EMBEDDED=http://localhost:$embedded_port/api ALERTSIM_E2E_AWS=http://localhost:$queue_port/api
export ALERTSIM_DYNAMODB_LOCAL_URL=$AWS_ENDPOINT_URL
# Left out: TestLostJobsAreSentAgain switches the function's event source, TestManagementKey asks for the function's secret.
without_functions='^(TestLive|TestInstant|TestCancelLeavesNothing|TestPoisonGoesToTheDeadLetters|TestShardsSurviveTheirMachine|TestStudy|TestCancelledStudyLeavesNothing|TestStudySurvivesItsMachines)$'
if [[ -n ${ALERTSIM_SHORT:-} ]]; then without_functions='^(TestLive|TestInstant|TestStudy)$'; fi
(($#)) || set -- -run "$without_functions"
go test -count=1 -tags aws -timeout 15m "$@" ./localstack/e2e/...
step "done"
