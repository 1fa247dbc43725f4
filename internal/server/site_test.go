package server

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"alertsim/web"
)

func TestSite(t *testing.T) {
	built := fstest.MapFS{
		"index.html":          {Data: []byte("<title>Alert Simulation</title>")},
		"api/docs/index.html": {Data: []byte("<title>API")},
		"icon.svg":            {Data: []byte("<svg/>")},
		"assets/app-1a.js":    {Data: []byte("run()")},
		"assets/app-1a.css":   {Data: []byte("a{}")},
	}
	tests := []struct {
		name, method, path string
		dist               fs.FS
		status             int
		body, contentType  string
		cache              string
	}{
		{"the page", "GET", "/", built, 200, "<title>", "text/html; charset=utf-8", "no-cache"},
		{"a path that the page routes", "GET", "/simulations/abc", built, 200, "<title>", "text/html; charset=utf-8", "no-cache"},
		{"a folder", "GET", "/assets", built, 200, "<title>", "text/html; charset=utf-8", "no-cache"},
		{"the API's reference", "GET", "/api/docs", built, 200, "<title>API", "text/html; charset=utf-8", "no-cache"},
		{"the same as a folder", "GET", "/api/docs/", built, 200, "<title>API", "text/html; charset=utf-8", "no-cache"},
		{"the same as a file", "GET", "/api/docs/index.html", built, 200, "<title>API", "text/html; charset=utf-8", "no-cache"},
		{"only the head", "HEAD", "/", built, 200, "", "text/html; charset=utf-8", "no-cache"},
		{"a file", "GET", "/icon.svg", built, 200, "<svg/>", "image/svg+xml", ""},
		{"an asset", "GET", "/assets/app-1a.js", built, 200, "run()", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"},
		{"an asset of an older build", "GET", "/assets/app-0.js", built, 404, "404", "text/plain; charset=utf-8", ""},
		{"out of the folder", "GET", "/../../etc/passwd", built, 200, "<title>", "text/html; charset=utf-8", "no-cache"},
		{"not built", "GET", "/", fstest.MapFS{".gitkeep": {}}, 404, "make build", "text/plain; charset=utf-8", "no-cache"},
		{"not a page's method", "POST", "/", built, 405, "only be read", "text/plain; charset=utf-8", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := httptest.NewRequest(test.method, "/", nil)
			r.URL.Path = test.path
			w := httptest.NewRecorder()
			site(test.dist).ServeHTTP(w, r)
			h := w.Header()
			if w.Code != test.status || !strings.Contains(w.Body.String(), test.body) || h.Get("Content-Type") != test.contentType || h.Get("Cache-Control") != test.cache {
				t.Errorf("%d %s %v", w.Code, w.Body, h)
			}
			if h.Get("Content-Security-Policy") != web.ContentSecurityPolicy() || h.Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("headers %v", h)
			}
			if test.status == http.StatusMethodNotAllowed && h.Get("Allow") != "GET, HEAD" {
				t.Errorf("Allow %q", h.Get("Allow"))
			}
		})
	}
}
