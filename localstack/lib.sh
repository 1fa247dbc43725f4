# What the scripts beside this file share: where the local AWS is, and how to talk to it. Sourced, not run.
# shellcheck shell=bash
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
port=${ALERTSIM_LOCAL_PORT:-4566}
data=${ALERTSIM_LOCAL_DATA:-$root/.data/local}
tools=$root/.data/tools
dynamodb=$root/.data/dynamodb-local
stage=${ALERTSIM_LOCAL_STAGE:-dev} # the other one for test-stages.sh: prod leaves its data when it is deleted
stack=AlertSimulation-$stage
account=000000000000

# Whatever account this terminal is logged in to, the scripts must not reach it.
unset AWS_PROFILE AWS_SESSION_TOKEN AWS_ENDPOINT_URL_S3 AWS_ENDPOINT_URL_SQS AWS_ENDPOINT_URL_DYNAMODB
export AWS_ENDPOINT_URL=http://localhost:$port AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test
export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1 AWS_EC2_METADATA_DISABLED=true AWS_PAGER=
export CDK_DISABLE_CLI_TELEMETRY=true JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20

say() { printf '%s\n' "$*" >&2; }

fail() { say "$*"; exit 1; }

# install_tools makes the private Python environment of requirements.txt, once for each version of it.
install_tools() {
  local wanted=$root/localstack/requirements.txt
  cmp -s "$wanted" "$tools/installed.txt" && return
  say "Installing the tools of localstack/requirements.txt into $tools"
  rm -rf "$tools"
  python3 -m venv "$tools"
  "$tools/bin/pip" install --quiet --disable-pip-version-check --requirement "$wanted"
  cp "$wanted" "$tools/installed.txt"
}

# The AWS command line does not take SQS's address from AWS_ENDPOINT_URL.
aws() { "$tools/bin/aws" --endpoint-url "$AWS_ENDPOINT_URL" "$@"; }

cdk() { "$root/infra/cdk" "$@"; }

# reachable tells whether the local AWS answers.
reachable() { curl --silent --output /dev/null --max-time 2 "$AWS_ENDPOINT_URL"; }

# wait_until runs a command until it succeeds, for so many seconds.
wait_until() {
  local seconds=$1 end
  shift
  end=$((SECONDS + seconds))
  until "$@"; do
    ((SECONDS < end)) || return 1
    sleep 0.2
  done
}

# output prints one output of the deployed stack.
output() {
  aws cloudformation describe-stacks --stack-name "$stack" --output text \
    --query "Stacks[0].Outputs[?OutputKey=='$1'].OutputValue"
}

# api_url prints the API's address. This form, unlike that of the stack's output, needs no name to be resolved.
api_url() {
  local id
  id=$(aws apigateway get-rest-apis --query "items[?name=='$stack'].id" --output text)
  printf '%s/restapis/%s/%s/_user_request_/api\n' "$AWS_ENDPOINT_URL" "$id" "$stage"
}

# start_ministack starts it in the background. Functions inherit its environment, and so find it.
start_ministack() {
  mkdir -p "$data/tmp"
  BIND_HOST=127.0.0.1 GATEWAY_PORT=$port TMPDIR=$data/tmp LOG_LEVEL=${LOG_LEVEL:-WARNING} \
    nohup "$tools/bin/ministack" >"$data/ministack.log" 2>&1 </dev/null &
  echo $! >"$data/ministack.pid"
  wait_until 60 reachable || fail "MiniStack does not answer on port $port; see $data/ministack.log"
}

stop_ministack() {
  local pid
  [[ -f $data/ministack.pid ]] || return 0
  pid=$(<"$data/ministack.pid")
  rm -f "$data/ministack.pid"
  kill "$pid" 2>/dev/null || return 0
  # shellcheck disable=SC2317 # called by wait_until
  gone() { ! kill -0 "$pid" 2>/dev/null; }
  wait_until 10 gone || kill -9 "$pid" 2>/dev/null || true
}

# fetch_dynamodb_local gets Amazon's own, once for each version of it.
fetch_dynamodb_local() {
  cmp -s "$root/localstack/dynamodb-local.xml" "$dynamodb/installed.xml" && return
  say "Fetching DynamoDB Local into $dynamodb"
  rm -rf "$dynamodb"
  mvn --quiet --batch-mode --file "$root/localstack/dynamodb-local.xml" \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies "-DoutputDirectory=$dynamodb/lib"
  cp "$root/localstack/dynamodb-local.xml" "$dynamodb/installed.xml"
}

free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
answers() { curl --silent --output /dev/null --max-time 2 "$1"; }

# build_functions compiles the functions for this machine, where an emulator runs them.
build_functions() {
  local name
  for name in api forecast worker study sweeper; do
    (cd "$root" && CGO_ENABLED=0 go build -trimpath -tags lambda.norpc -ldflags "-s -w" -o "build/local/$name/bootstrap" "./functions/$name")
  done
}

# deploy puts the stack on the local AWS.
deploy() {
  local switches=(-c target=local -c stage="$stage" -c functions="$root/build/local" "$@")
  if ! aws cloudformation describe-stacks --stack-name CDKToolkit >/dev/null 2>&1; then
    cdk bootstrap "aws://$account/$AWS_REGION" --output "$data/cdk.out" --progress events "${switches[@]}" >"$data/bootstrap.log" 2>&1 ||
      fail "cdk bootstrap failed: $(tail -20 "$data/bootstrap.log")"
  fi
  cdk deploy --output "$data/cdk.out" --require-approval never --progress events "${switches[@]}" "$stack" >"$data/deploy.log" 2>&1 ||
    fail "cdk deploy failed: $(tail -20 "$data/deploy.log")"
}
