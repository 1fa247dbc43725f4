//go:build aws

package e2e

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// read is one read of DynamoDB.
type read struct {
	operation string // Query or GetItem
	body      string // what was asked for
	units     float64
}

// meter stands between a program and its DynamoDB, asks it what each read consumes and notes that.
type meter struct {
	url   string
	mu    sync.Mutex
	reads []read
}

func newMeter(t *testing.T, target string) *meter {
	t.Helper()
	to, err := url.Parse(target)
	if err != nil {
		t.Fatal(err)
	}
	m := &meter{}
	proxy := &httputil.ReverseProxy{
		Rewrite:        func(r *httputil.ProxyRequest) { r.SetURL(to) },
		ModifyResponse: m.note,
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if isRead(r) {
			askForUnits(r)
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	m.url = server.URL
	return m
}

func isRead(r *http.Request) bool {
	_, operation, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	return operation == "Query" || operation == "GetItem"
}

// askForUnits adds a field to the request, whose signature no local AWS looks at.
func askForUnits(r *http.Request) {
	raw, _ := io.ReadAll(r.Body) // what is missing of it is missed by the target
	raw = bytes.Replace(raw, []byte("{"), []byte(`{"ReturnConsumedCapacity":"TOTAL",`), 1)
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(raw)), int64(len(raw))
	r.Header.Set("Content-Length", strconv.Itoa(len(raw)))
	r.Header.Set("X-Alertsim-Asked", url.QueryEscape(string(raw)))
}

func (m *meter) note(answer *http.Response) error {
	if !isRead(answer.Request) {
		return nil
	}
	raw, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	answer.Body = io.NopCloser(bytes.NewReader(raw))
	var document struct {
		ConsumedCapacity struct{ CapacityUnits float64 }
	}
	if err := json.Unmarshal(raw, &document); err != nil {
		return err
	}
	_, operation, _ := strings.Cut(answer.Request.Header.Get("X-Amz-Target"), ".")
	asked, err := url.QueryUnescape(answer.Request.Header.Get("X-Alertsim-Asked"))
	if err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.reads = append(m.reads, read{operation, asked, document.ConsumedCapacity.CapacityUnits})
	return nil
}

// take returns the reads since it was asked before.
func (m *meter) take() []read {
	m.mu.Lock()
	defer m.mu.Unlock()
	reads := m.reads
	m.reads = nil
	return reads
}

// of are those that ask for something.
func of(reads []read, part string) (some []read) {
	for _, r := range reads {
		if strings.Contains(r.body, part) {
			some = append(some, r)
		}
	}
	return some
}
