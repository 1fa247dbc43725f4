package httpapi

import (
	"alertsim/internal/simulation"

	"net/http"
	"runtime/debug"
	"time"
)

// logged writes one line a call: what changes something at level info, what
// only reads at debug, since monitors read every second.
func (a *api) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		recorder := &statusRecorder{ResponseWriter: w, status: http.StatusOK}
		a.serveSafely(next, recorder, r)
		log := a.Log.InfoContext
		if r.Method == http.MethodGet && recorder.status < http.StatusInternalServerError {
			log = a.Log.DebugContext
		}
		log(r.Context(), "call", "method", r.Method, "path", r.URL.Path, "status", recorder.status,
			"milliseconds", time.Since(began).Milliseconds(), "client", clientAddress(r.RemoteAddr))
	})
}

// serveSafely answers a panic as any other internal error.
func (a *api) serveSafely(next http.Handler, w *statusRecorder, r *http.Request) {
	defer func() {
		if p := recover(); p != nil {
			a.Log.ErrorContext(r.Context(), "panic", "error", p, "stack", string(debug.Stack()))
			if w.sent {
				panic(http.ErrAbortHandler) // a broken connection rather than a broken body
			}
			for _, name := range []string{"Content-Disposition", "Location"} { // of the success that it was to be
				w.Header().Del(name)
			}
			writeProblem(w, http.StatusInternalServerError, internalDetail)
		}
	}()
	next.ServeHTTP(w, r)
	w.send()
}

// statusRecorder holds the header back until the first byte of the body, so that
// what goes wrong before is still answered as an error.
type statusRecorder struct {
	http.ResponseWriter
	status int
	sent   bool
}

func (r *statusRecorder) WriteHeader(status int) {
	if !r.sent {
		r.status = status
	}
}

func (r *statusRecorder) Write(p []byte) (int, error) {
	r.send()
	return r.ResponseWriter.Write(p)
}

// FlushError sends what there is, for answers that come in parts.
func (r *statusRecorder) FlushError() error {
	r.send()
	return http.NewResponseController(r.ResponseWriter).Flush()
}

func (r *statusRecorder) send() {
	if !r.sent {
		r.sent = true
		r.ResponseWriter.WriteHeader(r.status)
	}
}

// Unwrap lets http.ResponseController reach the writer below.
func (r *statusRecorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// now is the time in the precision that answers and stores keep.
func (a *api) now() time.Time { return simulation.Stamp(a.Now()) }
