package calendar

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"sync"
	"time"
)

// Version is that of the IANA time zone database within the program. A machine's own is never asked: the same settings
// have the same result everywhere.
const Version = "2025c"

// zoneinfo is lib/time/zoneinfo.zip of a Go release.
//
//go:embed zoneinfo.zip
var zoneinfo []byte

// files opens the archive once.
var files = sync.OnceValue(func() *zip.Reader {
	r, err := zip.NewReader(bytes.NewReader(zoneinfo), int64(len(zoneinfo)))
	if err != nil {
		panic("calendar: " + err.Error()) // a defect of the build
	}
	return r
})

// zones holds the locations that were asked for, by name. There are some hundreds at most.
var zones sync.Map

// Zone returns a zone by its IANA name, in its letter case. The machine's own zone is none.
func Zone(name string) (*time.Location, error) {
	if known, ok := zones.Load(name); ok {
		return known.(*time.Location), nil
	}
	location, err := load(name)
	if err != nil {
		return nil, fmt.Errorf("%q is no time zone; write it as Europe/Berlin or UTC", name)
	}
	zones.Store(name, location)
	return location, nil
}

func load(name string) (*time.Location, error) {
	f, err := files().Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	return time.LoadLocationFromTZData(name, data)
}
