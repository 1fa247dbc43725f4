package httpapi_test

import (
	"errors"
	"fmt"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/httpapi"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// locations are the fields that a problem names, in order.
func (p problem) locations() []string {
	var all []string
	for _, e := range p.Errors {
		all = append(all, e.Location)
	}
	slices.Sort(all)
	return all
}

func TestWrongSettingsAreRefused(t *testing.T) {
	e := newEnv(t)
	e.open()
	tests := []struct {
		name, body string
		status     int
		fields     []string // without the leading body.
		words      string
	}{
		{"no messages", `{"messages":0}`, 422, []string{"messages"}, "must be between 1 and 100,000,000"},
		{"text for a number", `{"messages":"many"}`, 422, []string{"messages"}, `got \"many\"`},
		{"a field that was one once", `{"senders":4}`, 422, []string{"senders"}, "belongs into senderGroups[].senders"},
		{"a field at the wrong place", `{"failureRate":2}`, 422, []string{"failureRate"}, "belongs into senderGroups[].failureRate"},
		{"deep inside", `{"senderGroups":[{},{"failureRate":2}]}`, 422, []string{"senderGroups[1].failureRate"}, "between 0 and 1"},
		{"a fraction", `{"messages":1.5}`, 422, []string{"messages"}, "whole number"},
		{"too large for any number", `{"messages":1e999}`, 422, []string{"messages"}, "must be between"},
		{"null", `{"messages":null}`, 422, []string{"messages"}, "must not be null"},
		{"a list for an object", `{"retry":[]}`, 422, []string{"retry"}, "object"},
		{"another letter case", `{"Messages":5}`, 422, []string{"Messages"}, `write it \"messages\"`},
		{"twice", `{"messages":5,"messages":6}`, 422, []string{"messages"}, "twice"},
		{"all at once", `{"messages":0,"speed":0,"retry":{"maxAttempts":99},"x":1,"senderGroups":[{"senders":0,"sendTime":{"mean":-1}}]}`, 422,
			[]string{"messages", "retry.maxAttempts", "senderGroups[0].sendTime.mean", "senderGroups[0].senders", "speed", "x"}, "6 fields"},
		{"fields that do not go together", `{"messages":100000000}`, 422, []string{"messages"}, "mode instant takes more"},
		{"not a number", `{"messages":NaN}`, 400, nil, "not JSON"},
		{"not JSON", `messages=5`, 400, nil, "not JSON"},
		{"cut off", `{"messages":5`, 400, nil, "ends too early"},
		{"more than one", `{} {}`, 400, nil, "goes on"},
		{"a list", `[{"messages":5}]`, 400, nil, "must be a JSON object"},
		{"null alone", `null`, 400, nil, "must be a JSON object"},
		{"nothing", ``, 400, nil, "a body is needed"},
		{"spaces", ` `, 400, nil, "not JSON"},
		{"one byte too many", pad(`{"messages":5}`, settings.MaxBodyBytes+1), 413, nil, "longer than 65,536 bytes"},
		{"a megabyte", pad(`{"messages":5}`, 1<<20), 413, nil, "longer than 65,536 bytes"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e.T = t
			a := e.call("POST", "/api/simulations", test.body, test.status)
			want := []string(nil)
			for _, f := range test.fields {
				want = append(want, "body."+f)
			}
			if got := a.problem(t).locations(); !slices.Equal(got, want) || !strings.Contains(string(a.body), test.words) {
				t.Errorf("got %s, want %q and %q", a.body, want, test.words)
			}
		})
	}
	e.T = t
	if page := read[httpapi.Page](t, e.call("GET", "/api/simulations", "", 200)); len(page.Items) != 0 || len(e.queue.jobs()) != 0 {
		t.Errorf("something is stored or queued: %+v, %v", page, e.queue.jobs())
	}
	if s := read[httpapi.Session](t, e.call("GET", "/api/session", "", 200)); s.SimulationID != "" {
		t.Errorf("the session has the simulation %s", s.SimulationID)
	}
	// The longest body there may be, and no Content-Type.
	e.call("POST", "/api/simulations", pad(`{"messages":5}`, settings.MaxBodyBytes), 202, header{"Content-Type", "application/x-www-form-urlencoded"})
}

