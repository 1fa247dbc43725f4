package lambdaevent

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"reflect"
	"testing"

	"github.com/aws/aws-lambda-go/events"
)

func fixture[T any](t *testing.T, name string) (event T) {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &event); err != nil {
		t.Fatal(err)
	}
	return event
}

func TestRequest(t *testing.T) {
	for _, c := range []struct {
		event, what string
		got         func(r *http.Request, body string) any
		want        any
	}{
		{"get", "call", func(r *http.Request, _ string) any { return r.Method + " " + r.URL.Path }, "GET /api/simulations"},
		{"get", "query value with signs and letters", func(r *http.Request, _ string) any { return r.URL.Query().Get("cursor") }, "a+b/ü ="},
		{"get", "every query value, in order", func(r *http.Request, _ string) any { return r.URL.Query()["limit"] }, []string{"10", "20"}},
		{"get", "every header value, in order", func(r *http.Request, _ string) any { return r.Header.Values("x-twice") }, []string{"one", "two"}},
		{"get", "header", func(r *http.Request, _ string) any { return r.Header.Get("Authorization") }, "Bearer abc"},
		{"get", "host", func(r *http.Request, _ string) any { return r.Host }, "a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com"},
		{"get", "client address", func(r *http.Request, _ string) any { return r.RemoteAddr }, "198.51.100.7:0"},
		{"get", "no body", func(r *http.Request, body string) any { return fmt.Sprint(r.ContentLength, body) }, "0"},
		{"post", "body", func(_ *http.Request, body string) any { return body }, `{"name":"Hochwasser, Kreis Ü","messages":1000}`},
		{"post", "length in bytes", func(r *http.Request, _ string) any { return r.ContentLength }, int64(47)},
		{"post", "header in small letters", func(r *http.Request, _ string) any { return r.Header.Get("Content-Type") }, "application/json"},
		{"base64", "binary body", func(_ *http.Request, body string) any { return body }, "\x00\xff\xfe\n"},
		{"empty", "call", func(r *http.Request, body string) any { return r.Method + " " + r.RequestURI + body }, "POST /api/session"},
		{"empty", "client address of version 6", func(r *http.Request, _ string) any { return r.RemoteAddr }, "[2001:db8::7]:0"},
		{"stage", "path below the stage", func(r *http.Request, _ string) any { return r.RequestURI }, "/api/health?verbose=1"},
		{"stage", "single-valued header", func(r *http.Request, _ string) any { return r.Header.Get("Accept") + " " + r.Host }, "*/* localhost:4566"},
		{"escaped", "path", func(r *http.Request, _ string) any { return r.URL.Path }, "/api/simulations/a b"},
	} {
		t.Run(c.event+"/"+c.what, func(t *testing.T) {
			handler := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
				body, err := io.ReadAll(r.Body)
				if err != nil {
					t.Error(err)
				}
				if got := c.got(r, string(body)); !reflect.DeepEqual(got, c.want) {
					t.Errorf("got %#v, want %#v", got, c.want)
				}
			})
			if _, err := HTTP(handler)(t.Context(), fixture[events.APIGatewayProxyRequest](t, c.event)); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// TestStageNamedAsAPath does not take a stage off that API Gateway has taken off.
func TestStageNamedAsAPath(t *testing.T) {
	e := events.APIGatewayProxyRequest{Path: "/api/health"}
	e.RequestContext.Stage, e.RequestContext.Path = "api", "/api/api/health"
	if got := path(e); got != "/api/health" {
		t.Error(got)
	}
}

func TestBrokenEvents(t *testing.T) {
	for why, e := range map[string]events.APIGatewayProxyRequest{
		"a body that is not base64": {HTTPMethod: "POST", Path: "/", Body: "*", IsBase64Encoded: true},
		"no method there is":        {HTTPMethod: "G T", Path: "/"},
	} {
		if _, err := HTTP(http.NotFoundHandler())(t.Context(), e); err == nil {
			t.Errorf("%s: no error", why)
		}
	}
}

func TestResponse(t *testing.T) {
	for _, c := range []struct {
		why     string
		handler http.HandlerFunc
		want    events.APIGatewayProxyResponse
	}{
		{"nothing written", func(http.ResponseWriter, *http.Request) {},
			events.APIGatewayProxyResponse{StatusCode: 200, MultiValueHeaders: http.Header{}}},
		{"status alone", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(204) },
			events.APIGatewayProxyResponse{StatusCode: 204, MultiValueHeaders: http.Header{}}},
		{"repeated headers, those set too late left out", func(w http.ResponseWriter, _ *http.Request) {
			w.Header()["X-Twice"] = []string{"one", "two"}
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(100)
			w.WriteHeader(201)
			w.Header().Set("X-Late", "1")
			w.WriteHeader(500)
			_, _ = io.WriteString(w, `{"ü":1}`)
		}, events.APIGatewayProxyResponse{StatusCode: 201, Body: `{"ü":1}`,
			MultiValueHeaders: http.Header{"X-Twice": {"one", "two"}, "Content-Type": {"application/json"}}}},
		{"binary", func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte("\x1f\x8b"))
			_, _ = w.Write([]byte("\x08\xff"))
		}, events.APIGatewayProxyResponse{StatusCode: 200, Body: base64.StdEncoding.EncodeToString([]byte("\x1f\x8b\x08\xff")), IsBase64Encoded: true,
			MultiValueHeaders: http.Header{"Content-Type": {"application/octet-stream"}}}},
		{"text of no declared type", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "fine") },
			events.APIGatewayProxyResponse{StatusCode: 200, Body: "fine", MultiValueHeaders: http.Header{"Content-Type": {"text/plain; charset=utf-8"}}}},
	} {
		got, err := HTTP(c.handler)(t.Context(), fixture[events.APIGatewayProxyRequest](t, "get"))
		if err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v, %v; want %+v", c.why, got, err, c.want)
		}
	}
}
