//go:build unix

package sqlite_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"alertsim/internal/fault"
	"alertsim/internal/sqlite"
)

// Nobody else on the machine can read what is kept, whatever the umask, and what
// an older version has left open is closed.
func TestOpenKeepsPrivate(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "a", "data")
	old := syscall.Umask(0)
	defer syscall.Umask(old)
	for _, loosen := range []bool{false, true} {
		if loosen {
			must(t, os.Chmod(filepath.Join(folder, "alertsim.db"), 0o664))
		}
		db, err := sqlite.Open(folder)
		must(t, err)
		_, err = db.Store().CurrentSession(t.Context())
		if fault.CodeOf(err) != fault.CodeNotFound {
			t.Fatal(err)
		}
		for name, want := range map[string]os.FileMode{
			"..": 0o700, ".": 0o700, "alertsim.db": 0o600, "alertsim.db-wal": 0o600, "alertsim.db-shm": 0o600, "alertsim.lock": 0o600,
		} {
			info, err := os.Stat(filepath.Join(folder, name))
			must(t, err)
			if got := info.Mode().Perm(); got != want {
				t.Errorf("%s has %o, want %o", name, got, want)
			}
		}
		must(t, db.Close())
	}
}
