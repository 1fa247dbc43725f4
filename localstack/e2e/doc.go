// Package e2e holds the tests of the deployment: the program in Lambda, on SQS and DynamoDB, beside the same program on one
// machine. `make test-aws` starts both and runs them; the build tag aws keeps them out of everything else.
package e2e
