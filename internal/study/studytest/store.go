package studytest

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
	"alertsim/internal/study"
)

// Both is a store of studies, and of the sessions that they belong to.
type Both interface {
	study.Store
	simulation.Sessions
}

// Store runs the contract of study.Store. newStore returns an empty store; what it needs to clean up it registers with t.
func Store(t *testing.T, newStore func(t *testing.T) Both) {
	t.Helper()
	for _, test := range storeTests {
		t.Run(test.name, func(t *testing.T) { test.run(newEnv(t, newStore(t))) })
	}
	t.Run("LikeTheModel", func(t *testing.T) { likeTheModel(t, newStore) })
}

type storeTest struct {
	name string
	run  func(e *env)
}

var storeTests = []storeTest{
	{"None", func(e *env) {
		s := NewStudy("none", 3, e.now)
		e.wants(fault.CodeNotFound, errOf(e.store.Study(e.ctx, "none")), "read")
		e.wants(fault.CodeNotFound, errOf(e.store.LatestStudy(e.ctx)), "the latest")
		e.wants(fault.CodeNotFound, errOf(e.store.StudyPart(e.ctx, "none", 0)), "a part")
		e.wants(fault.CodeNotFound, errOf(e.store.KeepChunk(e.ctx, s, 0, runsOf(0))), "keep")
		e.wants(fault.CodeNotFound, errOf(e.store.Chunks(e.ctx, s, 0, 3)), "chunks")
		e.wants(fault.CodeNotFound, errOf(e.store.SettleStudy(e.ctx, "none", e.now)), "settle")
		e.wants(fault.CodeNotFound, errOf(e.store.EndStudy(e.ctx, "none", study.Failed, "", e.now)), "end")
		_, _, _, err := e.store.WatchStudy(e.ctx, "none", e.now)
		e.wants(fault.CodeNotFound, err, "watch")
		e.wants(fault.CodeNotFound, e.store.DeleteStudy(e.ctx, "none"), "delete")
		page, next, err := e.store.Studies(e.ctx, "", 10)
		if err != nil || len(page) > 0 || next != "" {
			e.Errorf("the history: %v, %q, %v", page, next, err)
		}
	}},
	{"AsCreated", func(e *env) {
		s := e.create(131)
		if len(s.Parts) != 3 {
			e.Fatalf("%d parts", len(s.Parts))
		}
		e.same(e.read(s.ID), s, "as stored")
		latest, err := e.store.LatestStudy(e.ctx)
		e.must(err)
		e.same(latest, s, "the latest")
		if got := e.read(s.ID); got.Query.Points() != 131 || got.Estimate.Layout.Chunks() != 131 {
			e.Errorf("%d points, %d chunks", got.Query.Points(), got.Estimate.Layout.Chunks())
		}
	}},
	{"OneAtATime", func(e *env) {
		first := e.create(2)
		second := NewStudy("second", 2, e.now)
		e.wants(fault.CodeConflict, e.store.CreateStudy(e.ctx, second), "a second one")
		e.must(errOf(e.store.EndStudy(e.ctx, first.ID, study.Cancelled, "", e.now)))
		again := first
		e.wants(fault.CodeConflict, e.store.CreateStudy(e.ctx, again), "one of the same id")
		e.must(e.store.CreateStudy(e.ctx, second))
		latest, err := e.store.LatestStudy(e.ctx)
		e.must(err)
		e.same(latest.ID, "second", "the latest")
	}},
	{"ManyCreatesAtTheSameTime", func(e *env) {
		won := 0
		for _, err := range together(10, func(i int) error {
			return e.store.CreateStudy(e.ctx, NewStudy(fmt.Sprintf("racer-%d", i), 2, e.now))
		}) {
			if err == nil {
				won++
			} else {
				e.wants(fault.CodeConflict, err, "a loser")
			}
		}
		e.same(won, 1, "winners")
	}},
	{"NotWithoutItsSession", func(e *env) {
		e.must(e.store.EndSession(e.ctx, sessionID, ""))
		e.wants(fault.CodeNotFound, e.store.CreateStudy(e.ctx, NewStudy("late", 2, e.now)), "create in a session that has ended")
		e.must(e.store.OpenSession(e.ctx, simulation.Session{ID: "session-2", Members: []string{"m"}, OpenedAt: e.now, LastUsedAt: e.now}, nil))
		e.wants(fault.CodeNotFound, e.store.CreateStudy(e.ctx, NewStudy("late", 2, e.now)), "create in another session")
		e.wants(fault.CodeNotFound, errOf(e.store.Study(e.ctx, "late")), "read what was refused")
	}},
	{"AChunkIsKeptOnce", func(e *env) {
		s := e.create(60)
		part, err := e.store.KeepChunk(e.ctx, s, 17, runsOf(17))
		e.must(err)
		e.same(part, study.Part{Open: true, Made: []int{17}}, "the part")
		_, err = e.store.KeepChunk(e.ctx, s, 17, []byte("other runs"))
		e.must(err)
		e.keep(s, 3)
		e.keep(s, 16)
		want := s
		for _, chunk := range []int{17, 3, 16} {
			want, _, err = want.Make(chunk)
			e.must(err)
		}
		e.same(e.read(s.ID), want, "the study")
		kept, err := e.store.Chunks(e.ctx, s, 0, 60)
		e.must(err)
		e.same(kept, []study.Kept{{Chunk: 3, Runs: runsOf(3)}, {Chunk: 16, Runs: runsOf(16)}, {Chunk: 17, Runs: runsOf(17)}}, "what is kept")
		kept, err = e.store.Chunks(e.ctx, s, 4, 17)
		e.must(err)
		e.same(kept, []study.Kept{{Chunk: 16, Runs: runsOf(16)}}, "a part of it")
		for _, chunk := range []int{-1, 60} {
			e.wants(fault.CodeInvalid, errOf(e.store.KeepChunk(e.ctx, s, chunk, runsOf(chunk))), "chunk %d", chunk)
		}
		got, err := e.store.StudyPart(e.ctx, s.ID, 0)
		e.must(err)
		e.same(got, want.Parts[0], "part 0")
		e.wants(fault.CodeNotFound, errOf(e.store.StudyPart(e.ctx, s.ID, len(s.Parts))), "a part too many")
	}},
	{"LargeChunks", func(e *env) {
		s := e.create(12)
		large := bytes.Repeat([]byte{0, 255, 7}, study.MaxEncodedBytes/3)
		for chunk := range 12 {
			e.must(errOf(e.store.KeepChunk(e.ctx, s, chunk, large)))
		}
		kept, err := e.store.Chunks(e.ctx, s, 0, 12)
		e.must(err)
		if len(kept) != 12 || slices.ContainsFunc(kept, func(k study.Kept) bool { return !bytes.Equal(k.Runs, large) }) {
			e.Errorf("%d chunks come back", len(kept))
		}
	}},
	{"Completed", func(e *env) {
		s := e.create(3)
		for _, chunk := range []int{2, 0} {
			e.keep(s, chunk)
		}
		settled, err := e.store.SettleStudy(e.ctx, s.ID, e.now)
		e.must(err)
		e.same(settled.State, study.Running, "before the last chunk")
		e.keep(s, 1)
		settled, err = e.store.SettleStudy(e.ctx, s.ID, e.now.Add(time.Second+999))
		e.must(err)
		if settled.State != study.Completed || !settled.FinishedAt.Equal(e.now.Add(time.Second)) {
			e.Errorf("%s at %v", settled.State, settled.FinishedAt)
		}
		e.same(e.read(s.ID), settled, "as stored")
		again, err := e.store.SettleStudy(e.ctx, s.ID, e.now.Add(time.Hour))
		e.must(err)
		e.same(again, settled, "settled twice")
		e.wants(fault.CodeConflict, errOf(e.store.EndStudy(e.ctx, s.ID, study.Cancelled, "", e.now)), "cancel of a completed one")
		e.must(errOf(e.store.KeepChunk(e.ctx, s, 1, []byte("late")))) // it is made already
		e.same(e.read(s.ID), settled, "after a late chunk")
		_, _, _, err = e.store.WatchStudy(e.ctx, s.ID, e.now)
		e.wants(fault.CodeConflict, err, "watch of a completed one")
	}},
	{"CancelIsFinal", func(e *env) {
		s := e.create(200)
		e.keep(s, 5)
		ended, err := e.store.EndStudy(e.ctx, s.ID, study.Cancelled, "somebody did", e.now)
		e.must(err)
		e.same(ended.Reason, "somebody did", "the reason")
		for chunk := range 200 {
			err := errOf(e.store.KeepChunk(e.ctx, s, chunk, runsOf(chunk)))
			if chunk == 5 && err == nil {
				continue // made before
			}
			e.wants(fault.CodeStale, err, "chunk %d after the cancel", chunk)
		}
		e.same(e.read(s.ID), ended, "after the cancel")
		kept, err := e.store.Chunks(e.ctx, s, 0, 200)
		e.must(err)
		e.same(len(kept), 1, "chunks")
		e.wants(fault.CodeConflict, errOf(e.store.EndStudy(e.ctx, s.ID, study.Failed, "", e.now)), "a second end")
		settled, err := e.store.SettleStudy(e.ctx, s.ID, e.now)
		e.must(err)
		e.same(settled, ended, "settled after the cancel")
	}},
	{"CancelWhileChunksAreKept", func(e *env) {
		for range 5 {
			s := e.create(64)
			var at study.Study
			errs := together(65, func(i int) (err error) {
				if i == 32 {
					at, err = e.store.EndStudy(e.ctx, s.ID, study.Cancelled, "", e.now)
					return err
				}
				_, err = e.store.KeepChunk(e.ctx, s, i%64, runsOf(i%64))
				return err
			})
			for i, err := range errs {
				if err != nil && fault.CodeOf(err) != fault.CodeStale {
					e.Errorf("%d: %v", i, err)
				}
			}
			e.same(e.read(s.ID), at, "what the cancel answered is what stays")
			kept, err := e.store.Chunks(e.ctx, s, 0, 64)
			e.must(err)
			e.same(len(kept), at.Made(), "chunks that are kept")
			e.now = e.now.Add(time.Minute)
		}
	}},
	{"ChunksAtTheSameTime", func(e *env) {
		s := e.create(40)
		for i, err := range together(80, func(i int) error { return errOf(e.store.KeepChunk(e.ctx, s, i/2, runsOf(i/2))) }) {
			e.wants("", err, "keeper %d", i)
		}
		e.same(e.read(s.ID).Made(), 40, "made")
		for i, err := range together(8, func(int) error { return errOf(e.store.SettleStudy(e.ctx, s.ID, e.now)) }) {
			e.wants("", err, "settler %d", i)
		}
		e.same(e.read(s.ID).State, study.Completed, "state")
	}},
	{"Watch", func(e *env) {
		s := e.create(3)
		want := s
		for i, later := range []time.Duration{0, time.Minute, time.Hour, -time.Hour, time.Minute, time.Minute, time.Minute} {
			e.now = e.now.Add(later)
			if i == 2 {
				e.keep(s, 0)
				want, _, _ = want.Make(0)
			}
			var resend bool
			var reason string
			want, resend, reason = want.Watched(simulation.Stamp(e.now))
			got, again, why, err := e.store.WatchStudy(e.ctx, s.ID, e.now)
			e.must(err)
			if again != resend || why != reason {
				e.Errorf("look %d: %v %q, want %v %q", i, again, why, resend, reason)
			}
			e.same(got, want, "what look %d answered", i)
			e.same(e.read(s.ID), want, "after look %d", i)
		}
	}},
	{"Delete", func(e *env) {
		s := e.create(3)
		e.keep(s, 0)
		e.wants(fault.CodeConflict, e.store.DeleteStudy(e.ctx, s.ID), "delete of a running one")
		e.must(errOf(e.store.EndStudy(e.ctx, s.ID, study.Failed, "x", e.now)))
		e.must(e.store.DeleteStudy(e.ctx, s.ID))
		e.wants(fault.CodeNotFound, errOf(e.store.Study(e.ctx, s.ID)), "read")
		e.wants(fault.CodeNotFound, errOf(e.store.LatestStudy(e.ctx)), "the latest")
		e.wants(fault.CodeNotFound, errOf(e.store.Chunks(e.ctx, s, 0, 3)), "chunks")
		e.wants(fault.CodeNotFound, errOf(e.store.KeepChunk(e.ctx, s, 1, runsOf(1))), "keep")
		e.wants(fault.CodeNotFound, e.store.DeleteStudy(e.ctx, s.ID), "delete again")
		e.create(2)
	}},
	{"History", func(e *env) {
		var ids []string
		for i := range 7 {
			if i%3 != 1 {
				e.now = e.now.Add(time.Second) // some are created at the same time
			}
			s := e.create(2)
			ids = append([]string{s.ID}, ids...)
			e.must(errOf(e.store.EndStudy(e.ctx, s.ID, study.Cancelled, "", e.now)))
		}
		for _, size := range []int{1, 2, 3, 7, 100} {
			var got []string
			for cursor, pages := "", 0; ; pages++ {
				page, next, err := e.store.Studies(e.ctx, cursor, size)
				e.must(err)
				for _, s := range page {
					got = append(got, s.ID)
				}
				if cursor = next; cursor == "" || pages > 20 {
					break
				}
			}
			e.same(got, ids, "pages of %d", size)
		}
		e.wants(fault.CodeInvalid, errOf2(e.store.Studies(e.ctx, "no cursor", 3)), "no cursor")
	}},
}
