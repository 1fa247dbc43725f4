package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// problems is how many a check names.
const problems = 5

// Check looks through the whole database, at about a second for a gigabyte. Its
// error says in words for people what is damaged, where a copy of the files as
// they were found is, and what to do. The store goes on with what can be read.
func (d *DB) Check(ctx context.Context) error {
	found, err := d.quickCheck(ctx)
	if err != nil || len(found) == 0 {
		return translate(err)
	}
	kept := fmt.Sprintf("a copy of it as it was found is in %s", d.path+damagedSuffix)
	if err := d.keepDamaged(); err != nil {
		kept = fmt.Sprintf("it could not be copied (%v)", err)
	}
	return fmt.Errorf("%s is damaged: what can be read is served, what cannot is left out and logged; %s; "+
		"to start afresh stop this program and move %s away; found: %s", d.path, kept, d.path, strings.Join(found, "; "))
}

// quickCheck returns what is damaged, in SQLite's words.
func (d *DB) quickCheck(ctx context.Context) (found []string, err error) {
	defer func() {
		if unreadable(err) {
			found, err = append(found, err.Error()), nil
		}
	}()
	rows, err := d.reader.QueryContext(ctx, fmt.Sprintf("PRAGMA quick_check(%d)", problems))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return found, err
		}
		if line != "ok" {
			found = append(found, strings.ReplaceAll(line, "\n", " "))
		}
	}
	return found, rows.Err()
}

const damagedSuffix = ".damaged"

// keepDamaged copies the database and its log. A copy that is there already is
// of an earlier start, when there was more to save, and stays.
func (d *DB) keepDamaged() error {
	for _, suffix := range []string{"-wal", ""} { // the database last: with it the copy is whole
		to := d.path + damagedSuffix + suffix
		if err := copyNew(d.path+suffix, to); err != nil && !errors.Is(err, os.ErrNotExist) && !errors.Is(err, os.ErrExist) {
			return err
		}
	}
	return nil
}

// copyNew copies a file to a name that is free, whole or not at all.
func copyNew(from, to string) error {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer source.Close()
	target, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(target, source)
	if err = errors.Join(err, target.Close()); err != nil {
		_ = os.Remove(to)
	}
	return err
}
