package httpapi

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"alertsim/internal/fault"
)

// How snapshots are shared within a process. However many look at a simulation, it is
// read once a second.
const (
	snapshotLifetime = time.Second
	snapshotPatience = 10 * time.Second // what a read may take
	maxSnapshots     = 128              // of some 20 KB each
)

// For how long caches between here and a browser may answer with a snapshot.
const (
	// Caches may be a second behind, which is how often a monitor looks.
	cacheWhileActive = "public, max-age=1"
	// Nothing of an ended simulation changes any more; but it can be deleted, and who
	// does so must not wait for long until nobody sees it.
	cacheOnceEnded = "public, max-age=60"
	// Nobody knows an id before its simulation is there, so what is not found will not
	// be. It is no longer than CloudFront keeps an error in any case.
	cacheNotFound = "public, max-age=10"
)

type snapshotRequest struct {
	ID          string   `path:"id" maxLength:"64" doc:"The simulation's id: whoever knows it may look."`
	IfNoneMatch []string `header:"If-None-Match" doc:"ETags of what the caller has."`
}

// snapshotAnswer is an answer that many callers get.
type snapshotAnswer struct {
	Status       int
	ContentType  string `header:"Content-Type"`
	CacheControl string `header:"Cache-Control"`
	ETag         string `header:"ETag" doc:"Changes with the document. Weak, because compression on the way changes the bytes."`
	Body         []byte
}

func (a *api) addSnapshots(humaAPI huma.API) {
	op := operation(http.MethodGet, "/snapshots/{id}", "getSnapshot", "What the monitor shows, for everybody who knows the id",
		http.StatusOK, http.StatusNotFound, http.StatusServiceUnavailable)
	op.Description = "Needs no session. It is at most a second old where it is made, and caches may keep it for what Cache-Control says: " +
		"two answers may come in another order than they were made in, and a deleted simulation is seen for at most that long."
	op.Responses = map[string]*huma.Response{
		"200": {Description: "The simulation.", Content: map[string]*huma.MediaType{
			"application/json": {Schema: &huma.Schema{Ref: "#/components/schemas/Simulation"}},
		}},
		"304": {Description: "The caller has it."},
	}
	huma.Register(humaAPI, op, func(ctx context.Context, r *snapshotRequest) (*snapshotAnswer, error) {
		answer, err := a.snapshots.Get(ctx, r.ID, func(ctx context.Context) (snapshotAnswer, error) { return a.snapshot(ctx, r.ID) })
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		if answer.ETag != "" && hasTag(r.IfNoneMatch, answer.ETag) {
			answer.Status, answer.ContentType, answer.Body = http.StatusNotModified, "", nil
		}
		return &answer, nil
	})
}

// snapshot reads a simulation, once, and writes its document. That there is none is
// an answer too.
func (a *api) snapshot(ctx context.Context, id string) (snapshotAnswer, error) {
	s, err := a.control.Snapshot(ctx, id)
	if fault.CodeOf(err) == fault.CodeNotFound {
		var coded *fault.Error
		errors.As(err, &coded) // CodeOf found one
		raw, err := json.Marshal(newProblem(http.StatusNotFound, coded.Message))
		return snapshotAnswer{Status: http.StatusNotFound, ContentType: problemType, CacheControl: cacheNotFound, Body: raw}, err
	}
	if err != nil {
		return snapshotAnswer{}, err
	}
	var body bytes.Buffer
	if err := strictJSON.Marshal(&body, a.document(s)); err != nil {
		return snapshotAnswer{}, fmt.Errorf("write the snapshot of %s: %w", id, err)
	}
	sum := sha256.Sum256(body.Bytes())
	answer := snapshotAnswer{
		Status: http.StatusOK, ContentType: "application/json", CacheControl: cacheWhileActive,
		ETag: `W/"` + hex.EncodeToString(sum[:12]) + `"`, Body: body.Bytes(),
	}
	if s.State.Ended() {
		answer.CacheControl = cacheOnceEnded
	}
	return answer, nil
}

// hasTag compares weakly, as If-None-Match does (RFC 9110, section 13.1.2).
func hasTag(given []string, etag string) bool {
	for _, tag := range given {
		tag = strings.TrimSpace(tag)
		if tag == "*" || strings.TrimPrefix(tag, "W/") == strings.TrimPrefix(etag, "W/") {
			return true
		}
	}
	return false
}
