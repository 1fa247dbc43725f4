package server

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzhttp"
)

// minCompressBytes is how many bytes an answer has that is worth compressing: a
// smaller one fits into the packet that its headers travel in.
const minCompressBytes = 1024

// compressed compresses the documents of the API for clients that take it. Tables
// of any length are sent as they are written: they are to be saved, and would keep
// a processor busy for as long.
func compressed(next http.Handler) http.Handler {
	wrap, err := gzhttp.NewWrapper(
		gzhttp.MinSize(minCompressBytes),
		gzhttp.ContentTypes([]string{"application/json", "application/problem+json", "application/openapi+json"}),
		gzhttp.EnableZstd(false),
	)
	if err != nil {
		panic("compression: " + err.Error()) // a defect in the options above
	}
	return wrap(next)
}

// takes reports whether an Accept-Encoding header lets an answer have a coding.
func takes(header, wanted string) bool {
	otherwise := false
	for coding := range strings.SplitSeq(strings.ToLower(header), ",") {
		name, parameters, _ := strings.Cut(coding, ";")
		quality, given := strings.CutPrefix(strings.ReplaceAll(parameters, " ", ""), "q=")
		q, err := strconv.ParseFloat(quality, 64)
		may := !given || err == nil && q > 0
		switch strings.TrimPrefix(strings.TrimSpace(name), "x-") {
		case wanted:
			return may
		case "*":
			otherwise = may
		}
	}
	return otherwise
}
