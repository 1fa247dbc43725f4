package secretsmanager

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/credentials"
	sdk "github.com/aws/aws-sdk-go-v2/service/secretsmanager"

	"alertsim/internal/fault"
)

func TestValue(t *testing.T) {
	reads, status := 0, http.StatusInternalServerError
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/x-amz-json-1.1")
		w.WriteHeader(status)
		reads++
		fmt.Fprintf(w, `{"SecretString":"key %d"}`, reads)
	}))
	defer server.Close()
	s := New(sdk.New(sdk.Options{
		BaseEndpoint:     &server.URL,
		Region:           "us-east-1",
		Credentials:      credentials.NewStaticCredentialsProvider("test", "test", ""),
		RetryMaxAttempts: 1,
	}), "arn", slog.New(slog.DiscardHandler))
	for _, step := range []struct {
		why    string
		status int
		age    time.Duration // by which the value grows older first
		want   string
		code   fault.Code
	}{
		{"never read", 500, 0, "", fault.CodeUnavailable},
		{"read", 200, 0, "key 2", ""},
		{"young enough", 200, MaxAge - time.Minute, "key 2", ""},
		{"too old", 200, time.Minute, "key 3", ""},
		{"too old, but cannot be read", 500, MaxAge, "key 3", ""},
		{"still too old", 200, 0, "key 5", ""},
	} {
		status = step.status
		s.read = s.read.Add(-step.age)
		if step.code != "" {
			s.read = time.Time{}
		}
		got, err := s.Value(t.Context())
		if got != step.want || fault.CodeOf(err) != step.code {
			t.Errorf("%s: %q, %v; want %q, %q", step.why, got, err, step.want, step.code)
		}
	}
}
