package server

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"slices"
	"sync"
	"time"
)

// siteFiles are those of a folder that never changes, with the compressed forms
// that the build has put beside them.
type siteFiles struct {
	dist fs.FS
	mu   sync.Mutex
	read map[string]*siteFile
}

// siteFile is one of them in the forms that it is sent in.
type siteFile struct {
	name, contentType string
	plain             form
	compressed        []form // the smallest first
}

type form struct {
	coding, etag string
	content      []byte
}

// codings are those of the compressed forms, the smallest first, with the ends of
// their files' names.
var codings = []struct{ name, suffix string }{{"br", ".br"}, {"gzip", ".gz"}}

func newSiteFiles(dist fs.FS) *siteFiles { return &siteFiles{dist: dist, read: map[string]*siteFile{}} }

// get returns a file; nil if there is none of that name. A compressed form is no
// file of its own.
func (f *siteFiles) get(name string) *siteFile {
	for _, coding := range codings {
		if path.Ext(name) == coding.suffix {
			return nil
		}
	}
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
	sum := fmt.Sprintf("%x", sha256.Sum256(content))[:16]
	made := &siteFile{name: name, contentType: mime.TypeByExtension(path.Ext(name)), plain: form{"", `"` + sum + `"`, content}}
	for _, coding := range codings {
		if smaller, err := fs.ReadFile(f.dist, name+coding.suffix); err == nil {
			made.compressed = append(made.compressed, form{coding.name, `"` + sum + "-" + coding.name + `"`, smaller})
		}
	}
	f.read[name] = made
	return made
}

// serve sends the file in the smallest form that the client takes. A part of it is
// always one of the plain file.
func (f *siteFile) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	if f.contentType != "" {
		h.Set("Content-Type", f.contentType)
	}
	chosen := f.plain
	if len(f.compressed) > 0 {
		h.Add("Vary", "Accept-Encoding")
		taken := slices.IndexFunc(f.compressed, func(one form) bool { return takes(r.Header.Get("Accept-Encoding"), one.coding) })
		if r.Header.Get("Range") == "" && taken >= 0 {
			chosen = f.compressed[taken]
			h.Set("Content-Encoding", chosen.coding)
			// ServeContent leaves the length of encoded contents to whoever encodes.
			h.Set("Content-Length", fmt.Sprint(len(chosen.content)))
		}
	}
	h.Set("ETag", chosen.etag)
	http.ServeContent(w, r, f.name, time.Time{}, bytes.NewReader(chosen.content))
}
