package httpapi_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"alertsim/internal/control"
	"alertsim/internal/engine"
	"alertsim/internal/httpapi"
	"alertsim/internal/schedule"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
	"alertsim/internal/sqlite"
	"alertsim/internal/worker"
)

const key = "open sesame"

// env is the API on a real store and queue, over HTTP, with a clock that moves
// only by hand. Every answer is checked against the served OpenAPI document.
type env struct {
	*testing.T
	ctx      context.Context
	control  *control.Control
	handler  http.Handler
	server   *httptest.Server
	contract contract
	store    *oddStore
	queue    *recordingQueue
	worker   *worker.Worker
	studies  *worker.Studies
	jobs     *sqlite.StudyQueue
	log      *lockedBuffer
	clock    time.Time
	token    string // sent with every call unless empty
	done     int    // jobs handled
	called   map[string]bool
}

func newEnv(t *testing.T) *env { return newEnvWith(t, httpapi.Options{}) }

// newEnvWith is an env of an API with these options.
func newEnvWith(t *testing.T, options httpapi.Options) *env {
	db, err := sqlite.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	e := &env{
		T: t, ctx: context.Background(), store: &oddStore{Store: db.Store()}, queue: &recordingQueue{Queue: db.Queue()},
		log: &lockedBuffer{}, clock: time.Now(), called: map[string]bool{},
	}
	log := slog.New(slog.NewTextHandler(e.log, nil))
	now := func() time.Time { return e.clock }
	c := control.New(e.store, e.queue, control.Options{
		Key: func(context.Context) (string, error) { return key, nil }, Now: now, Log: log,
		Studies: control.Studies{Store: db.Store(), Queue: db.StudyQueue()},
	})
	options.Now, options.Log = now, log
	e.control, e.handler = c, httpapi.New(c, options)
	e.worker = worker.New(e.store, e.queue, worker.Options{Log: log})
	e.jobs = db.StudyQueue()
	e.studies = worker.NewStudies(db.Store(), e.jobs, worker.Options{Log: log, Now: now})
	e.server = httptest.NewServer(e.handler)
	t.Cleanup(e.server.Close)
	answer := e.send(http.MethodGet, "/api/openapi.json", "")
	e.must(json.Unmarshal(answer.body, &e.contract))
	return e
}

func (e *env) must(err error) {
	e.Helper()
	if err != nil {
		e.Fatal(err)
	}
}

type answer struct {
	status int
	header http.Header
	body   []byte
}

func (a answer) contentType() string { return a.header.Get("Content-Type") }

type header struct{ name, value string }

// send makes a request and reads the answer.
func (e *env) send(method, path, body string, headers ...header) answer {
	e.Helper()
	r, err := http.NewRequestWithContext(e.ctx, method, e.server.URL+path, strings.NewReader(body))
	e.must(err)
	if e.token != "" {
		r.Header.Set("Authorization", "Bearer "+e.token)
	}
	for _, h := range headers {
		r.Header.Set(h.name, h.value)
	}
	response, err := http.DefaultTransport.RoundTrip(r) // follows nothing
	e.must(err)
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	e.must(err)
	return answer{response.StatusCode, response.Header, raw}
}

// call makes a request and checks what holds for every answer.
func (e *env) call(method, path, body string, want int, headers ...header) answer {
	e.Helper()
	a := e.send(method, path, body, headers...)
	what := method + " " + path
	if a.status != want {
		e.Fatalf("%s %.80s: status %d, want %d: %.500s", what, body, a.status, want, a.body)
	}
	if !slices.Equal(a.header.Values("Cache-Control"), []string{mayKeep(path, a)}) || a.header.Get("X-Content-Type-Options") != "nosniff" {
		e.Errorf("%s: headers %v", what, a.header)
	}
	bare, _, _ := strings.Cut(path, "?")
	if operation := e.contract.operation(method, bare); operation != "" {
		e.called[operation] = true
		for _, wrong := range e.contract.check(operation, a.status, a.contentType(), a.body) {
			e.Error(wrong)
		}
	}
	if a.status >= 400 {
		e.checkProblem(what, a)
	}
	if strings.HasSuffix(strings.Split(a.contentType(), ";")[0], "json") {
		var v any
		e.must(json.Unmarshal(a.body, &v))
		e.checkBalance(what, v)
	}
	return a
}

// mayKeep is what caches are told of an answer: nothing is kept but snapshots.
func mayKeep(path string, a answer) string {
	if !strings.HasPrefix(path, "/api/snapshots/") {
		return "no-store"
	}
	switch a.status {
	case 200, 304:
		if regexp.MustCompile(`^public, max-age=(1|60)$`).MatchString(a.header.Get("Cache-Control")) {
			return a.header.Get("Cache-Control")
		}
		return "public"
	case 404:
		return "public, max-age=10"
	}
	return "no-store"
}

// checkBalance looks for progress anywhere in a document.
func (e *env) checkBalance(what string, v any) {
	e.Helper()
	switch v := v.(type) {
	case map[string]any:
		for name, inner := range v {
			e.checkBalance(what, inner)
			p, ok := inner.(map[string]any)
			if !ok || name != "progress" || p["share"] != nil { // a study's is none of messages
				continue
			}
			n := func(name string) float64 { return p[name].(float64) }
			sum := n("delivered") + n("failed") + n("expired") + n("unreachable") + n("inFlight") + n("waiting")
			if n("messages") < 1 || n("messages") != sum || n("inFlight") < 0 || n("waiting") < 0 {
				e.Errorf("%s: out of balance: %v", what, p)
			}
		}
	case []any:
		for _, inner := range v {
			e.checkBalance(what, inner)
		}
	}
}