// pad fills a body with spaces.
func pad(body string, size int) string { return body + strings.Repeat(" ", size-len(body)) }

func TestWrongKeysOfJoinAreRefusedInTheSameWords(t *testing.T) {
	e := newEnv(t)
	e.open()
	tests := []struct {
		body   string
		status int
		fields []string
		words  string
	}{
		{`{}`, 422, []string{"body.managementKey"}, `"message":"is needed"`},
		{`{"managementKey":5}`, 422, []string{"body.managementKey"}, "must be a text in quotes"},
		{`{"managementKey":null}`, 422, []string{"body.managementKey"}, "must be a text in quotes"},
		{`{"managementKey":"` + strings.Repeat("k", 1001) + `"}`, 422, []string{"body.managementKey"}, "at most 1000 characters"},
		{`{"managementKey":"a","x":1}`, 422, []string{"body.x"}, "is not a field"},
		{`{"key":"a"}`, 422, []string{"body.key", "body.managementKey"}, "2 values of the request are wrong"},
		{`[]`, 422, []string{"body"}, "must be an object in braces"},
		{`null`, 422, []string{"body"}, "must be an object in braces"},
		{`{"managementKey":`, 400, nil, "the body cannot be read: not JSON"},
		{``, 400, nil, "a body is needed"},
		{pad(`{"managementKey":"x"}`, 1<<20), 413, nil, "longer than"},
	}
	for _, test := range tests {
		a := e.call("POST", "/api/session/join", test.body, test.status)
		if got := a.problem(t).locations(); !slices.Equal(got, test.fields) || !strings.Contains(string(a.body), test.words) {
			t.Errorf("%.60s: got %s, want %q and %q", test.body, a.body, test.fields, test.words)
		}
		if strings.Contains(string(a.body), "kkkk") {
			t.Error("the answer repeats the key")
		}
	}
	// None of them counted as a try.
	for range simulation.FreeKeyTries + 1 {
		e.call("POST", "/api/session/join", `{"managementKey":"guess"}`, 403)
	}
}

func TestWrongParametersAreRefused(t *testing.T) {
	e := newEnv(t)
	e.open()
	s := e.create(`{}`)
	tests := []struct{ path, location, words string }{
		{"/api/simulations?limit=0", "query.limit", "must be at least 1"},
		{"/api/simulations?limit=101", "query.limit", "must be at most 100"},
		{"/api/simulations?limit=ten", "query.limit", "must be a whole number"},
		{"/api/simulations?after=garbage", "query.after", "must be what the page before gave as next"},
		{"/api/simulations?cursor=x", "query.cursor", "is no parameter of this call; it is called after"},
		{"/api/simulations?Limit=5", "query.Limit", `is no parameter of this call; write it "limit"`},
		{"/api/simulations?page=2", "query.page", "is no parameter of this call, which has after, find, limit, state, tag"},
		{"/api/simulations?limit=", "query.limit", "must not be empty; leave it out for the default"},
		{"/api/simulations?limit", "query.limit", "must not be empty; leave it out for the default"},
		{"/api/simulations?limit=5&limit=6", "query.limit", "is given twice; keep one of the two"},
		{"/api/simulations?after=%ff", "query.after", "is not UTF-8"},
		{"/api/simulations?a=%zz", "query", "cannot be read; write special characters as %XX"},
		{"/api/simulations?%ff" + strings.Repeat("x", 60) + "=1", "query.?" + strings.Repeat("x", 39) + "…", "is no parameter of this call, which has after, find, limit, state, tag"},
		{"/api/simulations/" + s.ID + "?x=1", "query.x", "is no parameter of this call, which has none"},
		{"/api/simulations/" + s.ID + "/messages?after=ten", "query.after", "must be a whole number"},
		{"/api/simulations/" + s.ID + "/messages?cursor=5", "query.cursor", "is no parameter of this call; it is called after"},
		{"/api/health?x=1", "query.x", "is no parameter of this call, which has none"},
		{"/api/simulations/" + s.ID + "/export?format=xml", "query.format", "must be one of csv, json, html"},
		{"/api/simulations/" + strings.Repeat("x", 65), "path.id", "must be at most 64 characters long"},
	}
	for _, test := range tests {
		p := e.call("GET", test.path, "", 422).problem(t)
		if len(p.Errors) != 1 || p.Errors[0].Location != test.location || p.Errors[0].Message != test.words || p.Detail != "one value of the request is wrong" {
			t.Errorf("%s: %+v", test.path, p)
		}
	}
	for path, words := range map[string]string{
		"/api/forecast?precision=NaN": "must be a number", "/api/forecast?precision=inf": "must be a number", "/api/forecast?precision=0x1p-2": "must be a number",
		"/api/forecast?replications=1e2": "must be a whole number", "/api/forecast/senders?replications=5": "is no parameter of this call",
	} {
		if p := e.call("POST", path, `{}`, 422).problem(t); len(p.Errors) != 1 || !strings.Contains(p.Errors[0].Message, words) {
			t.Errorf("%s: %+v", path, p)
		}
	}
	if p := e.call("GET", "/api/health?"+strings.Repeat("a&", 3)+manyParameters(900), "", 422).problem(t); len(p.Errors) != 20 {
		t.Errorf("%d parameters are named", len(p.Errors))
	}
	e.call("GET", "/api/simulations/..%2Fsession", "", 404)
}

