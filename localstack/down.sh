#!/usr/bin/env bash
# Deletes the stack, makes sure that nothing of it is left, and stops the local AWS.
source "$(dirname "$0")/lib.sh"

# leftovers prints every resource of the stack that is still there.
leftovers() {
  aws sqs list-queues --query 'QueueUrls[]' --output text
  aws dynamodb list-tables --query 'TableNames[]' --output text
  aws lambda list-functions --query 'Functions[].FunctionName' --output text
  aws logs describe-log-groups --query 'logGroups[].logGroupName' --output text
  aws apigateway get-rest-apis --query 'items[].name' --output text
  aws secretsmanager list-secrets --query 'SecretList[].Name' --output text
  aws events list-rules --query 'Rules[].Name' --output text
  aws cloudwatch describe-alarms --query 'MetricAlarms[].AlarmName' --output text
  aws iam list-roles --query 'Roles[].RoleName' --output text
}

left=
if reachable; then
  install_tools
  aws cloudformation delete-stack --stack-name "$stack"
  aws cloudformation wait stack-delete-complete --stack-name "$stack" 2>/dev/null || true
  left=$(leftovers | grep -F "$stack" || true)
fi
if docker info >/dev/null 2>&1; then
  docker compose --file "$root/localstack/compose.yaml" down --volumes
fi
stop_ministack
[[ -z $left ]] || fail "The stack is deleted, but these were left and went with the local AWS: $left"
say "The stack is deleted, nothing of it was left, and the local AWS is stopped."
