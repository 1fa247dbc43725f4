package studytest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"testing"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
	"alertsim/internal/study"
)

// env is what a test of a store works with.
type env struct {
	*testing.T
	ctx   context.Context
	store Both
	now   time.Time
	n     int // studies created
}

const sessionID = "session-1"

func newEnv(t *testing.T, store Both) *env {
	e := &env{T: t, ctx: context.Background(), store: store, now: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
	e.must(store.OpenSession(e.ctx, simulation.Session{ID: sessionID, Members: []string{"m"}, OpenedAt: e.now, LastUsedAt: e.now}, nil))
	return e
}

func (e *env) must(err error) {
	e.Helper()
	if err != nil {
		e.Fatalf("[%s] %v", fault.CodeOf(err), err)
	}
}

// wants checks an error's code; "" stands for no error.
func (e *env) wants(code fault.Code, err error, what string, args ...any) {
	e.Helper()
	if got := fault.CodeOf(err); got != code {
		e.Errorf("%s: code %q (%v), want %q", fmt.Sprintf(what, args...), got, err, code)
	}
}

// same checks that two values are written alike.
func (e *env) same(got, want any, what string, args ...any) {
	e.Helper()
	a, _ := json.Marshal(got)
	b, _ := json.Marshal(want)
	if !bytes.Equal(a, b) {
		e.Errorf("%s:\n got %s\nwant %s", fmt.Sprintf(what, args...), a, b)
	}
}

// Query is one for tests, with so many chunks of one run each as NewStudy makes of it.
func Query(points int) study.Query {
	q, err := study.Decode([]byte(fmt.Sprintf(`{"name": "a study", "settings": {"seed": 7, "messages": 10}, "replications": 1,
		"vary": [{"path": "messages", "range": {"from": 1, "to": %d, "count": %d}}]}`, points+1, points+1)))
	if err != nil {
		panic(err)
	}
	q.Vary[0].Levels = q.Vary[0].Levels[:points]
	return q
}

// NewStudy is one with so many chunks that is not stored yet.
func NewStudy(id string, chunks int, now time.Time) study.Study {
	q := Query(chunks)
	e, err := q.Prepare(1 << 30)
	if err != nil {
		panic(err)
	}
	e.Layout = study.Layout{Sizes: []study.Size{{Chunks: chunks, Runs: 1}}}
	return study.New(id, sessionID, q, e, now)
}

func (e *env) create(chunks int) study.Study {
	e.Helper()
	e.n++
	s := NewStudy(fmt.Sprintf("study-%03d", e.n), chunks, e.now)
	e.must(e.store.CreateStudy(e.ctx, s))
	return s
}

func (e *env) read(id string) study.Study {
	e.Helper()
	s, err := e.store.Study(e.ctx, id)
	e.must(err)
	return s
}

// runsOf is something that a chunk could have come to.
func runsOf(chunk int) []byte { return fmt.Appendf(nil, "runs of %d", chunk) }

func (e *env) keep(s study.Study, chunk int) {
	e.Helper()
	_, err := e.store.KeepChunk(e.ctx, s, chunk, runsOf(chunk))
	e.must(err)
}

func errOf[T any](_ T, err error) error { return err }

func errOf2[T, U any](_ T, _ U, err error) error { return err }

// together calls f(0) … f(n-1) at the same time and returns their errors.
func together(n int, f func(i int) error) []error {
	errs := make([]error, n)
	var start, done sync.WaitGroup
	start.Add(1)
	for i := range n {
		done.Go(func() {
			start.Wait()
			errs[i] = f(i)
		})
	}
	start.Done()
	done.Wait()
	return errs
}
