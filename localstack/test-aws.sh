#!/usr/bin/env bash
# Tests what touches AWS, without AWS: the adapters against MiniStack and Amazon's DynamoDB Local, then the deployed program
# from end to end beside the same program on one machine. Private ports, a private folder, nothing left running.
# Last, the browser's whole suite (web/e2e) on what is deployed, behind the headers and the fallback of the template.
# With arguments, only the end-to-end tests run, and get them: localstack/test-aws.sh -run TestLive
# With ALERTSIM_SHORT set, the browser's suite is cut to what differs from one machine.
# With the argument browser, only the browser's suite runs, and gets the other ones: localstack/test-aws.sh browser flow
ALERTSIM_LOCAL_PORT=${ALERTSIM_TEST_PORT:-4599}
ALERTSIM_LOCAL_DATA=$(mktemp -d)
export ALERTSIM_LOCAL_PORT ALERTSIM_LOCAL_DATA
source "$(dirname "$0")/lib.sh"

only=
if [[ ${1:-} == browser ]]; then
  only=browser
  shift
fi
whole=
if [[ -z $only ]] && (($# == 0)); then whole=yes; fi
dynamodb_port=$((port + 1))
embedded_port=$((port + 2))
started=()

stop() {
  local status=$? pid
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  stop_ministack
  for pid in "${started[@]}"; do wait "$pid" 2>/dev/null || true; done
  if ((status == 0)); then rm -rf "$data"; else say "Logs are in $data"; fi
}
trap stop EXIT

for p in "$port" "$dynamodb_port" "$embedded_port"; do
  free "$p" || fail "Port $p is taken; set ALERTSIM_TEST_PORT to the first of three free ones"
done

start_dynamodb_local() {
  fetch_dynamodb_local
  java "-Djava.library.path=$dynamodb/lib" -cp "$dynamodb/lib/*" software.amazon.dynamodb.services.local.main.ServerRunner \
    -inMemory -disableTelemetry -port "$dynamodb_port" >"$data/dynamodb-local.log" 2>&1 &
  started+=($!)
  export ALERTSIM_DYNAMODB_LOCAL_URL=http://localhost:$dynamodb_port
  wait_until 60 answers "$ALERTSIM_DYNAMODB_LOCAL_URL" || fail "DynamoDB Local does not answer; see $data/dynamodb-local.log"
}

start_embedded() {
  (cd "$root" && go build -o "$data/alertsim" ./localstack/alertsim)
  env -u AWS_ENDPOINT_URL ALERTSIM_ADDR=127.0.0.1:$embedded_port ALERTSIM_DATA="$data/embedded" \
    "$data/alertsim" serve >"$data/embedded.log" 2>&1 &
  started+=($!)
  export ALERTSIM_E2E_PROGRAM=$data/alertsim
  export ALERTSIM_E2E_EMBEDDED=http://localhost:$embedded_port/api
  wait_until 30 answers "$ALERTSIM_E2E_EMBEDDED/health" || fail "The one-machine program does not answer; see $data/embedded.log"
}

install_tools
start_ministack
cd "$root"

if [[ $only != browser ]]; then start_dynamodb_local; fi
if [[ -n $whole ]]; then
  ALERTSIM_REQUIRE_AWS=1 go test -count=1 ${ALERTSIM_SHORT:-} ./internal/dynamodb/... ./internal/sqs/...
  # Runs of a minute and a half, which wait most of the time.
  ALERTSIM_REQUIRE_AWS=1 go test -count=1 -parallel 6 -run 'TestUsage|TestStudyOver' ./functions
fi

build_functions
deploy -c sliceSeconds=4
ALERTSIM_E2E_AWS=$(api_url)
ALERTSIM_E2E_QUEUE=$(output QueueUrl)
ALERTSIM_E2E_DEAD_LETTERS=$(output DeadLetterQueueUrl)
ALERTSIM_E2E_STUDY_QUEUE=$(output StudyQueueUrl)
ALERTSIM_E2E_STUDY_DEAD_LETTERS=$(output StudyDeadLetterQueueUrl)
ALERTSIM_E2E_TABLE=$(output TableName)
ALERTSIM_E2E_SECRET=$(output ManagementKeySecretArn)
export ALERTSIM_E2E_SECRET ALERTSIM_E2E_AWS ALERTSIM_E2E_QUEUE ALERTSIM_E2E_DEAD_LETTERS ALERTSIM_E2E_TABLE ALERTSIM_E2E_STUDY_QUEUE ALERTSIM_E2E_STUDY_DEAD_LETTERS
if [[ $only != browser ]]; then
  start_embedded
  go test -count=1 -tags aws -timeout 15m "$@" ./localstack/e2e/...
fi
if [[ $only == browser || -n $whole ]]; then
  ALERTSIM_E2E_KEY=$(aws secretsmanager get-secret-value --secret-id "$ALERTSIM_E2E_SECRET" --query SecretString --output text)
  export ALERTSIM_E2E_KEY
  # In short: what is not there on one machine, snapshots through caches and signing in. make e2e has the rest.
  if [[ -n ${ALERTSIM_SHORT:-} ]] && (($# == 0)); then set -- looking signIn; fi
  npm --prefix web run e2e -- "$@"
fi
if [[ -n $whole ]]; then localstack/test-stages.sh; fi
