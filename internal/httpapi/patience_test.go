package httpapi_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// A forecast may take longer than a server waits for a request to arrive.
func TestForecastOutlastsTheReadTimeout(t *testing.T) {
	e := newEnv(t)
	server := httptest.NewUnstartedServer(e.handler)
	server.Config.ReadTimeout = 50 * time.Millisecond
	server.Start()
	defer server.Close()
	began := time.Now()
	response, err := http.Post(server.URL+"/api/forecast", "application/json",
		strings.NewReader(`{"messages": 5000000, "mode": "instant", "senderGroups": [{"senders": 1000, "ratePerSecond": 10000}]}`))
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if took := time.Since(began); response.StatusCode != 200 || took < 100*time.Millisecond {
		t.Errorf("status %d after %v", response.StatusCode, took)
	}
}
