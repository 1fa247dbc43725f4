package sqs

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"

	"alertsim/internal/simulation"
)

// received is what a request to receive came to.
type received struct {
	delivery *simulation.Delivery
	err      error
}

// Receive implements simulation.Inbox. A wait that is interrupted through the
// context has received nothing.
//
// The request itself goes on then: SQS would hide a message from everybody
// whose answer has nobody to read it. What still comes is shown again at once.
func (q inbox) Receive(ctx context.Context) (*simulation.Delivery, error) {
	if ctx.Err() != nil {
		return nil, nil
	}
	answers := make(chan received, 1)
	detached := context.WithoutCancel(ctx)
	go func() { answers <- q.request(detached) }()
	select {
	case a := <-answers:
		return a.delivery, a.err
	case <-ctx.Done():
		go func() {
			if a := <-answers; a.delivery != nil {
				_ = q.Extend(detached, a.delivery.Receipt, 0) // if not, it returns by itself
			}
		}()
		return nil, nil
	}
}

func (q inbox) request(ctx context.Context) received {
	out, err := q.client.ReceiveMessage(ctx, &sdk.ReceiveMessageInput{
		QueueUrl:            &q.url,
		MaxNumberOfMessages: 1,
		WaitTimeSeconds:     seconds(receiveWait, receiveWait),
		VisibilityTimeout:   seconds(q.visibility, maxVisibility),
	})
	if err != nil || len(out.Messages) == 0 {
		return received{err: translate("receive", err)}
	}
	m := out.Messages[0]
	return received{delivery: &simulation.Delivery{Body: aws.ToString(m.Body), Receipt: aws.ToString(m.ReceiptHandle)}}
}
