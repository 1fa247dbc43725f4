package dynamodb_test

import (
	"reflect"
	"sync"
	"testing"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"alertsim/internal/dynamodb"
	"alertsim/internal/fault"
	"alertsim/internal/simulation"
	"alertsim/internal/study"
	"alertsim/internal/study/studytest"
)

// A study of 64 parts is cancelled while a worker for each notes chunks as fast as it can: what the cancel answers is the
// last word, in the study and in its chunks.
func TestEndAmongChunks(t *testing.T) {
	onServers(t, func(t *testing.T, client *sdk.Client) {
		store := dynamodb.New(client, newTable(t, client))
		now := simulation.Stamp(time.Now())
		s := studytest.NewStudy("study", 64*50, now)
		if len(s.Parts) != study.MaxParts {
			t.Fatalf("%d parts", len(s.Parts))
		}
		must(t, store.OpenSession(t.Context(), simulation.Session{ID: s.SessionID, OpenedAt: now, LastUsedAt: now}, nil))
		must(t, store.CreateStudy(t.Context(), s))
		var workers sync.WaitGroup
		for part := range s.Parts {
			workers.Go(func() {
				for chunk := part; chunk < s.Chunks(); chunk += len(s.Parts) {
					_, err := store.KeepChunk(t.Context(), s, chunk, []byte("runs"))
					if fault.CodeOf(err) == fault.CodeStale {
						return
					}
					if err != nil {
						t.Error(err)
						return
					}
				}
				t.Error("all are made: the cancel came too late to be a test")
			})
		}
		time.Sleep(300 * time.Millisecond)
		began := time.Now()
		ended, err := store.EndStudy(t.Context(), s.ID, study.Cancelled, "enough", now)
		must(t, err)
		t.Logf("EndStudy among %d busy parts: %s, %d chunks made", len(s.Parts), time.Since(began).Round(time.Millisecond), ended.Made())
		workers.Wait()
		after, err := store.Study(t.Context(), s.ID)
		must(t, err)
		kept, err := store.Chunks(t.Context(), s, 0, s.Chunks())
		must(t, err)
		if !reflect.DeepEqual(after.Parts, ended.Parts) || after.State != study.Cancelled || len(kept) != ended.Made() {
			t.Errorf("%d made, %d chunks; the cancel answered %d", after.Made(), len(kept), ended.Made())
		}
	})
}
