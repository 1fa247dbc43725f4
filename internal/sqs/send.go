package sqs

import (
	"context"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
	"alertsim/internal/study"
)

const (
	// batchSize is an SQS quota on entries in a request.
	batchSize = 10
	// sendTries is how often the refused part of a batch is sent in all.
	sendTries = 5
	// sendBackoff is the longest wait before the second try; it doubles.
	sendBackoff = 50 * time.Millisecond
)

// Send implements simulation.Queue. The jobs go in batches; when it fails some
// of them may have been sent, which does no harm: sending all of them again
// makes duplicates only.
func (q *Queue) Send(ctx context.Context, delay time.Duration, jobs ...simulation.Job) error {
	return sendJobs(ctx, q.inbox, delay, jobs)
}

// Send implements study.Queue, as Queue.Send does simulation.Queue.
func (q *StudyQueue) Send(ctx context.Context, delay time.Duration, jobs ...study.Job) error {
	return sendJobs(ctx, q.inbox, delay, jobs)
}

func sendJobs[J interface{ Encode() string }](ctx context.Context, q inbox, delay time.Duration, jobs []J) error {
	for batch := range slices.Chunk(jobs, batchSize) {
		entries := make([]types.SendMessageBatchRequestEntry, len(batch))
		for i, job := range batch {
			entries[i] = types.SendMessageBatchRequestEntry{
				Id:           aws.String(strconv.Itoa(i)),
				MessageBody:  aws.String(job.Encode()),
				DelaySeconds: seconds(delay, maxDelay),
			}
		}
		if err := q.sendBatch(ctx, entries); err != nil {
			return err
		}
	}
	return nil
}

// sendBatch sends entries and again those that the server refused through a
// fault of its own.
func (q inbox) sendBatch(ctx context.Context, entries []types.SendMessageBatchRequestEntry) error {
	for try := range sendTries {
		out, err := q.client.SendMessageBatch(ctx, &sdk.SendMessageBatchInput{QueueUrl: &q.url, Entries: entries})
		if err != nil {
			return translate("send", err)
		}
		if len(out.Failed) == 0 {
			return nil
		}
		if err = refusal(out.Failed); err != nil {
			return err
		}
		entries = slices.DeleteFunc(slices.Clone(entries), func(e types.SendMessageBatchRequestEntry) bool {
			return !slices.ContainsFunc(out.Failed, func(f types.BatchResultErrorEntry) bool {
				return aws.ToString(f.Id) == aws.ToString(e.Id)
			})
		})
		if !pause(ctx, rand.N(sendBackoff<<try)) {
			break
		}
	}
	return fault.Errorf(fault.CodeUnavailable, "sqs: %d messages were not accepted", len(entries))
}

// pause waits; false if the context ended first.
func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
