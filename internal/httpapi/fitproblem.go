package httpapi

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"alertsim/internal/fit"
	"alertsim/internal/words"
)

// LogSoFar is what a log has, for whoever is asked about it.
type LogSoFar struct {
	Columns []string   `json:"columns,omitempty" doc:"The names in its first line."`
	Words   []fit.Word `json:"words,omitempty" doc:"The words of its status, and what they were taken for."`
}

// fitProblem turns an error of a fit into its document: what has to be said names its parameter.
func (a *api) fitProblem(ctx context.Context, err error) error {
	switch {
	case errors.Is(err, errLogTooLong):
		return newProblem(http.StatusRequestEntityTooLarge, fmt.Sprintf("the log is longer than %s; give a part of it, or let the command line fit it (alertsim fit), which takes any length",
			words.Counted(a.maxLog(), "byte")))
	case errors.Is(err, errLogLate):
		return newProblem(http.StatusRequestTimeout, errLogLate.Error())
	case errors.Is(err, errLogNotWhole):
		return newProblem(http.StatusBadRequest, errLogNotWhole.Error())
	}
	if e, ok := errors.AsType[*fit.Fault](err); ok {
		return faultProblem(e)
	}
	p := newProblem(http.StatusUnprocessableEntity, "")
	add := func(parameter, message string) {
		p.Errors = append(p.Errors, &huma.ErrorDetail{Location: "query." + parameter, Message: message})
	}
	if e, ok := errors.AsType[*fit.MappingError](err); ok {
		p.Detail, p.Log = "columns of the log are not recognised; say which is which", &LogSoFar{Columns: e.Columns}
		for _, m := range e.Missing {
			add(string(m.Role), "say which column tells "+m.What+"; there are "+listed(e.Columns))
		}
		return p
	}
	if e, ok := errors.AsType[*fit.ColumnError](err); ok {
		p.Detail, p.Log = oneWrong, &LogSoFar{Columns: e.Columns}
		add(string(e.Role), "there is no column "+quoted(e.Name)+"; there are "+listed(e.Columns))
		return p
	}
	if e, ok := errors.AsType[*fit.StatusError](err); ok {
		p.Detail, p.Log = "no status of the log says that anything was delivered or failed; say what they mean", &LogSoFar{Words: e.Words}
		var list []string
		for _, w := range e.Words {
			list = append(list, w.Text)
		}
		add(string(fit.Delivered), "say which words mean that something was delivered, and by temporary, permanent or failed which that it failed; there are "+listed(list))
		return p
	}
	return a.problem(ctx, err)
}

// faultProblem is about a log that is none (400), or one whose column holds what it cannot (422).
func faultProblem(e *fit.Fault) error {
	if e.Role != "" {
		p := newProblem(http.StatusUnprocessableEntity, fmt.Sprintf("line %s of the log: %s", words.Count(int64(e.Line)), e.Why))
		p.Errors = []*huma.ErrorDetail{{Location: "query." + string(e.Role), Message: "say another column, or none"}}
		return p
	}
	where := "the log "
	if e.Line > 0 {
		where = fmt.Sprintf("line %s of the log ", words.Count(int64(e.Line)))
	}
	p := newProblem(http.StatusBadRequest, where+e.Why)
	for _, row := range e.Rows {
		p.Errors = append(p.Errors, &huma.ErrorDetail{Location: fmt.Sprintf("body.line %d", row.Line), Message: row.Why})
	}
	return p
}

func listed(names []string) string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = quoted(cmp.Or(name, " "))
	}
	return strings.Join(out, ", ")
}
