package studytest

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/study"
)

// likeTheModel does the same at random with a store and with the model, which have to answer alike.
func likeTheModel(t *testing.T, newStore func(t *testing.T) Both) {
	t.Helper()
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	e := newEnv(t, newStore(t))
	model := NewModel(e.store)
	var studies []study.Study
	recent := func() study.Study {
		if len(studies) == 0 || random.IntN(20) == 0 {
			return NewStudy("unknown", 3, e.now)
		}
		return studies[len(studies)-1-random.IntN(min(3, len(studies)))]
	}
	for range 400 {
		e.now = e.now.Add(time.Duration(random.IntN(90)) * time.Second)
		var answers [2]any
		var errs [2]error
		s, chunk := recent(), random.IntN(8)
		created := NewStudy(fmt.Sprintf("s%d", len(studies)), 1+random.IntN(6), e.now)
		op := random.IntN(10)
		for i, store := range []study.Store{e.store, model} {
			switch op {
			case 0, 1:
				errs[i] = store.CreateStudy(e.ctx, created)
			case 2, 3, 4, 5:
				answers[i], errs[i] = store.KeepChunk(e.ctx, s, chunk, runsOf(chunk))
			case 6:
				answers[i], errs[i] = store.SettleStudy(e.ctx, s.ID, e.now)
			case 7:
				if chunk < 4 {
					answers[i], errs[i] = store.EndStudy(e.ctx, s.ID, study.Failed, "so", e.now)
				} else {
					errs[i] = store.DeleteStudy(e.ctx, s.ID)
				}
			case 8:
				after, resend, reason, err := store.WatchStudy(e.ctx, s.ID, e.now)
				answers[i], errs[i] = []any{after, resend, reason}, err
			case 9:
				answers[i], errs[i] = store.Chunks(e.ctx, s, chunk/3, chunk)
			}
			if errs[i] != nil {
				answers[i] = nil
			}
		}
		e.wants(fault.CodeOf(errs[1]), errs[0], "operation %d of %s (seed %d)", op, s.ID, seed)
		e.same(answers[0], answers[1], "operation %d of %s (seed %d)", op, s.ID, seed)
		if op < 2 && errs[1] == nil {
			studies = append(studies, created)
		}
		for _, s := range studies {
			want, err := model.Study(e.ctx, s.ID)
			got, err2 := e.store.Study(e.ctx, s.ID)
			e.wants(fault.CodeOf(err), err2, "%s", s.ID)
			e.same(got, want, "%s after operation %d (seed %d)", s.ID, op, seed)
		}
		if t.Failed() {
			return
		}
	}
}
