#!/usr/bin/env bash
# Holds the running program against the OpenAPI document it serves: schemathesis makes calls from the document, right and
# wrong ones, with a token and without. No call may fail inside (5xx), every answer has to be one that the document tells of,
# and what the document forbids must be refused. The same calls each time; a private port and folder, nothing left running.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
tools=$root/build/schemathesis
data=$(mktemp -d)
server=

stop() {
  local status=$?
  if [ -n "$server" ]; then kill -INT "$server" 2>/dev/null && wait "$server" || true; fi
  if ((status == 0)); then rm -rf "$data"; else echo "The log is in $data/log"; fi
}
trap stop EXIT
fail() { echo "$*" >&2; exit 1; }

if ! cmp -s "$root/localstack/schemathesis.txt" "$tools/installed.txt"; then
  rm -rf "$tools"
  python3 -m venv "$tools"
  "$tools/bin/pip" install --quiet --disable-pip-version-check --requirement "$root/localstack/schemathesis.txt"
  cp "$root/localstack/schemathesis.txt" "$tools/installed.txt"
fi

cd "$root"
go build -o "$data/alertsim" ./localstack/alertsim
# Forecasts are given up after a second: this is about what is answered, not how fast.
ALERTSIM_ADDR=127.0.0.1:0 ALERTSIM_DATA=$data/data ALERTSIM_FORECAST_SECONDS=1 "$data/alertsim" serve 2>"$data/log" &
server=$!
for _ in $(seq 100); do
  url=$(sed -n 's/.*"msg":"serving","url":"\([^"]*\)".*/\1/p' "$data/log")
  if [ -n "$url" ]; then break; fi
  sleep 0.1
done
[ -n "$url" ] || fail "The program does not say that it is serving; see $data/log"

field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }
token=$(curl --silent --request POST "$url/api/session" | field token)
auth="Authorization: Bearer $token"
simulation=$(curl --silent --header "$auth" --data '{"messages": 500, "mode": "instant", "autoStart": true}' "$url/api/simulations" |
  sed 's/.*"id":"\([^"]*\)","state".*/\1/')
until curl --silent --header "$auth" "$url/api/simulations/$simulation" | grep -q '"state":"completed"'; do sleep 0.1; done

# calls WHAT [SWITCH...]: positive_data_acceptance is left out because fields may each be right and not go together.
calls() {
  local what=$1
  shift
  printf '\n--- %s\n' "$what"
  (cd "$data" && timeout 400 "$tools/bin/schemathesis" run "$url/api/openapi.json" \
    --phases examples,coverage,fuzzing,stateful --max-examples 40 --seed 1 --generation-deterministic \
    --exclude-checks positive_data_acceptance --continue-on-failure --request-timeout 30 --no-color "$@")
}

member=(--header "$auth")
printf '[parameters]\n"path.id" = "%s"\n' "$simulation" >"$data/schemathesis.toml"
calls "a member, a simulation that has ended" "${member[@]}" --include-path-regex '/simulations/\{id\}' --exclude-operation-id deleteSimulation
rm "$data/schemathesis.toml"
calls "a member, any simulation" "${member[@]}" --exclude-operation-id resetSession
calls "a member who resets" "${member[@]}" --include-operation-id resetSession
calls "somebody without a token"

# What the calls have left on the way: nothing may have gone wrong inside.
if grep -E '"level":"ERROR"|"msg":"panic"' "$data/log"; then fail "The program has logged errors"; fi
kill -0 "$server" || fail "The program has ended"
