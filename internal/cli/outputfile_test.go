package cli

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func TestFileAppearsWhenItIsComplete(t *testing.T) {
	folder := t.TempDir()
	name := filepath.Join(folder, "a")
	write(t, name, "old")
	o := created(t, name)
	holds(t, name, "old")
	if _, err := o.WriteString("new"); err != nil {
		t.Fatal(err)
	}
	holds(t, name, "old")
	if err := o.commit(); err != nil {
		t.Fatal(err)
	}
	o.discard() // does nothing any more
	holds(t, name, "new")

	o = created(t, name)
	o.discard()
	holds(t, name, "new")
	onlyThese(t, folder, "a")
}

func TestLinkStaysALink(t *testing.T) {
	folder := t.TempDir()
	target, link := filepath.Join(folder, "a"), filepath.Join(folder, "b")
	write(t, target, "old")
	if err := os.Symlink("a", link); err != nil {
		t.Skip(err)
	}
	o := created(t, link)
	if _, err := o.WriteString("new"); err != nil {
		t.Fatal(err)
	}
	if err := o.commit(); err != nil {
		t.Fatal(err)
	}
	holds(t, target, "new")
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is one no more: %v, %v", info.Mode(), err)
	}
}

func TestDeviceIsWrittenAsItIs(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no /dev/null")
	}
	o := created(t, os.DevNull)
	if err := o.commit(); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode().IsRegular() {
		t.Errorf("%s is %v, %v", os.DevNull, info.Mode(), err)
	}
}

func created(t *testing.T, name string) *outputFile {
	t.Helper()
	o, err := createOutput(name)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func holds(t *testing.T, name, want string) {
	t.Helper()
	got, err := os.ReadFile(name)
	if err != nil || string(got) != want {
		t.Errorf("%s holds %q, %v, want %q", name, got, err, want)
	}
}
