package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"github.com/gofrs/flock"
)

// keptLock keeps other processes from a file of --resume. The operating system drops it when the process ends, however
// it ends.
type keptLock struct {
	lock   *flock.Flock
	beside bool // it is a file of its own
}

var errKeptInUse = errors.New("is in use by another process; wait until that one has ended, or give another name")

// lockKept takes a file, which need not be there, for this process. Windows lets nobody read what is locked, so there a
// file beside it is.
func lockKept(name string) (*keptLock, error) {
	l := &keptLock{beside: runtime.GOOS == "windows"}
	path := name
	if resolved, err := filepath.EvalSymlinks(name); err == nil {
		path = resolved // by whatever name it is called
	}
	if l.beside {
		path += ".lock"
	}
	l.lock = flock.New(path, flock.SetFlag(os.O_RDWR|os.O_CREATE), flock.SetPermissions(0o600))
	got, err := l.lock.TryLock()
	switch {
	case err != nil:
		return nil, notWritable(name, err)
	case !got:
		return nil, fmt.Errorf("%s %w", name, errKeptInUse)
	}
	return l, nil
}

// holds reports an error if the locked file is another one than f: a process that had it removed it in between, as it
// was empty.
func (l *keptLock) holds(f *os.File) error {
	if l.beside {
		return nil
	}
	locked, err := l.lock.Stat()
	if err != nil {
		return cause(err)
	}
	if opened, err := f.Stat(); err != nil || !os.SameFile(locked, opened) {
		return errKeptInUse
	}
	return nil
}

func (l *keptLock) release() {
	_ = l.lock.Unlock()
	if l.beside {
		_ = os.Remove(l.lock.Path()) // fails if somebody else has it by now
	}
}
