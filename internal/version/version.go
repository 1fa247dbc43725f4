// Package version is which build this is: what --version prints, the health check
// answers and the log begins with.
package version

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"time"
)

// Set by `make release` with the linker's -X; empty in other builds, whose commit
// and date Go notes by itself where it sees a repository.
var release, commit, date string

// Build is one build of the program.
type Build struct {
	Version string `json:"version" doc:"Of the release; devel if it is none."`
	Commit  string `json:"commit,omitempty" doc:"Of the sources, in hexadecimal; followed by + if they were changed since. Absent where the build did not see them."`
	Date    string `json:"date,omitempty" doc:"Of that commit, RFC 3339."`
	Go      string `json:"go" doc:"Version of Go and the platform."`
}

// Of is this build, as far as the Go linker noted it.
func Of() Build {
	if release != "" {
		return Build{Version: release, Commit: commit, Date: date, Go: platform}
	}
	info, _ := debug.ReadBuildInfo()
	return noted(info)
}

var platform = runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH

// noted is a build that is no release.
func noted(info *debug.BuildInfo) Build {
	b := Build{Version: "devel", Go: platform}
	if info == nil {
		return b
	}
	changed := ""
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Commit = s.Value
		case "vcs.time":
			if at, err := time.Parse(time.RFC3339, s.Value); err == nil {
				b.Date = at.UTC().Format(time.RFC3339)
			}
		case "vcs.modified":
			if s.Value == "true" {
				changed = "+"
			}
		}
	}
	if b.Commit != "" {
		b.Commit += changed
	}
	return b
}

// String is the build in one line.
func (b Build) String() string {
	line := b.Version
	if b.Commit != "" {
		line += fmt.Sprintf(" (commit %.12s, %s)", b.Commit, b.Date)
	}
	return line + ", " + b.Go
}
