package sqlite_test

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
	"alertsim/internal/sqlite"
)

func TestOpenCreatesTheFolder(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "a", "b?c=1%20#ü")
	db := open(t, folder)
	must(t, db.Store().OpenSession(t.Context(), simulation.Session{ID: "s", Members: []string{"m"}}, nil))
	if _, err := os.Stat(filepath.Join(folder, "alertsim.db")); err != nil {
		t.Error(err)
	}
}

// Wherever the folder is and whatever its name, the database is in it and
// nowhere else.
func TestOpenNames(t *testing.T) {
	root := t.TempDir()
	work := filepath.Join(root, "work")
	must(t, os.Mkdir(work, 0o700))
	must(t, os.Mkdir(filepath.Join(work, "target"), 0o700))
	must(t, os.Mkdir(filepath.Join(work, "to"), 0o700))
	must(t, os.Symlink("target", filepath.Join(work, "link")))
	must(t, os.Symlink(filepath.Join(work, "to"), filepath.Join(root, "out")))
	t.Chdir(work)
	for _, folder := range []string{
		".data", "data", "./x", "../x", "../work/y", "a/b/c", ".", "..", "./", "slash/", "slashes//", "a//b",
		"with space", " lead", "trail ", "100%", "%41", "%2e%2e", "a?b", "?mode=memory", "a#b", "#", "a&b=c", "a;b", "a:b", "file:x", ":memory:", "*",
		"a+b", "a'b", `a"b`, "$HOME", "~", "~root", `back\slash`, `\\host\share`, "[::1]", "über", "数据", "😀", "\xff\xfe", "new\nline",
		"-v", "link", "link/deeper", "../out", root + "/abs", root + "/abs/", "/" + root + "/two", root + "/%41?#ü 😀",
	} {
		if runtime.GOOS == "windows" && (strings.ContainsAny(folder, `<>:"|?*`+"\n") || !utf8.ValidString(folder)) {
			continue
		}
		t.Run(folder, func(t *testing.T) {
			for range 2 { // the second time it exists
				db, err := sqlite.Open(folder)
				must(t, err)
				if _, err := db.Store().CurrentSession(t.Context()); fault.CodeOf(err) == fault.CodeNotFound {
					must(t, db.Store().OpenSession(t.Context(), simulation.Session{ID: "s", Members: []string{"m"}}, nil))
				}
				if _, err := sqlite.Open(folder); err == nil || !strings.Contains(err.Error(), "in use") {
					t.Errorf("opened twice: %v", err)
				}
				must(t, db.Close())
			}
			stat, err := os.Stat(filepath.Join(folder, "alertsim.db"))
			must(t, err)
			if stat.Size() == 0 {
				t.Error("the database is empty")
			}
			if files := databases(t, root); len(files) != 1 {
				t.Errorf("databases are in %q", files)
			}
			must(t, os.Remove(filepath.Join(folder, "alertsim.db")))
		})
	}
}

// databases are the names of all below a folder.
func databases(t *testing.T, root string) (found []string) {
	t.Helper()
	must(t, filepath.WalkDir(root, func(path string, _ os.DirEntry, err error) error {
		if strings.HasSuffix(path, ".db") || strings.Contains(path, "alertsim.db?") {
			found = append(found, path)
		}
		return err
	}))
	return found
}

func TestOpenAgain(t *testing.T) {
	folder := t.TempDir()
	for range 3 {
		db, err := sqlite.Open(folder)
		must(t, err)
		if _, err := db.Store().CurrentSession(t.Context()); fault.CodeOf(err) == fault.CodeNotFound {
			must(t, db.Store().OpenSession(t.Context(), simulation.Session{ID: "s", Members: []string{"m"}}, nil))
		}
		must(t, db.Close())
	}
	if s, err := open(t, folder).Store().CurrentSession(t.Context()); err != nil || s.ID != "s" {
		t.Errorf("after two restarts: %+v, %v", s, err)
	}
}

// Each is refused in words for the person who started the program.
func TestOpenRefuses(t *testing.T) {
	for _, test := range []struct {
		why     string
		prepare func(t *testing.T, folder string) string
		want    string
	}{
		{"a folder that cannot be created", func(t *testing.T, folder string) string {
			file := filepath.Join(folder, "file")
			must(t, os.WriteFile(file, nil, 0o600))
			return filepath.Join(file, "data")
		}, "data: a file is in its place"},
		{"a file", func(t *testing.T, folder string) string {
			file := filepath.Join(folder, "file")
			must(t, os.WriteFile(file, nil, 0o600))
			return file
		}, "file: a file is in its place"},
		{"a link to nothing", func(t *testing.T, folder string) string {
			link := filepath.Join(folder, "link")
			must(t, os.Symlink(filepath.Join(folder, "gone"), link))
			return link
		}, "cannot create the data folder"},
		{"a folder that cannot be written", func(t *testing.T, folder string) string {
			must(t, os.Mkdir(filepath.Join(folder, "alertsim.lock"), 0o700))
			return folder
		}, "cannot write to the data folder"},
		{"a folder without permission", func(t *testing.T, folder string) string {
			if os.Getuid() == 0 {
				t.Skip("root may write everywhere")
			}
			must(t, os.Chmod(folder, 0o500))
			return folder
		}, "cannot write to the data folder"},
		{"a second owner", func(t *testing.T, folder string) string {
			open(t, folder)
			return folder
		}, "is in use by another process (process "},
		{"a file that is no database", func(t *testing.T, folder string) string {
			must(t, os.WriteFile(filepath.Join(folder, "alertsim.db"), []byte(strings.Repeat("not a database\n", 1000)), 0o600))
			return folder
		}, "is damaged or not a database; move it away"},
		{"a database of a newer version", func(t *testing.T, folder string) string {
			must(t, open(t, folder).Close())
			execute(t, folder, "PRAGMA user_version = 999")
			return folder
		}, "written by a newer version of this program (format 999"},
		{"a database of another program", func(t *testing.T, folder string) string {
			execute(t, folder, "CREATE TABLE customers (id)")
			return folder
		}, "a database of another program"},
	} {
		t.Run(test.why, func(t *testing.T) {
			db, err := sqlite.Open(test.prepare(t, t.TempDir()))
			if err == nil {
				_ = db.Close()
				t.Fatal("it was opened")
			}
			if !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v; want %q", err, test.want)
			}
			t.Log(err)
		})
	}
}

// A refused folder is not locked, and what was refused is left as it was.
func TestRefusedIsLeftAlone(t *testing.T) {
	folder := t.TempDir()
	execute(t, folder, "CREATE TABLE customers (id); INSERT INTO customers VALUES (7)")
	for range 2 {
		if _, err := sqlite.Open(folder); err == nil || !strings.Contains(err.Error(), "another program") {
			t.Fatal(err)
		}
	}
	execute(t, folder, "DELETE FROM customers WHERE id = 7")
}

// execute runs statements on the database file from outside.
func execute(t *testing.T, folder, statements string) {
	t.Helper()
	raw, err := sql.Open("sqlite", filepath.Join(folder, "alertsim.db"))
	must(t, err)
	_, err = raw.ExecContext(context.Background(), statements)
	must(t, err)
	must(t, raw.Close())
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
