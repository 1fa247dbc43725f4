package lambdaevent

import (
	"context"
	"encoding/base64"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/aws/aws-lambda-go/events"
)

// HTTP serves the events of an API Gateway REST API (proxy integration, payload
// format 1.0) with a handler. An answer has at most 6 MB and 29 s (API Gateway
// and Lambda quotas).
func HTTP(handler http.Handler) func(context.Context, events.APIGatewayProxyRequest) (events.APIGatewayProxyResponse, error) {
	return func(ctx context.Context, e events.APIGatewayProxyRequest) (events.APIGatewayProxyResponse, error) {
		r, err := request(ctx, e)
		if err != nil {
			return events.APIGatewayProxyResponse{}, err
		}
		a := newResponse()
		handler.ServeHTTP(a, r)
		return a.response(), nil
	}
}

// request is the call that the event was made of.
func request(ctx context.Context, e events.APIGatewayProxyRequest) (*http.Request, error) {
	body := e.Body
	if e.IsBase64Encoded {
		raw, err := base64.StdEncoding.DecodeString(e.Body)
		if err != nil {
			return nil, fmt.Errorf("lambdaevent: body: %w", err)
		}
		body = string(raw)
	}
	u := &url.URL{Path: path(e), RawQuery: values(e.MultiValueQueryStringParameters, e.QueryStringParameters).Encode()}
	r, err := http.NewRequestWithContext(ctx, e.HTTPMethod, u.String(), strings.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("lambdaevent: %w", err)
	}
	r.RequestURI = u.RequestURI()
	for name, v := range values(e.MultiValueHeaders, e.Headers) {
		r.Header[http.CanonicalHeaderKey(name)] = v
	}
	r.Host = r.Header.Get("Host")
	if ip := e.RequestContext.Identity.SourceIP; ip != "" {
		r.RemoteAddr = net.JoinHostPort(ip, "0") // the port is not known
	}
	return r, nil
}

// path is the path below the stage. API Gateway has taken the stage off; where
// it has not, as on some local AWS, the path is still that of the context.
func path(e events.APIGatewayProxyRequest) string {
	p, err := url.PathUnescape(e.Path)
	if err != nil {
		p = e.Path
	}
	if e.Path == e.RequestContext.Path && e.RequestContext.Stage != "" {
		if below, ok := strings.CutPrefix(p, "/"+e.RequestContext.Stage+"/"); ok {
			return "/" + below
		}
	}
	return p
}

// values are those of the map with every value, or of the one with the last ones
// if that is all there is (as in hand-written test events).
func values(every map[string][]string, last map[string]string) url.Values {
	if every != nil {
		return every
	}
	v := url.Values{}
	for name, value := range last {
		v.Set(name, value)
	}
	return v
}
