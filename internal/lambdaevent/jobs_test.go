package lambdaevent

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/aws/aws-lambda-go/events"
)

func TestJobs(t *testing.T) {
	const id = "059f36b4-87a3-44ab-83d2-66197000000"
	for _, c := range []struct {
		why     string
		results []error
		want    string
	}{
		{"all done", make([]error, 3), `{"batchItemFailures":[]}`},
		{"one failed, the others are done", []error{nil, errors.New("x"), nil}, `{"batchItemFailures":[{"itemIdentifier":"` + id + `1"}]}`},
		{"all failed", []error{errors.New("x"), errors.New("y"), errors.New("z")},
			`{"batchItemFailures":[{"itemIdentifier":"` + id + `0"},{"itemIdentifier":"` + id + `1"},{"itemIdentifier":"` + id + `2"}]}`},
	} {
		var seen []string
		answer, err := Jobs(func(_ context.Context, body, receipt string) error {
			seen = append(seen, body+receipt)
			return c.results[len(seen)-1]
		})(t.Context(), fixture[events.SQSEvent](t, "sqs"))
		if got, _ := json.Marshal(answer); err != nil || string(got) != c.want {
			t.Errorf("%s: %s, %v; want %s", c.why, got, err, c.want)
		}
		for shard, s := range seen {
			want := fmt.Sprintf(`{"v":1,"kind":"run","simulation":"sim","shard":%d,"turn":7}AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a%d`, shard, shard)
			if s != want {
				t.Errorf("%s: handled %s, want %s", c.why, s, want)
			}
		}
	}
}

// TestJobsWithoutRecords is what an event source sends to try a function.
func TestJobsWithoutRecords(t *testing.T) {
	answer, err := Jobs(nil)(t.Context(), events.SQSEvent{})
	if got, _ := json.Marshal(answer); err != nil || string(got) != `{"batchItemFailures":[]}` {
		t.Errorf("%s, %v", got, err)
	}
}

func TestJobsAfterTheFunctionsTime(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var handled []string
	answer, _ := Jobs(func(_ context.Context, _, receipt string) error {
		handled = append(handled, receipt)
		cancel()
		return nil
	})(ctx, fixture[events.SQSEvent](t, "sqs"))
	if len(handled) != 1 || len(answer.BatchItemFailures) != 2 || slices.ContainsFunc(answer.BatchItemFailures, func(f events.SQSBatchItemFailure) bool { return f.ItemIdentifier == "" }) {
		t.Errorf("handled %v, failed %v", handled, answer.BatchItemFailures)
	}
}
