#!/usr/bin/env bash
# Builds the functions and deploys them to the local AWS, anew or as a change, and prints where everything is.
source "$(dirname "$0")/lib.sh"

reachable || fail "No local AWS on port $port. First: make local-up"
install_tools
mkdir -p "$data"
build_functions
deploy "$@"

api=$(api_url)
cat <<END

  API              $api
  Health           curl $api/health
  Browser          ALERTSIM_API=${api%/api} npm --prefix web run dev
  Jobs             $(output QueueUrl)
  Dead letters     $(output DeadLetterQueueUrl)
  Jobs of studies  $(output StudyQueueUrl)
  Their dead ones  $(output StudyDeadLetterQueueUrl)
  Table            $(output TableName)
  Worker's log     $(output WorkerLogGroup)
  Management key   $(aws secretsmanager get-secret-value --secret-id "$(output ManagementKeySecretArn)" --query SecretString --output text)

  The AWS command line against it:  localstack/aws sqs list-queues
  Stop, and leave nothing:          make local-down

END