func manyParameters(n int) string {
	q := url.Values{}
	for i := range n {
		q.Set(fmt.Sprint("p", i), "1")
	}
	return q.Encode()
}

// What is not JSON in UTF-8 as it is, is not read as if it were.
func TestBodiesOfOtherKindsAreRefused(t *testing.T) {
	e := newEnv(t)
	e.open()
	for _, path := range []string{"/api/simulations", "/api/forecast", "/api/forecast/senders", "/api/session/join"} {
		for words, h := range map[string]header{
			"the body is encoded (gzip); send it as it is":                 {"Content-Encoding", "gzip"},
			"the body is encoded (br); send it as it is":                   {"Content-Encoding", "br"},
			"the body is of type text/xml; it must be application/json":    {"Content-Type", "text/xml"},
			"the body is of type application/yaml; it must be":             {"Content-Type", "application/yaml"},
			"the body is of type multipart/form-data; it must be":          {"Content-Type", "multipart/form-data; boundary=x"},
			"the body is in latin1; it must be in UTF-8":                   {"Content-Type", "application/json; charset=latin1"},
			"the body is in utf-16; it must be in UTF-8":                   {"Content-Type", `text/plain; charset="utf-16"`},
			"the Content-Type cannot be read; it must be application/json": {"Content-Type", "application/json;;"},
		} {
			a := e.call("POST", path, `{}`, 415, h)
			if !strings.Contains(string(a.body), words) || a.header.Get("Accept-Encoding") != "identity" {
				t.Errorf("%s, %s: %s %v", path, h.value, a.body, a.header)
			}
		}
	}
	for _, stated := range []string{"application/json", "application/json; charset=UTF-8", "Application/JSON;charset=utf8", "application/merge-patch+json", "text/plain;charset=UTF-8", "application/x-www-form-urlencoded"} {
		e.call("POST", "/api/forecast", `{}`, 200, header{"Content-Type", stated}, header{"Content-Encoding", "identity"})
	}
	// What the statement does not say, the bytes do.
	for words, body := range map[string]string{
		"it is not UTF-8: 0xE9 stands":           "{\"managementKey\":\"caf\xe9\",\"name\":1}",
		"half of a character (a lone surrogate)": `{"managementKey":"\ud800"}`,
		"it is in UTF-16":                        "\xff\xfe{\x00}\x00",
		"nest deeper than 16 levels":             strings.Repeat("[", 10_000),
	} {
		for _, path := range []string{"/api/simulations", "/api/forecast", "/api/forecast/senders", "/api/session/join"} {
			if a := e.call("POST", path, body, 400); !strings.Contains(string(a.body), words) {
				t.Errorf("%s: %s, want %s", path, a.body, words)
			}
		}
	}
	if a := e.call("POST", "/api/session/join", `{"managementKey":"a","managementKey":"b"}`, 400); !strings.Contains(string(a.body), "managementKey is given twice") {
		t.Errorf("%s", a.body)
	}
	e.call("POST", "/api/forecast", "\ufeff{}", 200)
	e.call("POST", "/api/session/join", "\ufeff{\"managementKey\":\"guess\"}", 403)
}

