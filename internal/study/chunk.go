package study

import (
	"context"
	"time"

	"alertsim/internal/schedule"
	"alertsim/internal/settings"
)

// Layout says which runs each chunk has. Runs are numbered through the points: those of one point follow each other.
type Layout struct {
	// Sizes are how many runs the chunks have, in their order; of neighbours that have as many as each other only how
	// many such there are is kept.
	Sizes []Size `json:"sizes"`
}

// Size is that of so many chunks in a row.
type Size struct {
	Chunks int `json:"chunks"`
	Runs   int `json:"runs"` // of each
}

// Span is the runs From ≤ i < To.
type Span struct{ From, To int }

// Chunks is how many there are.
func (l Layout) Chunks() int {
	n := 0
	for _, s := range l.Sizes {
		n += s.Chunks
	}
	return n
}

// Span is which runs a chunk has; none if there is no such chunk.
func (l Layout) Span(chunk int) Span {
	from := 0
	for _, s := range l.Sizes {
		if chunk < s.Chunks && chunk >= 0 {
			return Span{from + chunk*s.Runs, from + (chunk+1)*s.Runs}
		}
		chunk -= s.Chunks
		from += s.Chunks * s.Runs
	}
	return Span{}
}

// ChunkOf is the chunk that has a run.
func (l Layout) ChunkOf(run int) int {
	chunk, from := 0, 0
	for _, s := range l.Sizes {
		if run < from+s.Chunks*s.Runs {
			return chunk + (run-from)/s.Runs
		}
		chunk += s.Chunks
		from += s.Chunks * s.Runs
	}
	return chunk
}

func (l *Layout) add(runs int) {
	if n := len(l.Sizes); n > 0 && l.Sizes[n-1].Runs == runs {
		l.Sizes[n-1].Chunks++
		return
	}
	l.Sizes = append(l.Sizes, Size{1, runs})
}

const (
	// chunkWork is what one chunk takes of a processor, about.
	chunkWork = time.Second
	// maxChunkRuns bounds the runs of a chunk, and so its result: see MaxEncodedBytes.
	maxChunkRuns = 1000
)

// layoutOf cuts a study into chunks, given what a run of each point takes.
func layoutOf(work []time.Duration, replications int) Layout {
	var l Layout
	runs, sum := 0, time.Duration(0)
	cut := func() {
		if runs > 0 {
			l.add(runs)
		}
		runs, sum = 0, 0
	}
	for _, each := range work {
		if runs > 0 && sum+each > chunkWork {
			cut() // a point begins a chunk rather than end one with a run
		}
		sum += pointWork
		for range replications {
			if runs > 0 && (sum+each > chunkWork || runs == maxChunkRuns) {
				cut()
			}
			runs++
			sum += each
		}
	}
	cut()
	return l
}

// What is taken of one processor that has nothing else to do: a point's tables, and each attempt by its kind. A plain one
// took 15 to 17 ns with 40 senders, 19 to 22 with 1,000, 26 to 48 with 10,000 (BenchmarkWork, the least of short turns).
// Beside other work on the machine it takes twice as long and more.
const (
	pointWork   = 2 * time.Millisecond
	runWork     = 30 * time.Microsecond
	plainWork   = 20 * time.Nanosecond
	generalWork = 70 * time.Nanosecond
	courseWork  = 400 * time.Nanosecond
)

// workOf is about what one run takes of a processor.
func workOf(s settings.Settings) time.Duration {
	each, events := plainWork, schedule.ExpectedEvents(s)
	switch {
	case s.Extended():
		each = courseWork
	case s.AttemptsEach() > 1 || s.TimeToLive != nil:
		each = generalWork
	}
	return runWork + time.Duration(float64(each)*events)
}

// Compute makes the runs of a chunk.
func (q Query) Compute(ctx context.Context, span Span, pace Pace) ([]Run, error) {
	out := make([]Run, 0, span.To-span.From)
	for from := span.From; from < span.To; {
		point, first := from/q.Replications, from%q.Replications
		last := min(q.Replications, first+span.To-from)
		runs, err := q.compute(ctx, point, first, last, pace)
		if err != nil {
			return nil, err
		}
		out = append(out, runs...)
		from += last - first
	}
	return out, nil
}
