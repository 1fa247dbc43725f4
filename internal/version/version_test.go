package version

import (
	"runtime/debug"
	"strings"
	"testing"
)

func TestOf(t *testing.T) {
	seen := &debug.BuildInfo{Settings: []debug.BuildSetting{
		{Key: "vcs.revision", Value: "0123456789abcdef0123"}, {Key: "vcs.time", Value: "2026-11-02T03:04:05+01:00"}, {Key: "vcs.modified", Value: "true"},
	}}
	for want, build := range map[string]Build{
		"devel, go": noted(nil),
		"devel (commit 0123456789ab, 2026-11-02T02:04:05Z), go":    noted(seen),
		"v1.2.3 (commit 0123456789ab, 2026-11-02T02:04:05Z), go1.": {Version: "v1.2.3", Commit: "0123456789abcdef", Date: "2026-11-02T02:04:05Z", Go: platform},
	} {
		if got := build.String(); !strings.HasPrefix(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := noted(seen).Commit; got != "0123456789abcdef0123+" {
		t.Errorf("commit %q of changed sources", got)
	}
}