// Every refusal that a caller can bring about is in the document, of every call:
// call checks each status against it.
func TestEveryRefusalIsDocumented(t *testing.T) {
	e := newEnv(t)
	e.open()
	for _, operation := range e.contract.operations() {
		method, template, _ := strings.Cut(operation, " ")
		path := strings.ReplaceAll(template, "{id}", "nothing")
		body := e.contract.at("paths", template, strings.ToLower(method), "requestBody") != nil
		if strings.Contains(template, "{id}") {
			given := ""
			if body {
				given = "{}"
			}
			e.call(method, path, given, 404)
			e.call(method, strings.ReplaceAll(template, "{id}", strings.Repeat("x", 65)), given, 422)
		}
		e.call(method, path+"?nonsense=1", "{}", 422)
		if e.contract.at("paths", template, strings.ToLower(method), "responses", "421") == nil { // the program around gives it
			t.Errorf("%s: 421 is not documented", operation)
		}
		if method != "GET" {
			e.call(method, path, "{}", 403, header{"Sec-Fetch-Site", "cross-site"})
		}
		if body {
			e.call(method, path, "", 400)
			e.call(method, path, "{", 400)
			e.call(method, path, pad("{}", tooLong(template)), 413)
			e.call(method, path, "{}", 415, header{"Content-Encoding", "gzip"})
			if template != "/api/forecast/fit" { // whose body is no JSON
				e.call(method, path, `{"x":1}`, 422)
			}
		}
		for _, status := range []string{"400", "408", "413", "415"} {
			if documented := e.contract.at("paths", template, strings.ToLower(method), "responses", status) != nil; documented != body {
				t.Errorf("%s: %s documented: %v, takes a body: %v", operation, status, documented, body)
			}
		}
		if e.contract.at("paths", template, strings.ToLower(method), "responses", "401") != nil {
			token := e.token
			e.token = ""
			e.call(method, path, "{}", 401)
			e.token = token
		}
	}
}

func TestUnknownPathsAndMethods(t *testing.T) {
	e := newEnv(t)
	e.open()
	for _, path := range []string{"/api/", "/api/nothing", "/api/simulations/x/y", "/api/sessions", "/api/session/"} {
		for _, method := range []string{"GET", "POST", "PUT", "DELETE", "PATCH"} {
			e.call(method, path, "", 404)
		}
	}
	for path, allow := range map[string]string{
		"/api/session":             "GET, POST, DELETE",
		"/api/session/join":        "POST",
		"/api/simulations":         "GET, POST",
		"/api/simulations/x":       "GET, DELETE",
		"/api/simulations/x/start": "POST",
		"/api/health":              "GET",
		"/api/openapi.json":        "GET",
	} {
		for _, method := range []string{"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"} {
			if strings.Contains(allow, method) {
				continue
			}
			if got := e.call(method, path, "", 405).header.Get("Allow"); got != allow {
				t.Errorf("%s %s: Allow %q, want %q", method, path, got, allow)
			}
		}
	}
}

func TestPagesOfOtherSitesAreRefused(t *testing.T) {
	e := newEnv(t)
	for _, h := range []header{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://evil.example"}, {"Origin", "null"}} {
		for _, call := range []string{"POST /api/session", "POST /api/session/join", "POST /api/simulations", "DELETE /api/session", "POST /api/simulations/x/start"} {
			method, path, _ := strings.Cut(call, " ")
			e.call(method, path, `{}`, 403, h)
		}
		e.call("GET", "/api/health", "", 200, h)
	}
	e.call("POST", "/api/session", "", 201, header{"Sec-Fetch-Site", "same-origin"}, header{"Origin", e.server.URL})
}

