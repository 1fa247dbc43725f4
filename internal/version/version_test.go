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
	for _, test := range []struct {
		release string
		info    *debug.BuildInfo
		want    string
	}{
		{"", nil, "devel, go"},
		{"1.2.3", nil, "1.2.3, go"},
		{"", seen, "devel (commit 0123456789ab, 2026-11-02T02:04:05Z), go"},
		{"1.2.3", &debug.BuildInfo{}, "1.2.3, go"},
	} {
		if got := of(test.release, test.info).String(); !strings.HasPrefix(got, test.want) {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
	if got := of("", seen).Commit; got != "0123456789abcdef0123+" {
		t.Errorf("commit %q of changed sources", got)
	}
}
