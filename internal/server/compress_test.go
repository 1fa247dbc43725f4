package server

import (
	"bytes"
	"compress/gzip"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

func TestTakes(t *testing.T) {
	for header, want := range map[string]bool{
		"": false, "gzip": true, "gzip, deflate, br, zstd": true, "GZIP": true, "br": false, "identity": false, "gzip;q=0": false, "gzip; q=0.0": false,
		"gzip;q=0.5": true, "deflate;q=0.5, gzip ; q=1.0": true, "*": true, "*;q=0": false, "br, *;q=0.1": true, "gzip;q=0, *": false, "*;q=0, gzip": true,
		"x-gzip": true, "gzipped": false, "gzip;q=much": false, ",,": false,
	} {
		if takes(header, "gzip") != want {
			t.Errorf("%q: %t", header, !want)
		}
	}
}

func TestTakesBrotli(t *testing.T) {
	for header, want := range map[string]bool{"": false, "gzip": false, "gzip, deflate, br, zstd": true, "br;q=0": false, "*": true, "br;q=0, *": false} {
		if takes(header, "br") != want {
			t.Errorf("%q: %t", header, !want)
		}
	}
}

func zipped(text string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write([]byte(text)) // to memory
	_ = w.Close()
	return b.Bytes()
}

func unzipped(t *testing.T, raw []byte) string {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(plain)
}

func TestSiteCompresses(t *testing.T) {
	script := strings.Repeat("alert(1);", 1000)
	noise := make([]byte, 4096)
	_, _ = rand.NewChaCha8([32]byte{}).Read(noise) // never fails
	handler := site(fstest.MapFS{
		"index.html":         {Data: []byte("<title>" + script)},
		"index.html.gz":      {Data: zipped("<title>" + script)},
		"assets/app-1.js":    {Data: []byte(script)},
		"assets/app-1.js.gz": {Data: zipped(script)},
		"assets/app-1.js.br": {Data: []byte("as brotli")},
		"assets/tiny-1.js":   {Data: []byte("1")},
		"assets/a.woff2":     {Data: noise},
	})
	get := func(method, path string, headers ...string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(method, path, nil)
		for i := 0; i < len(headers); i += 2 {
			r.Header.Set(headers[i], headers[i+1])
		}
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		return w
	}
	plain, packed := get("GET", "/assets/app-1.js"), get("GET", "/assets/app-1.js", "Accept-Encoding", "br;q=0, gzip")
	if plain.Body.String() != script || plain.Header().Get("Content-Encoding") != "" || plain.Header().Get("Vary") != "Accept-Encoding" {
		t.Errorf("plain: %v", plain.Header())
	}
	h := packed.Header()
	if unzipped(t, packed.Body.Bytes()) != script || h.Get("Content-Encoding") != "gzip" || h.Get("Vary") != "Accept-Encoding" ||
		h.Get("Content-Type") != "text/javascript; charset=utf-8" || h.Get("Content-Length") == "" || packed.Body.Len() > len(script)/10 {
		t.Errorf("compressed: %v, %d bytes", h, packed.Body.Len())
	}
	if h.Get("ETag") == plain.Header().Get("ETag") || h.Get("ETag") == "" || !strings.HasPrefix(h.Get("Cache-Control"), "public") {
		t.Errorf("both forms have the ETag %s", h.Get("ETag"))
	}
	for _, path := range []string{"/", "/simulations/x", "/index.html"} {
		if page := get("GET", path, "Accept-Encoding", "gzip"); unzipped(t, page.Body.Bytes()) != "<title>"+script ||
			page.Header().Get("Cache-Control") != "no-cache" || page.Header().Get("Content-Type") != "text/html; charset=utf-8" {
			t.Errorf("%s: %v", path, page.Header())
		}
	}
	noBody := get("HEAD", "/assets/app-1.js", "Accept-Encoding", "gzip")
	if noBody.Body.Len() != 0 || noBody.Header().Get("Content-Length") != h.Get("Content-Length") || noBody.Header().Get("ETag") != h.Get("ETag") {
		t.Errorf("only the head: %v", noBody.Header())
	}
	unchanged := get("GET", "/assets/app-1.js", "Accept-Encoding", "gzip", "If-None-Match", h.Get("ETag"))
	if unchanged.Code != 304 || unchanged.Body.Len() != 0 || unchanged.Header().Get("ETag") != h.Get("ETag") || unchanged.Header().Get("Vary") != "Accept-Encoding" {
		t.Errorf("unchanged: %d %v", unchanged.Code, unchanged.Header())
	}
	if changed := get("GET", "/assets/app-1.js", "If-None-Match", h.Get("ETag")); changed.Code != 200 || changed.Body.String() != script {
		t.Errorf("the ETag of the other form: %d", changed.Code)
	}
	part := get("GET", "/assets/app-1.js", "Accept-Encoding", "gzip", "Range", "bytes=6-8")
	if part.Code != 206 || part.Body.String() != "1);" || part.Header().Get("Content-Encoding") != "" || part.Header().Get("Content-Range") != "bytes 6-8/9000" {
		t.Errorf("a part: %d %q %v", part.Code, part.Body, part.Header())
	}
	if beyond := get("GET", "/assets/app-1.js", "Range", "bytes=9000-"); beyond.Code != 416 {
		t.Errorf("a part that is not there: %d", beyond.Code)
	}
	smallest := get("GET", "/assets/app-1.js", "Accept-Encoding", "gzip, deflate, br, zstd")
	if h := smallest.Header(); smallest.Body.String() != "as brotli" || h.Get("Content-Encoding") != "br" || h.Get("Content-Length") != "9" ||
		h.Get("Vary") != "Accept-Encoding" || h.Get("ETag") == packed.Header().Get("ETag") || h.Get("Content-Type") != "text/javascript; charset=utf-8" {
		t.Errorf("the smallest form: %v", h)
	}
	if hidden := get("GET", "/assets/app-1.js.br"); hidden.Code != 404 {
		t.Errorf("a form as a file of its own: %d", hidden.Code)
	}
	for _, path := range []string{"/assets/tiny-1.js", "/assets/a.woff2"} {
		if w := get("GET", path, "Accept-Encoding", "gzip"); w.Header().Get("Content-Encoding") != "" || w.Header().Get("Vary") != "" {
			t.Errorf("%s is compressed for nothing: %v", path, w.Header())
		}
	}
}

// raw gets an answer as it travels.
func (c *client) raw(path string, headers ...string) (head, []byte) {
	c.Helper()
	r, err := http.NewRequest("GET", c.url+path, nil)
	if err != nil {
		c.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+c.token)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	response, err := (&http.Transport{DisableCompression: true}).RoundTrip(r)
	if err != nil {
		c.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		c.Fatal(err)
	}
	return head{response.StatusCode, response.Header}, body
}

// head is an answer without its body.
type head struct {
	status int
	header http.Header
}

func TestServerCompresses(t *testing.T) {
	c, _ := serving(t, t.TempDir())
	c.open()
	id := c.create(`{"messages": 50000, "mode": "instant", "autoStart": true}`).ID
	c.untilCompleted(id, 10e9)
	for path, compressed := range map[string]bool{
		"/api/openapi.json": true, "/api/limits": true, "/api/simulations/" + id: true, "/api/health": false,
		"/api/simulations/" + id + "/messages?limit=500": true, "/api/simulations/" + id + "/export?format=csv": false,
	} {
		response, zipped := c.raw(path, "Accept-Encoding", "gzip, br")
		if response.status != 200 || (response.header.Get("Content-Encoding") == "gzip") != compressed {
			t.Errorf("%s: %d %v", path, response.status, response.header)
			continue
		}
		response, plain := c.raw(path)
		if response.header.Get("Content-Encoding") != "" {
			t.Errorf("%s: compressed for one who did not ask", path)
		}
		if compressed && (unzipped(t, zipped) != string(plain) || len(zipped) > len(plain)/2) {
			t.Errorf("%s: %d bytes instead of %d", path, len(zipped), len(plain))
		}
	}
	// A page of the interface, with all that it loads, in a third of the bytes.
	response, page := c.raw("/", "Accept-Encoding", "gzip")
	if response.status == 404 {
		t.Skip("the browser interface is not built")
	}
	if response.header.Get("Content-Encoding") == "gzip" {
		page = []byte(unzipped(t, page))
	}
	var all, sent int
	for _, part := range strings.Split(string(page), `"/assets/`)[1:] {
		path := "/assets/" + strings.SplitN(part, `"`, 2)[0]
		_, zipped := c.raw(path, "Accept-Encoding", "gzip")
		_, plain := c.raw(path)
		all, sent = all+len(plain), sent+len(zipped)
	}
	t.Logf("%d bytes in %d", all, sent)
	if all == 0 || sent*3 > all {
		t.Errorf("%d bytes of scripts and styles are sent in %d", all, sent)
	}
}
