package httpapi_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"alertsim/internal/httpapi"
)

// Each part answers its own calls, and of the others says that they are not its own.
func TestParts(t *testing.T) {
	e := newEnv(t)
	parts := map[httpapi.Part]http.Handler{
		httpapi.Whole:           e.handler,
		httpapi.ForecastsOnly:   httpapi.New(nil, httpapi.Options{Part: httpapi.ForecastsOnly}),
		httpapi.AllButForecasts: httpapi.New(nil, httpapi.Options{Part: httpapi.AllButForecasts}),
	}
	for _, test := range []struct {
		method, path, body string
		forecast           bool
		status             int
	}{
		{"POST", "/api/forecast", `{"messages": 10}`, true, 200},
		{"POST", "/api/forecast?replications=2", `{"messages": 10}`, true, 200},
		{"POST", "/api/forecast", `{"messages": 0}`, true, 422},
		{"POST", "/api/forecast/senders", `{"messages": 10, "objectives": [{"share": 0.5, "within": 60}]}`, true, 200},
		{"GET", "/api/forecast", "", true, 405},
		{"GET", "/api/limits", "", false, 200},
		{"GET", "/api/openapi.json", "", false, 200},
		{"GET", "/api/forecasts", "", false, 404},
		{"GET", "/api/forecast/other", "", false, 404},
	} {
		for part, handler := range parts {
			want := test.status
			if part == httpapi.ForecastsOnly && !test.forecast || part == httpapi.AllButForecasts && test.forecast {
				want = 404
			}
			w := httptest.NewRecorder()
			r := httptest.NewRequest(test.method, test.path, strings.NewReader(test.body))
			r.Header.Set("Authorization", "Bearer of no use")
			handler.ServeHTTP(w, r)
			if w.Code != want {
				t.Errorf("part %d: %s %s: %d, want %d: %s", part, test.method, test.path, w.Code, want, w.Body)
			}
			if w.Code >= 400 && w.Header().Get("Content-Type") != "application/problem+json" {
				t.Errorf("part %d: %s %s: %s is no problem document", part, test.method, test.path, w.Body)
			}
		}
	}
}
