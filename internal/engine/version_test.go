package engine

import (
	"fmt"
	"strings"
	"testing"
)

// refusedUpdate is why golden digests must not be written over those before, or "". New configs may come at any time;
// another result of an old one is another version.
func refusedUpdate(before, after string) string {
	wasVersion, was := parseGolden(before)
	version, is := parseGolden(after)
	if version < wasVersion {
		return fmt.Sprintf("the digests are of engine version %d, and versions only rise: this is %d", wasVersion, version)
	}
	if version > wasVersion {
		return ""
	}
	for name, digest := range was {
		if is[name] != digest {
			return fmt.Sprintf("%q comes to another result than in engine version %d: raise Version in version.go first", name, wasVersion)
		}
	}
	return ""
}

// parseGolden reads a golden file: its version, and digests by the name of their config.
func parseGolden(text string) (version int, digests map[string]string) {
	head, rest, _ := strings.Cut(text, "\n")
	_, _ = fmt.Sscanf(head, "engine version %d", &version) // 0 if there is none
	digests = map[string]string{}
	for line := range strings.Lines(rest) {
		digest, name, _ := strings.Cut(strings.TrimSpace(line), " ")
		digests[name] = digest
	}
	return version, digests
}

// Results do not change without a version of their own, whoever writes the golden file.
func TestAnotherResultIsAnotherVersion(t *testing.T) {
	const before = "engine version 3\naa one sender\nbb retries\n"
	for _, c := range []struct {
		why, after, refused string
	}{
		{"the same", before, ""},
		{"one more config", "engine version 3\naa one sender\nbb retries\ncc caps\n", ""},
		{"another result", "engine version 3\naa one sender\ndd retries\n", `"retries" comes to another result`},
		{"a config that is gone", "engine version 3\naa one sender\n", `"retries" comes to another result`},
		{"another result, another version", "engine version 4\naa one sender\ndd retries\n", ""},
		{"a version that goes back", "engine version 2\naa one sender\nbb retries\n", "versions only rise"},
		{"a version that is not told", "aa one sender\nbb retries\n", "versions only rise"},
	} {
		got := refusedUpdate(before, c.after)
		if (got == "") != (c.refused == "") || !strings.Contains(got, c.refused) {
			t.Errorf("%s: %q, want %q", c.why, got, c.refused)
		}
	}
}
