package httpapi

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"alertsim/internal/simulation"
)

type sessionKey struct{}

// member makes an operation one for members of the session in play only.
func (a *api) member(humaAPI huma.API, op huma.Operation) huma.Operation {
	op.Security = []map[string][]string{{"session": {}}}
	op.Errors = append(op.Errors, http.StatusUnauthorized, http.StatusServiceUnavailable)
	authenticate := func(ctx huma.Context, next func(huma.Context)) {
		session, err := a.control.Authenticate(ctx.Context(), bearer(ctx))
		if err != nil {
			a.write(humaAPI, ctx, err)
			return
		}
		next(huma.WithValue(ctx, sessionKey{}, session))
	}
	op.Middlewares = append(huma.Middlewares{authenticate}, op.Middlewares...) // nothing is told to strangers before
	return op
}

// guest makes an operation one for everybody that knows members of the session in
// play from strangers. Whose token is of no use is a stranger, and so is everybody
// where there is no session to be in.
func (a *api) guest(op huma.Operation) huma.Operation {
	op.Security = []map[string][]string{{}, {"session": {}}}
	op.Middlewares = append(op.Middlewares, func(ctx huma.Context, next func(huma.Context)) {
		if token := bearer(ctx); token != "" && a.control != nil {
			if session, err := a.control.Authenticate(ctx.Context(), token); err == nil {
				ctx = huma.WithValue(ctx, sessionKey{}, session)
			}
		}
		next(ctx)
	})
	return op
}

// bearer is the token of a call, "" if it has none.
func bearer(ctx huma.Context) string {
	scheme, token, _ := strings.Cut(ctx.Header("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return token
}

// write answers with the problem of an error outside a handler.
func (a *api) write(humaAPI huma.API, ctx huma.Context, err error) {
	err = a.problem(ctx.Context(), err)
	if withHeaders, ok := errors.AsType[huma.HeadersError](err); ok {
		for name, values := range withHeaders.GetHeaders() {
			for _, v := range values {
				ctx.AppendHeader(name, v)
			}
		}
	}
	var p huma.StatusError
	errors.As(err, &p)                                        // problem makes nothing else
	_ = huma.WriteErr(humaAPI, ctx, p.GetStatus(), p.Error()) // the client may have gone
}

// sessionOf is the session of a member's call.
func sessionOf(ctx context.Context) simulation.Session {
	session, _ := ctx.Value(sessionKey{}).(simulation.Session)
	return session
}
