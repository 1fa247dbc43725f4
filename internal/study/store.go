package study

import (
	"context"
	"time"

	"alertsim/internal/simulation"
)

// Store keeps studies. Every method is atomic: it happens whole or not at all, in some order with every other. The rules
// are those of the methods of Study with the same names; a store only makes them durable. Reads see every write that has
// answered.
//
// Errors carry CodeNotFound, CodeConflict or CodeStale as said below, CodeUnavailable where nothing was changed and a
// repetition may help.
//
// A study that has not ended is always the latest one: that is how the sweeper finds it.
//
// studytest.Store is this contract as tests.
type Store interface {
	// CreateStudy stores a new study and makes it the latest. CodeConflict if the latest one has not ended, CodeNotFound
	// if its session is not the stored one: so nothing is created in a session that has ended.
	CreateStudy(ctx context.Context, s Study) error
	// LatestStudy returns the study that was created last; CodeNotFound if there is none.
	LatestStudy(ctx context.Context) (Study, error)
	// Study returns one with its parts; CodeNotFound if there is none.
	Study(ctx context.Context, id string) (Study, error)
	// Studies returns a page of the history, newest first. next is "" on the last page.
	Studies(ctx context.Context, cursor string, limit int) (page []Study, next string, err error)
	// StudyPart returns one part of a study, which costs less than all of it; CodeNotFound.
	StudyPart(ctx context.Context, id string, part int) (Part, error)
	// KeepChunk stores what a chunk came to, as EncodeRuns writes it, and applies Study.Make: CodeStale if the study
	// takes no more, CodeNotFound. What is kept is never changed: of a chunk that is made already nothing is. It returns
	// the chunk's part as it is then.
	KeepChunk(ctx context.Context, s Study, chunk int, runs []byte) (Part, error)
	// Chunks returns what the chunks from ≤ c < to came to that are made, in their order; CodeNotFound if there is no
	// such study.
	Chunks(ctx context.Context, s Study, from, to int) ([]Kept, error)
	// SettleStudy applies Study.Settle and returns what the study is then.
	SettleStudy(ctx context.Context, id string, now time.Time) (Study, error)
	// EndStudy applies Study.End; CodeConflict if it has ended. Nothing is made of it after EndStudy has answered.
	EndStudy(ctx context.Context, id string, state State, reason string, now time.Time) (Study, error)
	// WatchStudy applies Study.Watched to a study that runs, and returns what that returns; CodeConflict if it has ended.
	WatchStudy(ctx context.Context, id string, now time.Time) (s Study, resend bool, reason string, err error)
	// DeleteStudy forgets an ended study; CodeConflict if it has not ended.
	DeleteStudy(ctx context.Context, id string) error
}

// Kept is what one chunk came to.
type Kept struct {
	Chunk int
	Runs  []byte
}

// Queue carries jobs of studies, each at least once and in no promised order. Losing one costs time only: the sweeper
// sends it again. It is another one than that of simulations, so that studies never hold these up.
type Queue interface {
	// Send puts jobs on the queue, to be seen after the delay (at most 15 min).
	Send(ctx context.Context, delay time.Duration, jobs ...Job) error
	simulation.Inbox
}
