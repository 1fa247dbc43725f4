package study

// Results are the runs of a study, as far as they are made.
type Results struct {
	Query  Query
	Layout Layout
	runs   []Run
	made   []bool // by chunk
	chunks int    // that are made
}

// NewResults are those of a study of which nothing is made.
func NewResults(q Query, l Layout) *Results {
	return &Results{Query: q, Layout: l, runs: make([]Run, q.Runs()), made: make([]bool, l.Chunks())}
}

// Put takes the runs of a chunk, which are the same whoever made them. It reports whether they were new.
func (r *Results) Put(chunk int, runs []Run) bool {
	span := r.Layout.Span(chunk)
	if r.made[chunk] || len(runs) != span.To-span.From {
		return false
	}
	copy(r.runs[span.From:span.To], runs)
	r.made[chunk] = true
	r.chunks++
	return true
}

// Made reports whether a chunk is.
func (r *Results) Made(chunk int) bool { return r.made[chunk] }

// Complete reports whether all are.
func (r *Results) Complete() bool { return r.chunks == len(r.made) }

// Chunks is how many are made.
func (r *Results) Chunks() int { return r.chunks }

// RunsMade is how many runs are.
func (r *Results) RunsMade() int {
	n := 0
	for chunk, made := range r.made {
		if made {
			span := r.Layout.Span(chunk)
			n += span.To - span.From
		}
	}
	return n
}

// RunsOf are the runs of a point, by seed, if all of them are made.
func (r *Results) RunsOf(point int) ([]Run, bool) {
	n := r.Query.Replications
	from, to := point*n, (point+1)*n
	for chunk := r.Layout.ChunkOf(from); chunk <= r.Layout.ChunkOf(to-1); chunk++ {
		if !r.made[chunk] {
			return nil, false
		}
	}
	return r.runs[from:to], true
}
