//go:build docs && unix

package docs

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The Dockerfile's steps, done without an engine: what its COPY lines bring has to be enough for its RUN lines, and the
// program has to serve where nothing else is and answer its own health check. Base images, the user and the volume are not
// tried by this.
func TestDockerfile(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join(root, "Dockerfile"))
	if err != nil {
		t.Fatal(err)
	}
	from, stages := clone(t), t.TempDir()
	stage, workdir := "", "/"
	inImage := regexp.MustCompile(`(^| )/`)
	terminal := newShell(t, stages, environment())
	for line := range strings.Lines(string(raw)) {
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		fields := strings.Fields(rest)
		here := filepath.Join(stages, stage)
		switch word {
		case "FROM":
			stage, workdir = fields[len(fields)-1], "/"
			if err := os.Mkdir(filepath.Join(stages, stage), 0o755); err != nil {
				t.Fatal(err)
			}
		case "WORKDIR":
			workdir = rest
			if err := os.MkdirAll(filepath.Join(here, workdir), 0o755); err != nil {
				t.Fatal(err)
			}
		case "COPY":
			source := from
			for strings.HasPrefix(fields[0], "--") {
				if name, is := strings.CutPrefix(fields[0], "--from="); is {
					source = filepath.Join(stages, name)
				}
				fields = fields[1:]
			}
			to := fields[len(fields)-1]
			if !strings.HasPrefix(to, "/") {
				to = workdir + "/" + to
			}
			for _, name := range fields[:len(fields)-1] {
				if strings.HasPrefix(name, "/etc/") {
					continue // of the base image
				}
				copyInto(t, filepath.Join(source, name), here+"/"+to)
			}
		case "RUN":
			terminal.try(t, "cd "+filepath.Join(here, workdir)+" && "+inImage.ReplaceAllString(rest, "${1}"+here+"/"), treatment{})
		}
	}
	_, port, err := net.SplitHostPort(freeAddress(t))
	if err != nil {
		t.Fatal(err)
	}
	image := filepath.Join(stages, "scratch")
	alone := []string{"ALERTSIM_ADDR=0.0.0.0:" + port, "ALERTSIM_DATA=" + filepath.Join(image, "data")}
	r := start(t, image, alone, filepath.Join(image, "alertsim"), "serve")
	r.serves(t, "http://localhost:"+port)
	check := exec.Command(filepath.Join(image, "alertsim"), "health")
	check.Env = alone
	if out, err := check.CombinedOutput(); err != nil {
		t.Errorf("the health check: %v %s", err, out)
	}
	r.interrupt(t, "http://localhost:"+port)
}

// copyInto does what COPY does: the content of a folder, or a file; into a folder if the name ends so.
func copyInto(t *testing.T, from, to string) {
	t.Helper()
	info, err := os.Stat(from)
	if err != nil {
		t.Fatalf("the Dockerfile copies what is not there: %v", err)
	}
	folder := to
	if !info.IsDir() && !strings.HasSuffix(to, "/") {
		folder = filepath.Dir(to)
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if info.IsDir() {
		from += "/."
	}
	if out, err := exec.Command("cp", "-r", from, to).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}
