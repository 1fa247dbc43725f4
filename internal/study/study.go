package study

import (
	"fmt"
	"slices"
	"time"

	"alertsim/internal/engine"
	"alertsim/internal/fault"
)

// State is where a study is in its life: running, then completed, cancelled or failed.
type State string

// The states.
const (
	Running   State = "running"
	Completed State = "completed"
	Cancelled State = "cancelled"
	Failed    State = "failed"
)

// Ended reports whether nothing of the study changes any more.
func (s State) Ended() bool { return s != Running }

// Study is one submitted query.
type Study struct {
	ID        string
	SessionID string
	Query     Query
	Estimate  Estimate
	State     State
	Reason    string // why it failed or was cancelled
	Engine    int    // engine.Version of the program that created it: workers of another leave it alone

	CreatedAt  time.Time
	FinishedAt time.Time // zero before
	Watch      Watch
	Parts      []Part // which chunks are made; chunk c is in part c mod the number of parts
}

// Part is one of the parts that chunks are divided among, so that many workers can note at a time what they have made.
type Part struct {
	Open bool  // whether more is taken
	Made []int // chunks, the lowest first
}

// MaxParts is how many parts there are at most: a cancel closes all of them in one transaction, and those hold at most
// 100 items on DynamoDB.
const MaxParts = 64

// chunksPerPart is how many chunks a part has, where that does not take more than MaxParts.
const chunksPerPart = 50

// New returns a running study.
func New(id, sessionID string, q Query, e Estimate, now time.Time) Study {
	s := Study{ID: id, SessionID: sessionID, Query: q, Estimate: e, State: Running, Engine: engine.Version, CreatedAt: now}
	s.Parts = make([]Part, max(1, min(MaxParts, (e.Layout.Chunks()+chunksPerPart-1)/chunksPerPart)))
	for i := range s.Parts {
		s.Parts[i].Open = true
	}
	return s
}

// Chunks is how many there are.
func (s Study) Chunks() int { return s.Estimate.Layout.Chunks() }

// PartOf is the number of the part of a chunk.
func (s Study) PartOf(chunk int) int { return chunk % len(s.Parts) }

// ChunksOfPart is how many chunks a part has when all are made.
func (s Study) ChunksOfPart(part int) int {
	return (s.Chunks() - part + len(s.Parts) - 1) / len(s.Parts)
}

// Has reports whether a chunk of the part is made.
func (p Part) Has(chunk int) bool {
	_, made := slices.BinarySearch(p.Made, chunk)
	return made
}

// Made is how many chunks are.
func (s Study) Made() int {
	n := 0
	for _, p := range s.Parts {
		n += len(p.Made)
	}
	return n
}

// RunsMade is how many runs are.
func (s Study) RunsMade() int {
	n := 0
	for _, p := range s.Parts {
		for _, chunk := range p.Made {
			span := s.Estimate.Layout.Span(chunk)
			n += span.To - span.From
		}
	}
	return n
}

// IsMade reports whether a chunk is.
func (s Study) IsMade(chunk int) bool {
	return s.Parts[s.PartOf(chunk)].Has(chunk)
}

// Missing are the chunks from ≤ c < to that are not made.
func (s Study) Missing(from, to int) (missing []int) {
	for chunk := max(0, from); chunk < min(to, s.Chunks()); chunk++ {
		if !s.IsMade(chunk) {
			missing = append(missing, chunk)
		}
	}
	return missing
}

// Make notes that a chunk is made: CodeStale if the study takes no more. new is false if it was made before.
func (s Study) Make(chunk int) (after Study, added bool, err error) {
	if chunk < 0 || chunk >= s.Chunks() {
		return s, false, fault.Errorf(fault.CodeInvalid, "the study has no chunk %d, but %d of them", chunk, s.Chunks())
	}
	part := s.Parts[s.PartOf(chunk)]
	if !part.Open {
		return s, false, fault.Errorf(fault.CodeStale, "the study is %s", s.State)
	}
	i, made := slices.BinarySearch(part.Made, chunk)
	if made {
		return s, false, nil
	}
	part.Made = slices.Insert(slices.Clone(part.Made), i, chunk)
	s.Parts = slices.Clone(s.Parts)
	s.Parts[s.PartOf(chunk)] = part
	return s, true, nil
}

// Settle completes a study of which every chunk is made. It changes nothing otherwise, so anybody may call it at any
// time.
func (s Study) Settle(now time.Time) Study {
	if s.State == Running && s.Made() == s.Chunks() {
		s.State, s.FinishedAt = Completed, now
	}
	return s
}

// End moves a running study to cancelled or failed and closes every part, so that nothing is taken any more:
// CodeConflict if it has ended.
func (s Study) End(state State, reason string, now time.Time) (Study, error) {
	if s.State.Ended() {
		return s, fault.Errorf(fault.CodeConflict, "the study is %s already", s.State)
	}
	s.State, s.Reason, s.FinishedAt = state, reason, now
	s.Parts = slices.Clone(s.Parts)
	for i := range s.Parts {
		s.Parts[i].Open = false
	}
	return s, nil
}

// Watch is what the sweeper has seen of a running study, look by look: how long it has not got on, in time in which it
// could. So a pause of the machine or the program counts for nothing.
type Watch struct {
	At     time.Time     `json:"at,omitzero"`      // of the last look; zero: there was none
	Made   int           `json:"made,omitempty"`   // chunks, as seen then
	Silent time.Duration `json:"silent,omitempty"` // for how long there have been no more
	Sent   int           `json:"sent,omitempty"`   // how often its jobs were sent again since there were more
}

const (
	// WatchInterval is how often the sweeper looks, and the most time that one look vouches for.
	WatchInterval = time.Minute
	// resendAfter is for how long a study has not got on whose jobs must be lost: a worker that died is noticed sooner.
	resendAfter = 2 * time.Minute
	// maxResends is how often jobs are sent again without more being made before the study is failed.
	maxResends = 5
	// stepsPerResend: what one run takes, which cannot be made faster, comes on top of resendAfter as often as this.
	stepsPerResend = 3
)

// Patience is for how long nothing of a study need be made though all is well: its longest run takes that long.
func (s Study) Patience() time.Duration { return resendAfter + stepsPerResend*s.Estimate.Longest }

// Watched returns a running study after a look at it, and what has to be done: resend says that its jobs have to be sent
// again, and reason, if it is not "", why it has to be failed.
func (s Study) Watched(now time.Time) (after Study, resend bool, reason string) {
	w := s.Watch
	made := s.Made()
	switch {
	case w.At.IsZero() || made != w.Made:
		w = Watch{At: now, Made: made}
	default:
		w.Silent += min(max(0, now.Sub(w.At)), WatchInterval)
		w.At = now
	}
	if w.Silent >= s.Patience() {
		if w.Sent >= maxResends {
			reason = fmt.Sprintf("its jobs were sent %d times, and nothing more was made of it", maxResends+1)
		} else {
			w.Sent, w.Silent, resend = w.Sent+1, 0, true
		}
	}
	s.Watch = w
	return s, resend, reason
}

// Retention is how long a study is kept.
const Retention = 30 * 24 * time.Hour
