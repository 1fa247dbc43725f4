package dynamodb

import (
	"fmt"
	"testing"

	"alertsim/internal/fault"
	"alertsim/internal/study/studytest"
)

// refuses is an answer that a condition did not hold, for an item as given.
func refuses(it string) func(map[string]any) (int, string) {
	return func(map[string]any) (int, string) {
		return 400, fmt.Sprintf(`{"__type":%q%s}`, prefix+"ConditionalCheckFailedException", it)
	}
}

// noted is the answer to an update of a part in which these are made.
func noted(made string) func(map[string]any) (int, string) {
	return func(map[string]any) (int, string) {
		return 200, `{"Attributes":{"open":{"BOOL":true},"made":{"NS":` + made + `}}}`
	}
}

func TestKeepChunk(t *testing.T) {
	s := studytest.NewStudy("s", 60, someTime)
	for what, test := range map[string]struct {
		answers []func(map[string]any) (int, string)
		code    fault.Code
		calls   int
		made    int
	}{
		"kept":                        {[]func(map[string]any) (int, string){succeeds, noted(`["9","17"]`)}, "", 2, 2},
		"kept before, also not noted": {[]func(map[string]any) (int, string){refuses(`,"Item":{"version":{"S":"x"}}`), noted(`["17"]`)}, "", 2, 1},
		"closed": {[]func(map[string]any) (int, string){succeeds,
			refuses(`,"Item":{"version":{"S":"x"},"open":{"BOOL":false},"made":{"NS":["17"]}}`)}, fault.CodeStale, 2, 0},
		"gone": {[]func(map[string]any) (int, string){succeeds, refuses("")}, fault.CodeNotFound, 2, 0},
		"a transaction at the part": {[]func(map[string]any) (int, string){succeeds, fails(400, "TransactionConflictException"),
			noted(`["17"]`)}, "", 3, 1},
		"not put": {[]func(map[string]any) (int, string){fails(500, "InternalServerError")}, fault.CodeUnavailable, 2, 0},
		// The note took effect, its answer was lost, a cancel came, and then the client's repetition.
		"lost answer": {[]func(map[string]any) (int, string){succeeds, fails(500, "InternalServerError"),
			refuses(`,"Item":{"open":{"BOOL":false},"made":{"NS":["17"]}}`)}, fault.CodeStale, 3, 0},
	} {
		store, calls := scripted(t, test.answers...)
		part, err := store.KeepChunk(t.Context(), s, 17, []byte("runs"))
		if fault.CodeOf(err) != test.code || *calls != test.calls || err == nil && len(part.Made) != test.made {
			t.Errorf("%s: %+v, %v after %d calls", what, part, err, *calls)
		}
	}
}

// A chunk that was noted and is not there is no result that may be told.
func TestChunkThatIsMissing(t *testing.T) {
	s := studytest.NewStudy("s", 60, someTime)
	store, _ := scripted(t, func(map[string]any) (int, string) {
		return 200, `{"Items":[{"open":{"BOOL":true},"made":{"NS":["4"]}}]}`
	}, func(map[string]any) (int, string) { return 200, `{"Items":[]}` })
	if _, err := store.Chunks(t.Context(), s, 0, 60); fault.CodeOf(err) != fault.CodeDamaged {
		t.Error(err)
	}
}
