package httpapi

import (
	"encoding/json"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"alertsim/internal/settings"
)

// takesBody makes an operation one with a body, which is JSON in UTF-8 as it is.
// Whoever states nothing is taken at that: curl -d states that it sends a form,
// fetch that it sends text. Forms of other sites are kept out before.
func takesBody(humaAPI huma.API, op huma.Operation) huma.Operation {
	op.Errors = append(op.Errors, http.StatusBadRequest, http.StatusRequestTimeout, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
	op.Middlewares = append(op.Middlewares, func(ctx huma.Context, next func(huma.Context)) {
		r, _ := humago.Unwrap(ctx)
		if wrong := unsupported(r.Header); wrong != "" {
			ctx.SetHeader("Accept-Encoding", "identity")
			_ = huma.WriteErr(humaAPI, ctx, http.StatusUnsupportedMediaType, wrong) // the client may have gone
			return
		}
		r.Header.Set("Content-Type", "application/json")
		next(ctx)
	})
	return op
}

// unsupported says why a body cannot be read, or nothing.
func unsupported(h http.Header) string {
	if wrong := encoded(h); wrong != "" {
		return wrong
	}
	stated := h.Get("Content-Type")
	if stated == "" {
		return ""
	}
	media, parameters, err := mime.ParseMediaType(stated)
	if err != nil {
		return "the Content-Type cannot be read; it must be application/json"
	}
	if !slices.Contains([]string{"application/json", "application/x-www-form-urlencoded", "text/plain", "text/json"}, media) && !strings.HasSuffix(media, "+json") {
		return "the body is of type " + media + "; it must be application/json"
	}
	return otherCharset(parameters)
}

func encoded(h http.Header) string {
	for _, encoding := range h.Values("Content-Encoding") {
		if encoding != "" && !strings.EqualFold(encoding, "identity") {
			return "the body is encoded (" + encoding + "); send it as it is"
		}
	}
	return ""
}

func otherCharset(parameters map[string]string) string {
	if charset, stated := parameters["charset"]; stated && !slices.Contains([]string{"utf-8", "utf8", "us-ascii"}, strings.ToLower(charset)) {
		return "the body is in " + charset + "; it must be in UTF-8"
	}
	return ""
}

// strictJSON reads what the domain's decoder does not, as strictly.
var strictJSON = huma.Format{
	Marshal: marshalWhole(huma.DefaultJSONFormat.Marshal),
	Unmarshal: func(raw []byte, v any) error {
		readable, err := settings.Readable(raw)
		if err != nil {
			return err
		}
		return json.Unmarshal(readable, v)
	},
}
