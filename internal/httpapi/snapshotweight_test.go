package httpapi_test

import (
	"bytes"
	"compress/gzip"
	"testing"

	"alertsim/internal/httpapi"
	"alertsim/internal/result"
)

// What many viewers cost is reckoned with so many bytes of a compressed snapshot: at
// least what one of a live run in the middle has, and no more than a fifth above.
func TestWeightOfASnapshot(t *testing.T) {
	e := newEnv(t)
	e.open()
	s := e.create(`{"messages": 1000000, "seed": 5, "senderGroups": [{"senders": 1000, "failureRate": 0.1}], "retry": {"maxAttempts": 3}}`)
	e.work()
	s = read[httpapi.Simulation](t, e.call("POST", "/api/simulations/"+s.ID+"/start", "", 200))
	e.advance(s.ID, 5000e6)
	body := e.look(s.ID, 200).body
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	_, err := w.Write(body)
	e.must(err)
	e.must(w.Close())
	t.Logf("%d bytes, %d compressed", len(body), zipped.Len())
	if n := zipped.Len(); n > result.SnapshotBytes || 6*n < 5*result.SnapshotBytes {
		t.Errorf("a snapshot has %d bytes, reckoned is with %d", n, result.SnapshotBytes)
	}
}
