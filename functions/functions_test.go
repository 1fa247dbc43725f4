// Package functions_test runs the programs of the functions as Lambda does.
package functions_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// lambda is Lambda's runtime interface for one event, and an AWS that knows no
// item and takes every message.
type lambda struct {
	*testing.T
	event   string
	timeout time.Duration     // of the function; 20 s if 0
	answer  chan string       // what the function has answered
	items   map[string]string // what the AWS answers, by operation; {} to others
	process *os.Process
	mu      sync.Mutex
	asked   []string // operations of the AWS
	bodies  []string // of these
	served  bool
}

// patience is how long an answer may take where no test says otherwise.
const patience = 20 * time.Second

func (l *lambda) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	switch operation := r.Header.Get("X-Amz-Target"); {
	case strings.HasSuffix(r.URL.Path, "/invocation/next"):
		l.mu.Lock()
		again := l.served
		l.served = true
		l.mu.Unlock()
		if again {
			<-r.Context().Done() // no more events
			return
		}
		w.Header().Set("Lambda-Runtime-Aws-Request-Id", "1")
		w.Header().Set("Lambda-Runtime-Deadline-Ms", fmt.Sprint(time.Now().Add(cmp.Or(l.timeout, patience)).UnixMilli()))
		_, _ = io.WriteString(w, l.event)
	case strings.Contains(r.URL.Path, "/runtime/"):
		w.WriteHeader(http.StatusAccepted)
		l.answer <- r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:] + " " + string(body)
	default:
		l.mu.Lock()
		defer l.mu.Unlock()
		l.asked, l.bodies = append(l.asked, operation), append(l.bodies, string(body))
		w.Header().Set("Content-Type", "application/x-amz-json-1.0")
		_, _ = io.WriteString(w, cmp.Or(l.items[operation[strings.LastIndex(operation, ".")+1:]], "{}"))
	}
}

var built = map[string]func() (string, error){
	"api": program("api"), "forecast": program("forecast"), "worker": program("worker"), "study": program("study"), "sweeper": program("sweeper"),
}

var folder string

func TestMain(m *testing.M) {
	code := func() int {
		var err error
		if folder, err = os.MkdirTemp("", "functions"); err != nil {
			panic(err)
		}
		defer os.RemoveAll(folder)
		return m.Run()
	}()
	os.Exit(code)
}

func program(name string) func() (string, error) {
	return sync.OnceValues(func() (string, error) {
		path := filepath.Join(folder, name)
		out, err := exec.Command("go", "build", "-tags", "lambda.norpc", "-o", path, "./"+name).CombinedOutput()
		if err != nil {
			return "", fmt.Errorf("%w: %s", err, out)
		}
		return path, nil
	})
}

func function(t *testing.T, name string, environment ...string) *exec.Cmd {
	t.Helper()
	path, err := built[name]()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path)
	cmd.Env = append([]string{"AWS_REGION=eu-central-1", "AWS_ACCESS_KEY_ID=a", "AWS_SECRET_ACCESS_KEY=b"}, environment...)
	return cmd
}

// invoke runs a function with one event and returns its answer and what it asked
// AWS for.
func invoke(t *testing.T, name, event string) (answer string, asked []string) {
	t.Helper()
	l := &lambda{T: t, event: event}
	answer = l.invoke(name)
	return answer, l.asked
}

