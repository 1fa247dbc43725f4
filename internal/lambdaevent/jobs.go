package lambdaevent

import (
	"context"

	"github.com/aws/aws-lambda-go/events"
)

// Jobs serves the events of an SQS event source with ReportBatchItemFailures:
// it calls handle for one message at a time. nil acknowledges the message, an
// error leaves it to be delivered again. Messages whose turn comes after the
// function's time are left too.
func Jobs(handle func(ctx context.Context, body, receipt string) error) func(context.Context, events.SQSEvent) (events.SQSEventResponse, error) {
	return func(ctx context.Context, e events.SQSEvent) (events.SQSEventResponse, error) {
		failures := []events.SQSBatchItemFailure{} // never nil: a null list is an error of the whole batch
		for _, m := range e.Records {
			if ctx.Err() != nil || handle(ctx, m.Body, m.ReceiptHandle) != nil {
				failures = append(failures, events.SQSBatchItemFailure{ItemIdentifier: m.MessageId})
			}
		}
		return events.SQSEventResponse{BatchItemFailures: failures}, nil
	}
}
