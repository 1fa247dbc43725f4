package sqs

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"alertsim/internal/simulationtest"
)

// staleDeletes are the emulators, as ALERTSIM_LOCAL_AWS names them, that find a
// message by any receipt it ever had: what no longer holds the message deletes it.
// SQS says that it may not be deleted then. The sweeper heals it either way: it
// sends a new job for a shard that nobody works on.
var staleDeletes = map[string]bool{"LocalStack": true}

func TestContract(t *testing.T) {
	client := localAWS(t)
	simulationtest.Queue(t, func(t *testing.T) simulationtest.QueueUnderTest {
		q := newQueue(t, client)
		q.visibility = 2 * time.Second
		return simulationtest.QueueUnderTest{Queue: q, Visibility: q.visibility, StaleDeletes: staleDeletes[os.Getenv("ALERTSIM_LOCAL_AWS")]}
	})
}

// localAWS returns a client of the local AWS at AWS_ENDPOINT_URL. Without one
// the test is skipped, or fails if ALERTSIM_REQUIRE_AWS=1.
func localAWS(t *testing.T) *sdk.Client {
	t.Helper()
	url := os.Getenv("AWS_ENDPOINT_URL")
	const message = "needs an SQS: set AWS_ENDPOINT_URL"
	switch {
	case url != "":
	case os.Getenv("ALERTSIM_REQUIRE_AWS") == "1":
		t.Fatal(message)
	default:
		t.Skip(message)
	}
	return sdk.New(sdk.Options{
		BaseEndpoint: &url,
		Region:       "us-east-1",
		Credentials:  credentials.NewStaticCredentialsProvider("test", "test", ""),
	})
}

// newQueue makes a queue for one test. It moves messages to dead letters as the
// stack's queue does.
func newQueue(t *testing.T, client *sdk.Client) *Queue {
	t.Helper()
	dead := create(t, client, nil)
	attributes, err := client.GetQueueAttributes(t.Context(), &sdk.GetQueueAttributesInput{
		QueueUrl: &dead, AttributeNames: []types.QueueAttributeName{types.QueueAttributeNameQueueArn},
	})
	if err != nil {
		t.Fatal(err)
	}
	return New(client, create(t, client, map[string]string{
		"RedrivePolicy": fmt.Sprintf(`{"deadLetterTargetArn": %q, "maxReceiveCount": 60}`, attributes.Attributes["QueueArn"]),
	}))
}

// create makes an SQS queue for one test and returns its URL.
func create(t *testing.T, client *sdk.Client, attributes map[string]string) (url string) {
	t.Helper()
	created, err := client.CreateQueue(t.Context(), &sdk.CreateQueueInput{QueueName: aws.String("alertsim-" + rand.Text()), Attributes: attributes})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := client.DeleteQueue(context.Background(), &sdk.DeleteQueueInput{QueueUrl: created.QueueUrl}); err != nil {
			t.Log(err)
		}
	})
	return aws.ToString(created.QueueUrl)
}