// invoke runs a function with the event and more of an environment, and returns
// its answer.
func (l *lambda) invoke(name string, environment ...string) (answer string) {
	t := l.T
	t.Helper()
	l.answer = make(chan string, 1)
	server := httptest.NewServer(l)
	t.Cleanup(server.Close)
	cmd := function(t, name, append([]string{"AWS_LAMBDA_RUNTIME_API=" + strings.TrimPrefix(server.URL, "http://"), "AWS_ENDPOINT_URL=" + server.URL,
		"ALERTSIM_TABLE=alerts", "ALERTSIM_QUEUE_URL=" + server.URL + "/queue", "ALERTSIM_STUDY_QUEUE_URL=" + server.URL + "/studies"}, environment...)...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	l.process = cmd.Process
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	select {
	case answer = <-l.answer:
	case <-time.After(cmp.Or(l.timeout, patience)):
		t.Fatal("no answer")
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return answer
}

func TestFunctionsSayWhatTheyMiss(t *testing.T) {
	for name := range built {
		wrong, missing := []string{"ALERTSIM_FORECAST_SECONDS=0"}, []string{"ALERTSIM_FORECAST_SECONDS must be"}
		if name != "forecast" { // which needs nothing
			wrong, missing = nil, append([]string{"ALERTSIM_TABLE is not set"}, map[string][]string{
				"api":     {"ALERTSIM_QUEUE_URL is not set", "ALERTSIM_STUDY_QUEUE_URL is not set"},
				"sweeper": {"ALERTSIM_QUEUE_URL is not set", "ALERTSIM_STUDY_QUEUE_URL is not set"},
				"worker":  {"ALERTSIM_QUEUE_URL is not set"},
				"study":   {"ALERTSIM_STUDY_QUEUE_URL is not set"},
			}[name]...)
		}
		out, err := function(t, name, wrong...).CombinedOutput()
		for _, words := range missing {
			if err == nil || !strings.Contains(string(out), words) {
				t.Errorf("%s starts in an environment that is no good: %v, %s", name, err, out)
			}
		}
	}
}

// request is the event of a call by whoever has the token x.
func request(method, path, body string, headers ...string) string {
	all := map[string]string{"Host": "x.execute-api.example", "Authorization": "Bearer x"}
	for i := 0; i < len(headers); i += 2 {
		all[headers[i]] = headers[i+1]
	}
	event, _ := json.Marshal(map[string]any{ // texts: cannot fail
		"httpMethod": method, "path": path, "body": body, "headers": all,
		"requestContext": map[string]any{"identity": map[string]string{"sourceIp": "192.0.2.1"}},
	})
	return string(event)
}

// response reads what the API's function has answered.
func response(t *testing.T, answer string) (status int, body string) {
	t.Helper()
	var got struct {
		StatusCode int
		Body       string
	}
	if err := json.Unmarshal([]byte(strings.TrimPrefix(answer, "response ")), &got); err != nil {
		t.Fatal(err, answer)
	}
	return got.StatusCode, got.Body
}

func TestAPIAndForecast(t *testing.T) {
	for _, test := range []struct {
		function, method, path, body string
		status                       int
		words                        string
	}{
		{"api", "GET", "/api/health", "", 200, `"ok"`},
		{"api", "GET", "/api/session", "", 401, "open or join a session"},
		{"api", "POST", "/api/forecast", `{"messages": 100, "seed": 1}`, 404, "not answered here"},
		{"forecast", "POST", "/api/forecast", `{"messages": 100, "seed": 1}`, 200, `"makespan"`},
		{"forecast", "POST", "/api/forecast", `{"messages": 0}`, 422, "messages"},
		{"forecast", "POST", "/api/forecast/senders", `{"messages": 100, "objectives": [{"share": 0.9, "within": 60}]}`, 200, `"senders"`},
		{"forecast", "GET", "/api/health", "", 404, "not answered here"},
	} {
		raw, asked := invoke(t, test.function, request(test.method, test.path, test.body))
		if status, answer := response(t, raw); status != test.status || !strings.Contains(answer, test.words) {
			t.Errorf("%s: %s %s: %d %s", test.function, test.method, test.path, status, answer)
		}
		if test.function == "forecast" && len(asked) > 0 {
			t.Errorf("a forecast asks AWS for %v, which it may not", asked)
		}
	}
}

// Each message of a batch is answered for itself: what is no job goes back, and
// the others do not go with it.
func TestWorker(t *testing.T) {
	record := func(id, body string) string {
		return fmt.Sprintf(`{"messageId": %q, "receiptHandle": %q, "body": %q, "eventSource": "aws:sqs"}`, id, id, body)
	}
	answer, asked := invoke(t, "worker", `{"Records": [`+record("1", `{"v":1,"kind":"dance"}`)+`,`+
		record("2", `{"v":1,"kind":"run","simulation":"gone","shard":0,"turn":1}`)+`]}`)
	if answer != `response {"batchItemFailures":[{"itemIdentifier":"1"}]}` {
		t.Errorf("answer %s", answer)
	}
	if text := fmt.Sprint(asked); !strings.Contains(text, "DynamoDB") || !strings.Contains(text, "ChangeMessageVisibility") {
		t.Errorf("it asked for %s", text)
	}
}

// A study that is gone needs nothing, and what is no job goes back; the jobs of simulations are none.
func TestStudy(t *testing.T) {
	record := func(id, body string) string {
		return fmt.Sprintf(`{"messageId": %q, "receiptHandle": %q, "body": %q, "eventSource": "aws:sqs"}`, id, id, body)
	}
	answer, asked := invoke(t, "study", `{"Records": [`+record("1", `{"v":1,"kind":"run","simulation":"gone","shard":0,"turn":1}`)+`,`+
		record("2", `{"v":1,"kind":"study","study":"gone","chunk":17}`)+`]}`)
	if answer != `response {"batchItemFailures":[{"itemIdentifier":"1"}]}` {
		t.Errorf("answer %s", answer)
	}
	if text := fmt.Sprint(asked); !strings.Contains(text, "DynamoDB") || !strings.Contains(text, "ChangeMessageVisibility") {
		t.Errorf("it asked for %s", text)
	}
}

func TestSweeper(t *testing.T) {
	answer, asked := invoke(t, "sweeper", `{"source": "aws.events"}`)
	if !strings.HasPrefix(answer, "response") || len(asked) == 0 || !strings.HasPrefix(asked[0], "DynamoDB") {
		t.Errorf("answer %s, it asked for %v", answer, asked)
	}
}
