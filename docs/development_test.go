//go:build docs && unix

package docs

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Vite serves the interface beside the program, as docs/development.md says.
func TestDevelopmentServer(t *testing.T) {
	folder := clone(t)
	newShell(t, folder, environment()).try(t, "make web/node_modules/.package-lock.json", treatment{})
	r := start(t, folder, environment(), "npm", "--prefix", "web", "run", "dev")
	for end := time.Now().Add(time.Minute); ; time.Sleep(100 * time.Millisecond) {
		status, page := get("http://localhost:5173/")
		if status == http.StatusOK && strings.Contains(page, `src="/src/app/main.tsx"`) {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("it does not serve: %d %s\n%s", status, page, r.printed)
		}
	}
}

// An archive holds a program that tells its version, and its checksum is right.
func TestRelease(t *testing.T) {
	folder := clone(t)
	newShell(t, folder, environment()).try(t, "make release VERSION=v1.2.3 PLATFORMS='linux/amd64 windows/arm64'", treatment{})
	out := filepath.Join(folder, "build", "release")
	sums, err := os.ReadFile(filepath.Join(out, "SHA256SUMS"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(sums)), "\n")
	if len(lines) != 2 {
		t.Fatalf("the checksums are %q", sums)
	}
	for _, line := range lines {
		sum, name, _ := strings.Cut(line, "  ")
		raw, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := sha256.Sum256(raw); hex.EncodeToString(got[:]) != sum {
			t.Errorf("the checksum of %s is not that", name)
		}
	}
	into := t.TempDir()
	if out, err := exec.Command("tar", "-xzf", filepath.Join(out, "alertsim-v1.2.3-linux-amd64.tar.gz"), "-C", into).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, name := range []string{"alertsim", "README.md", "LICENSE"} {
		if _, err := os.Stat(filepath.Join(into, "alertsim-v1.2.3-linux-amd64", name)); err != nil {
			t.Error(err)
		}
	}
	told, err := exec.Command(filepath.Join(into, "alertsim-v1.2.3-linux-amd64", "alertsim"), "--version").CombinedOutput()
	if err != nil || !strings.HasPrefix(string(told), "alertsim version v1.2.3 (commit ") {
		t.Errorf("%v: %s", err, told)
	}
}

// The functions are the same bytes wherever they are built and whatever lies about, so that a deployment without a change of
// them changes none.
func TestFunctionsAreReproducible(t *testing.T) {
	sums := func(folder string) (sums [4][sha256.Size]byte) {
		env := environment("GOFLAGS=-buildvcs=true") // as Go is where nobody has said otherwise
		newShell(t, folder, env).try(t, "make functions", treatment{})
		for i, name := range []string{"api", "forecast", "worker", "sweeper"} {
			raw, err := os.ReadFile(filepath.Join(folder, "build", name, "bootstrap"))
			if err != nil {
				t.Fatal(err)
			}
			sums[i] = sha256.Sum256(raw)
		}
		return sums
	}
	other := clone(t)
	newShell(t, other, environment()).try(t, "touch untracked && git -c user.name=a -c user.email=a@example.org commit --allow-empty --quiet -m another", treatment{})
	if sums(clone(t)) != sums(other) {
		t.Error("the functions differ")
	}
}
