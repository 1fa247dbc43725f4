package sqlite

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// errLocked is lockFile's answer when another process holds the lock.
var errLocked = errors.New("locked")

// lockFolder takes the folder for this process. The operating system drops the
// lock when the process ends, however it ends.
func lockFolder(folder string) (*os.File, error) {
	path := filepath.Join(folder, lockName)
	file, err := lockFile(path)
	if errors.Is(err, errLocked) {
		return nil, fmt.Errorf("the data folder %s is in use by another process%s; stop that one or choose another folder", folder, owner(path))
	}
	if err != nil {
		return nil, fmt.Errorf("cannot write to the data folder %s: %w", folder, err)
	}
	// For people only; nobody reads it to decide anything.
	if err := file.Truncate(0); err == nil {
		_, _ = fmt.Fprintf(file, "%d\n", os.Getpid())
	}
	return file, nil
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
