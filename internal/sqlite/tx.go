package sqlite

import (
	"context"
	"database/sql"
)

// write runs f in a transaction that holds the only write lock. Waiting for it
// ends with the context; what has begun takes about a millisecond and runs to
// its end, so that an error always means that nothing was changed.
func (d *DB) write(ctx context.Context, f func(context.Context, *sql.Tx) error) error {
	conn, err := d.writer.Conn(ctx)
	if err != nil {
		return translate(err)
	}
	defer conn.Close()
	if err := ctx.Err(); err != nil {
		return translate(err)
	}
	ctx = context.WithoutCancel(ctx)
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return translate(err)
	}
	defer func() { _ = tx.Rollback() }() // does nothing after Commit
	if err := f(ctx, tx); err != nil {
		return translate(err)
	}
	return translate(tx.Commit())
}

// read runs f on one consistent state of the database.
func (d *DB) read(ctx context.Context, f func(context.Context, *sql.Tx) error) error {
	tx, err := d.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return translate(err)
	}
	defer func() { _ = tx.Rollback() }()
	return translate(f(ctx, tx))
}
