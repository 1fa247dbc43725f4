// Package sqs carries jobs on a standard SQS queue. It is the simulation.Queue
// of the deployment on AWS, where functions are fed by an event source instead
// of Receive, and of the program that works on AWS from elsewhere.
//
// A standard queue delivers at least once and in no order, and an old receipt
// may still act on a message that was received again since. Turns and tokens
// make all of that harmless.
package sqs
