#!/usr/bin/env bash
# Starts a local AWS on port 4566: LocalStack where a Docker engine runs, MiniStack where none does.
source "$(dirname "$0")/lib.sh"

if reachable; then
  say "Something answers on port $port already; if it is a local AWS: make local-deploy"
  exit 0
fi
install_tools
mkdir -p "$data"
if docker info >/dev/null 2>&1; then
  docker compose --file "$root/localstack/compose.yaml" up --detach --wait
  name=LocalStack
else
  start_ministack
  name=MiniStack
fi
say "$name answers on $AWS_ENDPOINT_URL. Next: make local-deploy"
