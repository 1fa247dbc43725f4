package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
)

// Migrations are applied in the order of their names; the file's user_version
// is how many of them it has. One that has been released is never edited.
//
//go:embed migrations/*.sql
var migrations embed.FS

// applicationID marks the file as ours: "ALRT" in ASCII.
const applicationID = 0x414c5254

// migrate brings the database up to date, whole or not at all.
func migrate(ctx context.Context, db *sql.DB) error {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return translate(err)
	}
	defer func() { _ = tx.Rollback() }()
	version, err := versionOf(ctx, tx)
	if err != nil {
		return err
	}
	if version > len(names) {
		return fmt.Errorf("it was written by a newer version of this program (format %d, this one knows %d)", version, len(names))
	}
	if version == len(names) {
		return nil // and nothing is written, so that a full disk is no obstacle to reading
	}
	for _, name := range names[version:] {
		script, err := migrations.ReadFile(name)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, string(script)); err != nil {
			return fmt.Errorf("%s: %w", name, translate(err))
		}
	}
	// Pragmas take no parameters.
	stamp := fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, len(names))
	if _, err := tx.ExecContext(ctx, stamp); err != nil {
		return translate(err)
	}
	return translate(tx.Commit())
}

// versionOf is the version of the file, 0 if it is new.
func versionOf(ctx context.Context, tx *sql.Tx) (version int, err error) {
	var id, tables int
	for query, to := range map[string]*int{
		"PRAGMA application_id":              &id,
		"PRAGMA user_version":                &version,
		"SELECT count(*) FROM sqlite_schema": &tables,
	} {
		if err := tx.QueryRowContext(ctx, query).Scan(to); err != nil {
			return 0, translate(err)
		}
	}
	if id != applicationID && (tables > 0 || id != 0 || version != 0) {
		return 0, fmt.Errorf("it is a database of another program")
	}
	return version, nil
}
