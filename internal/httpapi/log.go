package httpapi

import (
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
func (a *api) serveSafely(next http.Handler, w http.ResponseWriter, r *http.Request) {
	defer func() {
		if p := recover(); p != nil {
			a.Log.ErrorContext(r.Context(), "panic", "error", p, "stack", string(debug.Stack()))
			writeProblem(w, http.StatusInternalServerError, internalDetail)
		}
	}()
	next.ServeHTTP(w, r)
}

type statusRecorder struct {
	http.ResponseWriter
	status int
}

func (r *statusRecorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the writer below.
func (r *statusRecorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// now is the time in the precision that answers and stores keep.
func (a *api) now() time.Time { return a.Now().UTC().Truncate(time.Microsecond) }
