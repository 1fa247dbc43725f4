package sqlite

import (
	"errors"
	"io/fs"
	"os"
)

// keepPrivate makes the database file one of its owner alone before SQLite
// creates it for whomever the umask permits; its other files take the same
// permissions from it. Those of an older version are mended. The folder is its
// owner's alone if this program has made it; another one's is left as it is.
func keepPrivate(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	for _, name := range []string{path, path + "-wal", path + "-shm"} {
		info, err := os.Stat(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		if info.Mode().Perm()&0o077 != 0 {
			_ = os.Chmod(name, info.Mode().Perm()&^0o077) // not possible everywhere, as on Windows
		}
	}
	return nil
}
