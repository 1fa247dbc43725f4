package sqs

import (
	"context"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"

	"alertsim/internal/simulation"
	"alertsim/internal/study"
)

// Queue is a simulation.Queue on one SQS queue. It is safe for concurrent use.
type Queue struct{ inbox }

// StudyQueue is a study.Queue like it.
type StudyQueue struct{ inbox }

// inbox is a queue of any messages.
type inbox struct {
	client     *sdk.Client
	url        string
	visibility time.Duration
}

var (
	_ simulation.Queue = (*Queue)(nil)
	_ study.Queue      = (*StudyQueue)(nil)
)

// New returns the queue at a URL. The client's retryer repeats what was
// throttled or failed on the server's side.
func New(client *sdk.Client, url string) *Queue {
	return &Queue{inbox{client: client, url: url, visibility: simulation.Visibility}}
}

// NewStudies returns the queue of studies at a URL.
func NewStudies(client *sdk.Client, url string) *StudyQueue {
	return &StudyQueue{inbox{client: client, url: url, visibility: simulation.Visibility}}
}

const (
	// receiveWait is how long Receive waits, SQS's most being 20 s. At 5 s an idle
	// receiver costs 17,000 requests or 0.7 cents a day.
	receiveWait = 5 * time.Second
	// maxDelay and maxVisibility are SQS quotas on messages.
	maxDelay      = 15 * time.Minute
	maxVisibility = 12 * time.Hour
)

// Extend implements simulation.Inbox. SQS counts in whole seconds; a part of one
// counts as a whole.
func (q inbox) Extend(ctx context.Context, receipt string, d time.Duration) error {
	_, err := q.client.ChangeMessageVisibility(ctx, &sdk.ChangeMessageVisibilityInput{
		QueueUrl:          &q.url,
		ReceiptHandle:     &receipt,
		VisibilityTimeout: seconds(d, maxVisibility),
	})
	if stale(err) {
		return nil
	}
	return translate("change visibility", err)
}

// Refuse implements simulation.Inbox: the message is shown again at once, so that
// it soon has been received as often as the queue's redrive policy allows, and
// moves to the dead letters. Sending it there and deleting it here would be two
// steps, and could double it.
func (q inbox) Refuse(ctx context.Context, receipt string) error { return q.Extend(ctx, receipt, 0) }

// Delete implements simulation.Inbox.
func (q inbox) Delete(ctx context.Context, receipt string) error {
	_, err := q.client.DeleteMessage(ctx, &sdk.DeleteMessageInput{QueueUrl: &q.url, ReceiptHandle: &receipt})
	if stale(err) {
		return nil
	}
	return translate("delete", err)
}

// seconds rounds up to whole seconds from 0 to most.
func seconds(d, limit time.Duration) int32 {
	return int32((max(0, min(d, limit)) + time.Second - 1) / time.Second)
}
