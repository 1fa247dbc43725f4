package sqlite

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"
)

// lockFolder takes the folder for this process. The operating system drops the
// lock when the process ends, however it ends.
func lockFolder(folder string) (*flock.Flock, error) {
	path := filepath.Join(folder, lockName)
	lock := flock.New(path, flock.SetFlag(os.O_RDWR|os.O_CREATE), flock.SetPermissions(0o600))
	got, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("cannot write to the data folder %s: %w", folder, err)
	}
	if !got {
		return nil, fmt.Errorf("the data folder %s is in use by another process%s; stop that one or choose another folder", folder, owner(path))
	}
	// For people only; nobody reads it to decide anything.
	_ = os.WriteFile(path, fmt.Appendln(nil, os.Getpid()), 0o600)
	return lock, nil
}

// owner says which process wrote the lock file, as " (process 123)", if it can
// be read.
func owner(path string) string {
	file, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer file.Close()
	raw, err := io.ReadAll(io.LimitReader(file, 20))
	if pid := strings.TrimSpace(string(raw)); err == nil && pid != "" {
		return " (process " + pid + ")"
	}
	return ""
}
