package httpapi

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// arriving is a body that is read once there is room for it.
type arriving struct {
	body     io.Reader
	length   int64 // -1: nobody knows
	deadline func(time.Time) error
}

// Resolve notes who asks, and where the log comes from.
func (r *fitRequest) Resolve(ctx huma.Context) []error {
	request, _ := humago.Unwrap(ctx)
	r.log = arriving{ctx.BodyReader(), request.ContentLength, ctx.SetReadDeadline}
	return r.asker.Resolve(ctx)
}

var (
	errLogTooLong  = errors.New("the log is too long")
	errLogLate     = errors.New("the log did not arrive in time")
	errLogNotWhole = errors.New("the log could not be read to its end")
)

// read reads it to its end, until then and no more than so many bytes.
func (b arriving) read(most int64, until time.Time) ([]byte, error) {
	_ = b.deadline(until) // where there is no connection there is nothing to wait for
	var buffer bytes.Buffer
	if b.length > 0 {
		buffer.Grow(int(b.length) + bytes.MinRead)
	}
	_, err := buffer.ReadFrom(io.LimitReader(b.body, most+1))
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		return nil, errLogLate
	case err != nil:
		return nil, errLogNotWhole
	case int64(buffer.Len()) > most:
		b.refused()
		return nil, errLogTooLong
	}
	_ = b.deadline(time.Time{}) // the answer may take longer; what has not arrived is not waited for, by the server either
	return buffer.Bytes(), nil
}

// refused answers without the rest of the body: the server waits for what is under way no longer than a moment.
func (b arriving) refused() { _ = b.deadline(time.Now().Add(time.Second)) }

// takesLog makes an operation one with a table as its body. Browsers and systems call such files by many names.
func (a *api) takesLog(humaAPI huma.API, op huma.Operation) huma.Operation {
	op.Errors = append(op.Errors, http.StatusRequestTimeout, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
	op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"text/csv": {
		Schema:  &huma.Schema{Type: huma.TypeString, MinLength: new(1)},
		Example: "sent,ended,status,to\n2026-01-31 08:00:00,2026-01-31 08:00:07,delivered,+15550100\n2026-01-31 08:00:01,2026-01-31 08:00:09,failed,+15550101\n",
	}}}
	op.Middlewares = append(op.Middlewares, func(ctx huma.Context, next func(huma.Context)) {
		r, _ := humago.Unwrap(ctx)
		if wrong := noTable(r.Header); wrong != "" {
			ctx.SetHeader("Accept-Encoding", "identity")
			_ = huma.WriteErr(humaAPI, ctx, http.StatusUnsupportedMediaType, wrong) // the client may have gone
			return
		}
		next(ctx)
	})
	return op
}

// noTable says why a body cannot be a table, or nothing.
func noTable(h http.Header) string {
	if wrong := encoded(h); wrong != "" {
		return wrong
	}
	stated := h.Get("Content-Type")
	if stated == "" {
		return ""
	}
	media, parameters, err := mime.ParseMediaType(stated)
	if err != nil {
		return "the Content-Type cannot be read; it must be text/csv"
	}
	tables := []string{"application/csv", "application/vnd.ms-excel", "application/octet-stream", "application/x-www-form-urlencoded"}
	if !strings.HasPrefix(media, "text/") && !slices.Contains(tables, media) {
		return "the body is of type " + media + "; it must be text/csv"
	}
	return otherCharset(parameters)
}
