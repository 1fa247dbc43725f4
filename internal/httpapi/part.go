package httpapi

import (
	"net/http"
	"slices"

	"alertsim/internal/deployment"
)

// Part is which calls a handler answers. Whatever part it is, it is made of the same calls, and the OpenAPI document
// describes all of them.
type Part int

// The parts.
const (
	// Whole is all of the API.
	Whole Part = iota
	// ForecastsOnly needs no Control: whoever asks is a stranger to it.
	ForecastsOnly
	// AllButForecasts is the rest.
	AllButForecasts
)

// only keeps the calls of the other part out.
func (p Part) only(next http.Handler) http.Handler {
	if p == Whole {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if slices.Contains(deployment.ForecastPaths, r.URL.Path) != (p == ForecastsOnly) {
			writeProblem(w, http.StatusNotFound, r.URL.Path+" is not answered here")
			return
		}
		next.ServeHTTP(w, r)
	})
}
