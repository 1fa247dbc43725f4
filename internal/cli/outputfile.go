package cli

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// outputFile is a file that appears under its name when it is complete, and not
// before: what stood there stays until then. What is no regular file, as
// /dev/null, is written to as it is.
type outputFile struct {
	*os.File
	name, target string // target: where to move it to; "" to leave it
}

// createOutput fails at once if the file will not be writable.
func createOutput(name string) (*outputFile, error) {
	target := name
	if resolved, err := filepath.EvalSymlinks(name); err == nil {
		target = resolved // a link stays one
	}
	mode := fs.FileMode(0o666)
	info, err := os.Stat(target)
	switch {
	case err == nil && info.IsDir():
		return nil, fmt.Errorf("%s is a folder, not a file", name)
	case err == nil && !info.Mode().IsRegular():
		f, err := os.OpenFile(target, os.O_WRONLY, 0)
		if err != nil {
			return nil, notWritable(name, err)
		}
		return &outputFile{File: f, name: name}, nil
	case err == nil:
		mode = info.Mode().Perm()
	}
	temporary := filepath.Join(filepath.Dir(target), "."+filepath.Base(target)+"."+rand.Text()[:8]+".tmp")
	f, err := os.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return nil, notWritable(name, err)
	}
	return &outputFile{File: f, name: name, target: target}, nil
}

// commit puts the file in its place.
func (o *outputFile) commit() error {
	err := o.Close()
	if err == nil && o.target != "" {
		err = os.Rename(o.Name(), o.target)
	}
	if err != nil {
		return notWritable(o.name, err)
	}
	o.target = "" // nothing is left to discard
	return nil
}

// discard removes what was written, unless it was committed.
func (o *outputFile) discard() {
	if o.target != "" {
		_ = o.Close()
		_ = os.Remove(o.Name())
	}
}

func notWritable(name string, err error) error {
	reason := cause(err)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		reason = errors.New("there is no such folder")
	case errors.Is(err, fs.ErrPermission):
		reason = errors.New("permission denied")
	}
	return fmt.Errorf("%s cannot be written: %w", name, reason)
}
