package dynamodb

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/credentials"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

const prefix = "com.amazonaws.dynamodb.v20120810#"

// scripted returns a store whose server gives these answers in turn, and the
// last one for ever after.
func scripted(t *testing.T, answers ...func(request map[string]any) (status int, body string)) (*Store, *int) {
	calls := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		var request map[string]any
		_ = json.Unmarshal(raw, &request)
		status, body := answers[min(calls, len(answers)-1)](request)
		calls++
		w.Header().Set("Content-Type", "application/x-amz-json-1.0")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(server.Close)
	return New(sdk.New(sdk.Options{
		BaseEndpoint:     &server.URL,
		Region:           "us-east-1",
		Credentials:      credentials.NewStaticCredentialsProvider("test", "test", ""),
		RetryMaxAttempts: 2,
	}), "table"), &calls
}

func fails(status int, kind string) func(map[string]any) (int, string) {
	return func(map[string]any) (int, string) { return status, fmt.Sprintf(`{"__type":%q}`, prefix+kind) }
}

func succeeds(map[string]any) (int, string) { return 200, `{}` }

// TestConflictsAreRepeated meets a transaction twice before the write succeeds.
func TestConflictsAreRepeated(t *testing.T) {
	conflict := fails(400, "TransactionConflictException")
	store, calls := scripted(t, conflict, conflict, succeeds)
	if err := store.Beat(t.Context(), simulation.Claim{Simulation: "sim", Token: 1}, someTime); err != nil || *calls != 3 {
		t.Errorf("%v after %d calls", err, *calls)
	}
}

// TestServerErrorsBecomeUnavailable has a server that fails every time.
func TestServerErrorsBecomeUnavailable(t *testing.T) {
	store, calls := scripted(t, fails(500, "InternalServerError"))
	err := store.Beat(t.Context(), simulation.Claim{Simulation: "sim", Token: 1}, someTime)
	if fault.CodeOf(err) != fault.CodeUnavailable || *calls != 2 {
		t.Errorf("%v after %d calls", err, *calls)
	}
}

// TestLostAnswer has a write that takes effect although its answer is an error;
// the client's repetition is refused, by the very item it had written.
func TestLostAnswer(t *testing.T) {
	version := func(request map[string]any) string {
		raw, _ := json.Marshal(request["ExpressionAttributeValues"].(map[string]any)[":newVersion"])
		return string(raw)
	}
	store, calls := scripted(t, fails(500, "InternalServerError"), func(request map[string]any) (int, string) {
		return 400, fmt.Sprintf(`{"__type":%q,"Item":{"version":%s}}`, prefix+"ConditionalCheckFailedException", version(request))
	})
	if err := store.Beat(t.Context(), simulation.Claim{Simulation: "sim", Token: 1}, someTime); err != nil || *calls != 2 {
		t.Errorf("%v after %d calls", err, *calls)
	}
}

func TestRaceGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		r := newRace()
		var err error
		for err == nil {
			err = r.again(t.Context())
		}
		if took := time.Since(began); fault.CodeOf(err) != fault.CodeUnavailable || took > raceTimeout+time.Second {
			t.Errorf("%v after %s", err, took)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := newRace().again(ctx); fault.CodeOf(err) != fault.CodeUnavailable {
			t.Errorf("interrupted: %v", err)
		}
	})
}

func TestBind(t *testing.T) {
	names, values := bind(values{"a": "1", "unused": "2"}, "SET #state = :a", "attribute_exists(#pk) AND #state = :a")
	if len(names) != 2 || names["#state"] != "state" || names["#pk"] != "pk" || len(values) != 1 || values[":a"] == nil {
		t.Errorf("names %v, values %v", names, values)
	}
}

func TestRequestsHaveALimit(t *testing.T) {
	store, _ := scripted(t, succeeds)
	c, ok := store.client.Options().HTTPClient.(*awshttp.BuildableClient)
	if !ok || c.GetTimeout() != requestTimeout {
		t.Errorf("a request may take for ever: %T", store.client.Options().HTTPClient)
	}
}
