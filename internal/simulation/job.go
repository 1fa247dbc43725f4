package simulation

import (
	"encoding/json"
	"time"

	"alertsim/internal/fault"
)

// Job is the queue message that asks a worker to advance one shard. A job of
// another turn than the shard's has nothing to do, so duplicates and old ones
// are harmless.
type Job struct {
	Version    int     `json:"v"`
	Kind       JobKind `json:"kind"`
	Simulation string  `json:"simulation"`
	Shard      int     `json:"shard"`
	Turn       int64   `json:"turn"`
}

// JobKind is what a job asks for.
type JobKind string

// The kinds of jobs.
const (
	JobPrepare JobKind = "prepare"
	JobRun     JobKind = "run"
)

// jobVersion is the form of jobs this program writes and reads.
const jobVersion = 1

// Encode returns the job as it stands on the queue, one line of JSON:
//
//	{"v":1,"kind":"run","simulation":"<id>","shard":3,"turn":7}
func (j Job) Encode() string {
	j.Version = jobVersion
	raw, _ := json.Marshal(j) // strings and integers: cannot fail
	return string(raw)
}

// ParseJob reads a job; CodeInvalid if the text is none this program knows.
func ParseJob(body string) (Job, error) {
	var j Job
	if err := json.Unmarshal([]byte(body), &j); err != nil {
		return Job{}, fault.Errorf(fault.CodeInvalid, "not a job: %w", err)
	}
	if j.Version != jobVersion || (j.Kind != JobPrepare && j.Kind != JobRun) || j.Simulation == "" || j.Shard < 0 || j.Turn < 1 {
		return Job{}, fault.Errorf(fault.CodeInvalid, "not a job this version knows: %.200s", body)
	}
	return j, nil
}

const (
	// Visibility is how long a received job stays invisible unless its worker
	// extends that: a dead worker's job returns after it.
	Visibility = 45 * time.Second
	// ExtendEvery is how often a worker extends it while it works.
	ExtendEvery = 15 * time.Second
)
