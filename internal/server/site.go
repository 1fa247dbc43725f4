package server

import (
	"io/fs"
	"net/http"
	"path"
	"strings"

	"alertsim/web"
)

// site serves the built browser interface: files as they are, the API's reference,
// and the console's one page for every other path, which that page then routes.
func site(dist fs.FS) http.Handler {
	files, policy := newSiteFiles(dist), web.ContentSecurityPolicy()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			h.Set("Allow", "GET, HEAD")
			http.Error(w, "This is a page: it can only be read. The API is at /api/.", http.StatusMethodNotAllowed)
			return
		}
		name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
		if name == reference {
			name = path.Join(name, pageName)
		}
		if f := files.get(name); f != nil && path.Base(name) != pageName {
			if strings.HasPrefix(name, "assets/") { // their names change with their contents
				h.Set("Cache-Control", "public, max-age=31536000, immutable")
			}
			f.serve(w, r)
			return
		}
		if strings.HasPrefix(name, "assets/") {
			http.NotFound(w, r)
			return
		}
		h.Set("Cache-Control", "no-cache")
		page := files.get(name)
		if page == nil || path.Base(name) != pageName {
			page = files.get(pageName)
		}
		if page == nil {
			http.Error(w, "This program was built without its browser interface. Build it with make build.", http.StatusNotFound)
			return
		}
		page.serve(w, r)
	})
}

const pageName = "index.html"

// reference is the folder of the page that describes the API.
const reference = "api/docs"
