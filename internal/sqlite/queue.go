package sqlite

import (
	"context"
	"database/sql"
	"math"
	"time"

	"maragu.dev/goqite"

	"alertsim/internal/simulation"
	"alertsim/internal/study"
)

const (
	queueName      = "jobs"
	studyQueueName = "studies"
	// receiveWait is how long Receive waits for a message at most.
	receiveWait = 5 * time.Second
	// goqiteTime is how goqite writes times, in UTC, so that their order is that
	// of the texts.
	goqiteTime = "2006-01-02T15:04:05.000Z07:00"
)

// Queue is a simulation.Queue on goqite. A message is given back as often as it
// has to be: there are no dead letters.
//
// goqite knows a message by its id alone, so that a holder that was too late
// could delete it under the hands of the next one. Receipts here also hold how
// often the message had been received, and one that is not the last does
// nothing.
type Queue struct{ inbox }

// StudyQueue is a study.Queue like it.
type StudyQueue struct{ inbox }

// inbox is a queue of any messages.
type inbox struct {
	db    *DB
	name  string
	queue *goqite.Queue
}

var (
	_ simulation.Queue = (*Queue)(nil)
	_ study.Queue      = (*StudyQueue)(nil)
)

// Queue returns the queue of simulations in this folder.
func (d *DB) Queue() *Queue { return &Queue{d.inbox(queueName)} }

// StudyQueue returns the queue of studies in this folder.
func (d *DB) StudyQueue() *StudyQueue { return &StudyQueue{d.inbox(studyQueueName)} }

func (d *DB) inbox(name string) inbox {
	return inbox{db: d, name: name, queue: goqite.New(goqite.NewOpts{
		DB: d.writer, Name: name, MaxReceive: math.MaxInt32, Timeout: simulation.Visibility,
	})}
}

// Send implements simulation.Queue: all of the jobs or none of them.
func (q *Queue) Send(ctx context.Context, delay time.Duration, jobs ...simulation.Job) error {
	return send(ctx, q.inbox, delay, jobs)
}

// Send implements study.Queue: all of the jobs or none of them.
func (q *StudyQueue) Send(ctx context.Context, delay time.Duration, jobs ...study.Job) error {
	return send(ctx, q.inbox, delay, jobs)
}

func send[J interface{ Encode() string }](ctx context.Context, q inbox, delay time.Duration, jobs []J) error {
	err := q.db.write(ctx, func(ctx context.Context, tx *sql.Tx) error { return sendTx(ctx, tx, q, delay, jobs) })
	if err == nil {
		q.db.sent.wake()
	}
	return err
}

func sendTx[J interface{ Encode() string }](ctx context.Context, tx *sql.Tx, q inbox, delay time.Duration, jobs []J) error {
	for _, job := range jobs {
		if err := q.queue.SendTx(ctx, tx, goqite.Message{Body: []byte(job.Encode()), Delay: max(0, delay)}); err != nil {
			return err
		}
	}
	return nil
}

// Receive implements simulation.Inbox. It wakes up when a message is sent or
// becomes visible; it does not poll.
func (q inbox) Receive(ctx context.Context) (*simulation.Delivery, error) {
	deadline := time.Now().Add(receiveWait)
	for {
		sent := q.db.sent.next() // before looking, so that nothing is missed in between
		d, due, err := q.tryReceive(ctx)
		if d != nil || err != nil {
			return d, err
		}
		if due.After(deadline) {
			due = deadline
		}
		timer := time.NewTimer(time.Until(due))
		select {
		case <-sent:
		case <-timer.C:
		case <-ctx.Done():
		}
		timer.Stop()
		if ctx.Err() != nil || !time.Now().Before(deadline) {
			return nil, nil
		}
	}
}

// tryReceive returns a visible message, or when the next one becomes visible.
func (q inbox) tryReceive(ctx context.Context) (d *simulation.Delivery, due time.Time, err error) {
	due, err = q.nextDue(ctx)
	if err != nil || due.After(time.Now()) {
		return nil, due, err
	}
	err = q.db.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		m, err := q.queue.ReceiveTx(ctx, tx)
		if m == nil || err != nil {
			return err
		}
		r := receipt{id: m.ID}
		if err := tx.QueryRowContext(ctx, `SELECT received FROM goqite WHERE id = ?`, m.ID).Scan(&r.received); err != nil {
			return err
		}
		d = &simulation.Delivery{Body: string(m.Body), Receipt: r.String()}
		return nil
	})
	return d, due, err
}

// nextDue is when the next message becomes visible, far away if there is none.
// It only reads, so that idle receivers keep nobody from writing.
func (q inbox) nextDue(ctx context.Context) (due time.Time, err error) {
	var text sql.NullString
	err = q.db.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `SELECT min(timeout) FROM goqite WHERE queue = ?`, q.name).Scan(&text)
	})
	if err != nil || !text.Valid {
		return time.Now().Add(time.Hour), err
	}
	return time.Parse(goqiteTime, text.String)
}

// Extend implements simulation.Inbox. An old receipt does nothing.
func (q inbox) Extend(ctx context.Context, text string, d time.Duration) error {
	err := q.withMessage(ctx, text, func(ctx context.Context, tx *sql.Tx, id goqite.ID) error {
		return q.queue.ExtendTx(ctx, tx, id, max(0, d))
	})
	if err == nil {
		q.db.sent.wake() // it may be due earlier than receivers think
	}
	return err
}

// Refuse implements simulation.Inbox. There are no dead letters: it is Delete.
func (q inbox) Refuse(ctx context.Context, text string) error { return q.Delete(ctx, text) }

// Delete implements simulation.Inbox. An old receipt does nothing.
func (q inbox) Delete(ctx context.Context, text string) error {
	return q.withMessage(ctx, text, func(ctx context.Context, tx *sql.Tx, id goqite.ID) error {
		return q.queue.DeleteTx(ctx, tx, id)
	})
}

// withMessage calls f if the receipt is the last one of a message.
func (q inbox) withMessage(ctx context.Context, text string, f func(context.Context, *sql.Tx, goqite.ID) error) error {
	r, err := parseReceipt(text)
	if err != nil {
		return err
	}
	return q.db.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var current bool
		err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM goqite WHERE id = ? AND received = ?)`, r.id, r.received).Scan(&current)
		if err != nil || !current {
			return err
		}
		return f(ctx, tx, r.id)
	})
}
