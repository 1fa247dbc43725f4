package httpapi

import (
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// tags are what the calls are about, in the order in which the reference has them.
func tags() []*huma.Tag {
	return []*huma.Tag{
		{Name: "Sessions", Description: "Who is in charge: one session at a time."},
		{Name: "Simulations", Description: "Create, start, watch, cancel, export."},
		{Name: "Forecasts", Description: "What settings will come to, at once and without a session."},
		{Name: "Studies", Description: "Many runs at once, of everything that varies."},
		{Name: "System", Description: "Bounds and health."},
	}
}

// tagOf is the tag of a call by its path under Base.
func tagOf(path string) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	switch first {
	case "session":
		return "Sessions"
	case "simulations", "snapshots":
		return "Simulations"
	case "forecast":
		return "Forecasts"
	case "studies", "study-estimate":
		return "Studies"
	}
	return "System"
}
