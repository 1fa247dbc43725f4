package server

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"sync"
	"time"
)

// siteFiles are those of a folder that never changes. Each is compressed once, when
// it is first asked for.
type siteFiles struct {
	dist fs.FS
	mu   sync.Mutex
	read map[string]*siteFile
}

// siteFile is one of them in the forms that it is sent in.
type siteFile struct {
	name, contentType string
	plain, gzip       form // gzip has no content if it is not worth it
}

type form struct {
	content []byte
	etag    string
}

func newSiteFiles(dist fs.FS) *siteFiles { return &siteFiles{dist: dist, read: map[string]*siteFile{}} }

// get returns a file; nil if there is none of that name.
func (f *siteFiles) get(name string) *siteFile {
	f.mu.Lock()
	defer f.mu.Unlock()
	if known := f.read[name]; known != nil {
		return known
	}
	info, err := fs.Stat(f.dist, name)
	if err != nil || info.IsDir() {
		return nil
	}
	content, err := fs.ReadFile(f.dist, name)
	if err != nil {
		return nil
	}
	made := newFile(name, content)
	f.read[name] = made
	return made
}

func newFile(name string, content []byte) *siteFile {
	sum := fmt.Sprintf("%x", sha256.Sum256(content))[:16]
	f := &siteFile{
		name: name, contentType: mime.TypeByExtension(path.Ext(name)),
		plain: form{content, `"` + sum + `"`},
	}
	if len(content) < minCompressBytes {
		return f
	}
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level is one
	_, _ = w.Write(content)                               // to memory
	_ = w.Close()
	if b.Len() < len(content)*9/10 { // pictures and fonts are compressed already
		f.gzip = form{bytes.Clone(b.Bytes()), `"` + sum + `-gzip"`}
	}
	return f
}

// serve sends the file in the form that the client takes. A part of it is always
// one of the plain file.
func (f *siteFile) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	if f.contentType != "" {
		h.Set("Content-Type", f.contentType)
	}
	chosen := f.plain
	if f.gzip.content != nil {
		h.Add("Vary", "Accept-Encoding")
		if r.Header.Get("Range") == "" && takesGzip(r.Header.Get("Accept-Encoding")) {
			chosen = f.gzip
			h.Set("Content-Encoding", "gzip")
			// ServeContent leaves the length of encoded contents to whoever encodes.
			h.Set("Content-Length", fmt.Sprint(len(chosen.content)))
		}
	}
	h.Set("ETag", chosen.etag)
	http.ServeContent(w, r, f.name, time.Time{}, bytes.NewReader(chosen.content))
}
