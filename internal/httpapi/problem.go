package httpapi

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"alertsim/internal/control"
	"alertsim/internal/fault"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// Problem is a problem document: huma's, and in a conflict about the session
// the one in play, with a log what is asked about.
type Problem struct {
	huma.ErrorModel
	Session *SessionInPlay `json:"session,omitempty" doc:"With a conflict about the session: the one in play."`
	Log     *LogSoFar      `json:"log,omitempty" doc:"With a log of which something has to be said: what there is in it."`
}

// SessionInPlay is what somebody without a token may know of the session.
type SessionInPlay struct {
	OpenedAt   Timestamp         `json:"openedAt"`
	Simulation *SimulationInPlay `json:"simulation,omitempty" doc:"Its latest simulation."`
}

// SimulationInPlay is what somebody without a token may know of a simulation. Its id
// is not: that is the right to look at its snapshots.
type SimulationInPlay struct {
	Name      string            `json:"name"`
	State     simulation.State  `json:"state"`
	CreatedAt Timestamp         `json:"createdAt"`
	Settings  settings.Settings `json:"settings"`
}

// problemType is the media type of problem documents.
const problemType = "application/problem+json"

// internalDetail is all that is told of a defect.
const internalDetail = "something went wrong inside; the server's log tells what"

func newProblem(status int, detail string) *Problem {
	return &Problem{ErrorModel: huma.ErrorModel{Type: "about:blank", Status: status, Title: http.StatusText(status), Detail: detail}}
}

// statuses is the one table from the domain's codes to HTTP.
var statuses = map[fault.Code]int{
	fault.CodeInvalid:      http.StatusUnprocessableEntity,
	fault.CodeUnauthorized: http.StatusUnauthorized,
	fault.CodeRefused:      http.StatusForbidden,
	fault.CodeNotFound:     http.StatusNotFound,
	fault.CodeConflict:     http.StatusConflict,
	fault.CodeTooLong:      http.StatusUnprocessableEntity,
	fault.CodeTooMany:      http.StatusTooManyRequests,
	fault.CodeUnavailable:  http.StatusServiceUnavailable,
}

// problem turns an error into its document. What has no status there is
// internal: its text goes to the log only.
func (a *api) problem(ctx context.Context, err error) error {
	status, known := statuses[fault.CodeOf(err)]
	if !known {
		if ctx.Err() != nil { // the client has gone
			return newProblem(http.StatusServiceUnavailable, "the request was given up")
		}
		a.Log.ErrorContext(ctx, "internal error", "error", err)
		detail := internalDetail
		if coded, ok := errors.AsType[*fault.Error](err); ok && coded.Hint != "" {
			detail = coded.Hint
		}
		return newProblem(http.StatusInternalServerError, detail)
	}
	var coded *fault.Error
	errors.As(err, &coded) // CodeOf found one
	p := newProblem(status, coded.Message)
	for _, f := range coded.Fields {
		location := "body." + f.Path
		if f.Asked {
			location = "query." + f.Path
		}
		p.Errors = append(p.Errors, &huma.ErrorDetail{Location: location, Message: f.Message})
	}
	if inPlay, ok := errors.AsType[*control.InPlayError](err); ok {
		p.Session = sessionInPlay(inPlay)
	}
	headers := http.Header{}
	switch status {
	case http.StatusUnprocessableEntity:
		if coded.Code == fault.CodeInvalid && len(coded.Fields) == 0 { // not even an object
			p.Status, p.Title = http.StatusBadRequest, http.StatusText(http.StatusBadRequest)
		}
	case http.StatusUnauthorized:
		headers.Set("WWW-Authenticate", "Bearer")
	case http.StatusTooManyRequests:
		headers.Set("Retry-After", strconv.Itoa(max(1, int(math.Ceil(coded.RetryAfter.Seconds())))))
	case http.StatusServiceUnavailable:
		a.Log.WarnContext(ctx, "unavailable", "error", err)
		if coded.Err != nil { // the message tells of a driver's
			p.Detail = cmp.Or(coded.Hint, "something this server needs does not answer just now; nothing was changed, try again")
		}
		headers.Set("Retry-After", "2")
	}
	return huma.ErrorWithHeaders(p, headers)
}

func sessionInPlay(e *control.InPlayError) *SessionInPlay {
	out := &SessionInPlay{OpenedAt: timestamp(e.OpenedAt)}
	if s := e.Simulation; s != nil {
		out.Simulation = &SimulationInPlay{
			Name: s.Settings.Name, State: s.State, CreatedAt: timestamp(s.CreatedAt), Settings: s.Settings,
		}
	}
	return out
}

// Refuse answers a call that is not for the API at all.
func Refuse(w http.ResponseWriter, status int, detail string) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	writeProblem(w, status, detail)
}

// problemHandler answers every request with one problem.
func problemHandler(status int, detail string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { writeProblem(w, status, detail) })
}

func writeProblem(w http.ResponseWriter, status int, detail string) {
	w.Header().Set("Content-Type", problemType)
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(newProblem(status, detail)) // the client may have gone
}

// noSuchCall answers what no route takes: 405 if the path has other methods.
func noSuchCall(mux *http.ServeMux) http.HandlerFunc {
	methods := []string{http.MethodGet, http.MethodPost, http.MethodDelete}
	return func(w http.ResponseWriter, r *http.Request) {
		var allowed []string
		for _, method := range methods {
			probe := r.Clone(r.Context())
			probe.Method = method
			if _, pattern := mux.Handler(probe); pattern != Base+"/" {
				allowed = append(allowed, method)
			}
		}
		if len(allowed) == 0 {
			writeProblem(w, http.StatusNotFound, "there is no "+r.URL.Path+"; GET "+Base+"/openapi.json lists what there is")
			return
		}
		w.Header().Set("Allow", strings.Join(allowed, ", "))
		writeProblem(w, http.StatusMethodNotAllowed, r.URL.Path+" does not take "+r.Method+", only "+strings.Join(allowed, ", "))
	}
}
