#!/usr/bin/env bash
# Two stages in one account, on the local AWS where stage dev is deployed: what goes with a stage is its own. Deploys what
# belongs to the account and stage prod, destroys dev, and asks prod and the account for what they had.
ALERTSIM_LOCAL_STAGE=prod
export ALERTSIM_LOCAL_STAGE
source "$(dirname "$0")/lib.sh"

install_tools
mkdir -p "$data"
gateway_role() { aws apigateway get-account --query cloudwatchRoleArn --output text; }
deploy_account() {
  PATH=$tools/bin:$PATH "$root/infra/deploy-account" --output "$data/cdk.out" --require-approval never --progress events \
    -c functions="$root/build/local" -c site="$root/infra/testdata/site" >"$data/account.log" 2>&1
}

deploy_account || fail "deploy-account failed: $(tail -20 "$data/account.log")"
deploy
role=$(gateway_role)
[[ $role == *:role/AlertSimulation-account-* ]] || fail "API Gateway writes logs with $role"
table=$(output TableName)

aws cloudformation delete-stack --stack-name AlertSimulation-dev
aws cloudformation wait stack-delete-complete --stack-name AlertSimulation-dev
[[ -z $(aws dynamodb list-tables --query 'TableNames[]' --output text | tr '\t' '\n' | grep AlertSimulation-dev) ]] || fail "Stage dev is not gone"

session=$(curl --silent --fail --request POST "$(api_url)/session") || fail "Stage prod does not open a session"
[[ $session == *'"token":'* ]] || fail "Stage prod answers $session"
aws dynamodb get-item --table-name "$table" --key '{"pk":{"S":"SESSION"},"sk":{"S":"CURRENT"}}' --query Item.pk.S --output text | grep -q SESSION ||
  fail "Stage prod's table does not have its session"
[[ $(gateway_role) == "$role" ]] || fail "API Gateway's role went with stage dev: it is $(gateway_role) now"
aws iam get-role --role-name "${role##*/}" >/dev/null || fail "API Gateway's role is gone"
# As one whose account has a role of somebody else would.
aws apigateway update-account --patch-operations op=replace,path=/cloudwatchRoleArn,value="arn:aws:iam::$account:role/theirs" >/dev/null
if deploy_account; then fail "deploy-account took API Gateway's role from somebody else"; fi
[[ $(gateway_role) == *:role/theirs ]] || fail "API Gateway's role is $(gateway_role) now"
say "Stage dev is destroyed; prod answers, and API Gateway keeps its role."
