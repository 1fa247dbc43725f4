package sqs

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/credentials"
	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

// fakeServer notes the sizes of the batches it gets. It refuses the entries for
// which refuse gives a code.
type fakeServer struct {
	batches []int
	delays  []int
	refuse  func(batch int, id string) (code string, senderFault bool)
}

func (f *fakeServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var request struct {
		Entries []struct {
			ID           string `json:"Id"`
			DelaySeconds int
		}
	}
	_ = json.NewDecoder(r.Body).Decode(&request)
	var failed, successful []string
	for _, e := range request.Entries {
		f.delays = append(f.delays, e.DelaySeconds)
		if code, fault := f.refuse(len(f.batches), e.ID); code != "" {
			failed = append(failed, fmt.Sprintf(`{"Id":%q,"Code":%q,"SenderFault":%t}`, e.ID, code, fault))
		} else {
			successful = append(successful, fmt.Sprintf(`{"Id":%q,"MessageId":"m"}`, e.ID))
		}
	}
	f.batches = append(f.batches, len(request.Entries))
	w.Header().Set("Content-Type", "application/x-amz-json-1.0")
	fmt.Fprintf(w, `{"Failed":[%s],"Successful":[%s]}`, strings.Join(failed, ","), strings.Join(successful, ","))
}

func send(t *testing.T, f *fakeServer, delay time.Duration, n int) error {
	server := httptest.NewServer(f)
	defer server.Close()
	q := New(sdk.New(sdk.Options{
		BaseEndpoint:                     &server.URL,
		Region:                           "us-east-1",
		Credentials:                      credentials.NewStaticCredentialsProvider("test", "test", ""),
		DisableMessageChecksumValidation: true,
	}), server.URL+"/queue")
	jobs := make([]simulation.Job, n)
	for i := range jobs {
		jobs[i] = simulation.Job{Kind: simulation.JobRun, Simulation: "sim", Shard: i, Turn: 1}
	}
	return q.Send(t.Context(), delay, jobs...)
}

func TestSend(t *testing.T) {
	even := func(id string) bool { return (id[0]-'0')%2 == 0 }
	for _, c := range []struct {
		why     string
		jobs    int
		refuse  func(batch int, id string) (string, bool)
		batches []int
		code    fault.Code
	}{
		{"nothing to send", 0, nil, nil, ""},
		{"batches of ten", 64, nil, []int{10, 10, 10, 10, 10, 10, 4}, ""},
		{"only what was refused is sent again", 10, func(batch int, id string) (string, bool) {
			return map[bool]string{true: "InternalError"}[batch == 0 && even(id)], false
		}, []int{10, 5}, ""},
		{"throttling counts as the server's fault", 3, func(batch int, _ string) (string, bool) {
			return map[bool]string{true: "RequestThrottled"}[batch == 0], true
		}, []int{3, 3}, ""},
		{"refused for ever", 12, func(int, string) (string, bool) { return "InternalError", false },
			[]int{10, 10, 10, 10, 10}, fault.CodeUnavailable},
		{"a message that is wrong", 12, func(_ int, id string) (string, bool) {
			return map[bool]string{true: "InvalidMessageContents"}[id == "3"], true
		},
			[]int{10}, fault.CodeInternal},
	} {
		t.Run(c.why, func(t *testing.T) {
			f := &fakeServer{refuse: c.refuse}
			if f.refuse == nil {
				f.refuse = func(int, string) (string, bool) { return "", false }
			}
			err := send(t, f, 0, c.jobs)
			if fault.CodeOf(err) != c.code || !slices.Equal(f.batches, c.batches) {
				t.Errorf("batches %v and %v, want %v and %q", f.batches, err, c.batches, c.code)
			}
		})
	}
}

func TestSeconds(t *testing.T) {
	for _, c := range []struct {
		d, most time.Duration
		want    int32
	}{
		{0, maxDelay, 0},
		{-time.Second, maxDelay, 0},
		{time.Millisecond, maxDelay, 1},
		{simulation.Visibility, maxVisibility, 45},
		{time.Hour, maxDelay, 900},
		{24 * time.Hour, maxVisibility, 43_200},
	} {
		if got := seconds(c.d, c.most); got != c.want {
			t.Errorf("%s of at most %s: %d s, want %d", c.d, c.most, got, c.want)
		}
	}
}
