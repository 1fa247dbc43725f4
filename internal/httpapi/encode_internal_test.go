package httpapi

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"math"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"alertsim/internal/result"
)

// An answer that cannot be written as JSON is an internal error, whole, and
// never the broken body of a success.
func TestWhatIsNoNumberIsAnInternalError(t *testing.T) {
	a := &api{Options: Options{Log: slog.New(slog.NewTextHandler(io.Discard, nil))}}
	mux := http.NewServeMux()
	humaAPI := humago.New(mux, humaConfig())
	for path, x := range map[string]float64{"/nan": math.NaN(), "/infinite": math.Inf(1), "/number": 1} {
		huma.Register(humaAPI, operation(http.MethodGet, path, path[1:], "", http.StatusOK),
			func(context.Context, *none) (*struct {
				Location string `header:"Location"`
				Body     result.Estimate
			}, error) {
				return &struct {
					Location string `header:"Location"`
					Body     result.Estimate
				}{"/x", result.Estimate{Mean: 1, Max: x}}, nil
			})
	}
	server := httptest.NewServer(a.logged(noCache(mux)))
	defer server.Close()
	for path, want := range map[string]int{"/nan": 500, "/infinite": 500, "/number": 200} {
		response, err := http.Get(server.URL + Base + path)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(response.Body)
		response.Body.Close()
		var document map[string]any
		if err != nil || response.StatusCode != want || json.Unmarshal(raw, &document) != nil {
			t.Errorf("%s: status %d, %s, %v", path, response.StatusCode, raw, err)
		}
		if want == 500 && (document["detail"] != internalDetail || response.Header.Get("Content-Type") != "application/problem+json" ||
			response.Header.Get("Location") != "" || response.Header.Get("Cache-Control") != "no-store") {
			t.Errorf("%s: %s %v", path, raw, response.Header)
		}
		if strings.Contains(string(raw), "NaN") || strings.Contains(string(raw), "error marshaling") {
			t.Errorf("%s: %s", path, raw)
		}
	}
}

// What breaks after the first byte breaks the connection.
func TestABrokenBodyIsNoAnswer(t *testing.T) {
	a := &api{Options: Options{Log: slog.New(slog.NewTextHandler(io.Discard, nil))}}
	server := httptest.NewServer(a.logged(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"half": `))
		panic("broken")
	})))
	server.Config.ErrorLog = slog.NewLogLogger(slog.NewTextHandler(io.Discard, nil), slog.LevelError)
	defer server.Close()
	response, err := http.Get(server.URL)
	if err == nil {
		defer response.Body.Close()
		if raw, err := io.ReadAll(response.Body); err == nil {
			t.Errorf("status %d, %s", response.StatusCode, raw)
		}
	}
}