// problem is what problem documents hold.
type problem struct {
	Type, Title, Detail string
	Status              int
	Errors              []struct{ Location, Message string }
	Session             *struct {
		OpenedAt   time.Time
		Simulation *struct{ Name, State string }
	}
}

func (a answer) problem(t testing.TB) (p problem) {
	t.Helper()
	if err := json.Unmarshal(a.body, &p); err != nil {
		t.Fatalf("%v: %s", err, a.body)
	}
	return p
}

func (e *env) checkProblem(what string, a answer) {
	e.Helper()
	p := a.problem(e)
	if a.contentType() != "application/problem+json" || p.Status != a.status || p.Title != http.StatusText(a.status) ||
		p.Type != "about:blank" || p.Detail == "" {
		e.Errorf("%s: %s is no problem document of status %d: %s", what, a.contentType(), a.status, a.body)
	}
	for _, wrong := range p.Errors {
		if wrong.Location == "" || wrong.Message == "" {
			e.Errorf("%s: an error without place or message: %s", what, a.body)
		}
	}
}

// read decodes the body of an answer.
func read[T any](t testing.TB, a answer) (v T) {
	t.Helper()
	if err := json.Unmarshal(a.body, &v); err != nil {
		t.Fatalf("%v: %s", err, a.body)
	}
	return v
}

// open opens a session; calls from now on are its opener's.
func (e *env) open() httpapi.Membership {
	e.Helper()
	m := read[httpapi.Membership](e, e.call("POST", "/api/session", "", 201))
	e.token = m.Token
	return m
}

func (e *env) create(s string) httpapi.Simulation {
	e.Helper()
	return read[httpapi.Simulation](e, e.call("POST", "/api/simulations", s, 202))
}

func (e *env) get(id string) httpapi.Simulation {
	e.Helper()
	return read[httpapi.Simulation](e, e.call("GET", "/api/simulations/"+id, "", 200))
}

// work handles every job that has been sent, and what those send.
func (e *env) work() {
	e.Helper()
	for ; e.done < len(e.queue.jobs()); e.done++ {
		d, err := e.queue.Receive(e.ctx)
		e.must(err)
		e.must(e.worker.Handle(e.ctx, *d))
		e.must(e.queue.Delete(e.ctx, d.Receipt))
	}
}

// completed runs the instant simulation to its end.
func (e *env) completed() httpapi.Simulation {
	e.Helper()
	s := e.create(instant)
	e.work()
	return e.get(s.ID)
}

// advance does what a worker would have done of a running live simulation at a
// simulated time.
func (e *env) advance(id string, clock settings.Micros) {
	e.Helper()
	e.claim(id)(clock)
}

// claim does so too, and goes on from there.
func (e *env) claim(id string) (advance func(settings.Micros)) {
	e.Helper()
	s, err := e.store.Simulation(e.ctx, id)
	e.must(err)
	_, shard, err := e.store.ClaimShard(e.ctx, s.Jobs()[0], engine.Version, e.clock)
	e.must(err)
	compiled, err := schedule.Compile(s.Settings)
	e.must(err)
	replay := compiled.Replay(shard.From, shard.To)
	return func(clock settings.Micros) {
		e.Helper()
		replay.Advance(clock, 0)
		claim := simulation.Claim{Simulation: id, Shard: shard.Index, Token: shard.Token}
		e.must(e.store.Advance(e.ctx, claim, replay.Checkpoint(), e.clock))
	}
}

// oddStore answers reads of simulations with an error, or panics, if told to, or says
// that another version of the engine has created them.
type oddStore struct {
	simulation.Store
	err    error
	panic  string
	engine int
	lost   error        // that the session cannot be read
	reads  atomic.Int64 // of whole simulations
}

func (s *oddStore) Simulation(ctx context.Context, id string) (simulation.Simulation, error) {
	s.reads.Add(1)
	if s.panic != "" {
		panic(s.panic)
	}
	if s.err != nil {
		return simulation.Simulation{}, s.err
	}
	sim, err := s.Store.Simulation(ctx, id)
	if err == nil && s.engine != 0 {
		sim.Engine = s.engine
	}
	return sim, err
}

// CurrentSession answers with an error if told to.
func (s *oddStore) CurrentSession(ctx context.Context) (simulation.Session, error) {
	if s.lost != nil {
		return simulation.Session{}, s.lost
	}
	return s.Store.CurrentSession(ctx)
}

// recordingQueue notes what is sent.
type recordingQueue struct {
	simulation.Queue
	mu   sync.Mutex
	sent []simulation.Job
}

func (q *recordingQueue) Send(ctx context.Context, delay time.Duration, jobs ...simulation.Job) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.sent = append(q.sent, jobs...)
	return q.Queue.Send(ctx, delay, jobs...)
}

func (q *recordingQueue) jobs() []simulation.Job {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.sent
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

var errOdd = errors.New("dial tcp 10.1.2.3: secret table name")