func TestTooManyTries(t *testing.T) {
	e := newEnv(t)
	e.open()
	guess := func(want int) { e.call("POST", "/api/session/join", `{"managementKey":"guess"}`, want) }
	for range simulation.FreeKeyTries + 1 {
		guess(403)
	}
	e.clock = e.clock.Add(time.Second)
	guess(403)
	e.clock = e.clock.Add(300 * time.Millisecond)
	a := e.call("POST", "/api/session/join", `{"managementKey":"`+key+`"}`, 429)
	if got := a.header.Get("Retry-After"); got != "2" {
		t.Errorf("Retry-After %q, want the 1.7 s that are left, rounded up", got)
	}
	e.clock = e.clock.Add(1700 * time.Millisecond)
	e.call("POST", "/api/session/join", `{"managementKey":"`+key+`"}`, 200)
	// Other networks are not concerned, other ports and addresses of the same one
	// are.
	for _, address := range []string{"192.0.2.1:500%d", "[2001:db8::%d]:5000", "192.0.2.2"} {
		for n, want := range []int{403, 403, 403, 403, 429} {
			r := httptest.NewRequest("POST", "/api/session/join", strings.NewReader(`{"managementKey":"guess"}`))
			r.RemoteAddr = strings.ReplaceAll(address, "%d", strconv.Itoa(n))
			r.Header.Set("X-Forwarded-For", fmt.Sprint("203.0.113.", n)) // of no trusted proxy
			w := httptest.NewRecorder()
			e.handler.ServeHTTP(w, r)
			if w.Code != want {
				t.Errorf("try %d from %s: status %d, want %d", n+1, r.RemoteAddr, w.Code, want)
			}
		}
	}
}

func TestInternalErrorsAreLoggedAndNotTold(t *testing.T) {
	tests := []struct {
		name   string
		odd    *oddStore
		status int
		retry  string
	}{
		{"unknown error", &oddStore{err: errOdd}, 500, ""},
		{"internal error", &oddStore{err: fault.Errorf(fault.CodeInternal, "row is odd: %w", errOdd)}, 500, ""},
		{"an error that no caller should see", &oddStore{err: fault.Errorf(fault.CodeStale, "secret shard 3: %w", errOdd)}, 500, ""},
		{"unavailable", &oddStore{err: fault.Errorf(fault.CodeUnavailable, "cannot connect: %w", errOdd)}, 503, "2"},
		{"panic", &oddStore{panic: errOdd.Error()}, 500, ""},
		{"damaged", &oddStore{err: &fault.Error{Code: fault.CodeDamaged, Message: "row 7 is secret", Hint: "a part of the database is damaged"}}, 500, ""},
		{"disk full", &oddStore{err: &fault.Error{Code: fault.CodeUnavailable, Message: "secret", Err: errOdd, Hint: "the disk is full"}}, 503, "2"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e := newEnv(t)
			e.open()
			s := e.create(`{}`)
			e.store.err, e.store.panic = test.odd.err, test.odd.panic
			for _, path := range []string{"/api/simulations/" + s.ID, "/api/simulations/" + s.ID + "/export", "/api/snapshots/" + s.ID} {
				a := e.call("GET", path, "", test.status)
				if strings.Contains(fmt.Sprint(string(a.body), a.header), "secret") || strings.Contains(string(a.body), "10.1.2.3") {
					t.Errorf("told: %s", a.body)
				}
				if got := a.header.Get("Retry-After"); got != test.retry {
					t.Errorf("Retry-After %q, want %q", got, test.retry)
				}
				if hinted, _ := errors.AsType[*fault.Error](test.odd.err); hinted != nil && hinted.Hint != "" && a.problem(t).Detail != hinted.Hint {
					t.Errorf("told: %s; want %q", a.body, hinted.Hint)
				}
			}
			if !strings.Contains(e.log.String(), "secret") {
				t.Errorf("not logged: %s", e.log)
			}
		})
	}
}

func TestNothingSecretIsLogged(t *testing.T) {
	e := newEnv(t)
	token := e.open().Token
	joined := read[httpapi.Membership](t, e.call("POST", "/api/session/join", `{"managementKey": "`+key+`"}`, 200))
	e.call("POST", "/api/session/join", `{"managementKey": "almost `+key+`"}`, 403)
	log := e.log.String()
	if !strings.Contains(log, "path=/api/session/join status=200") {
		t.Errorf("calls are not logged: %s", log)
	}
	for _, secret := range []string{token, joined.Token, key} {
		if strings.Contains(log, secret) {
			t.Errorf("%q is logged", secret)
		}
	}
}

// tooLong is how many bytes are more than a body of an operation may have: a log may be longer than settings.
func tooLong(template string) int {
	if template == "/api/forecast/fit" {
		return httpapi.MaxLog + 1
	}
	return 1 << 20
}
