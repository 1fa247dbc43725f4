package study

import (
	"encoding/json"
	"slices"

	"alertsim/internal/fault"
)

// Job is the queue message that asks a worker to compute a chunk, or to send the jobs of several. Who computes it, and how
// often, makes no difference, so that duplicates and old ones are harmless.
type Job struct {
	Version int    `json:"v"`
	Kind    string `json:"kind"`
	Study   string `json:"study"`
	Chunk   int    `json:"chunk"`
	// To is 0 for one chunk; else the job stands for the chunks Chunk ≤ c < To.
	To int `json:"to,omitempty"`
}

// JobKind is that of every job of a study.
const JobKind = "study"

const jobVersion = 1

// Encode returns the job as it stands on the queue, one line of JSON:
//
//	{"v":1,"kind":"study","study":"<id>","chunk":17}
func (j Job) Encode() string {
	j.Version, j.Kind = jobVersion, JobKind
	raw, _ := json.Marshal(j) // strings and integers: cannot fail
	return string(raw)
}

// ParseJob reads a job; CodeInvalid if the text is none this program knows.
func ParseJob(body string) (Job, error) {
	var j Job
	if err := json.Unmarshal([]byte(body), &j); err != nil {
		return Job{}, fault.Errorf(fault.CodeInvalid, "not a job: %w", err)
	}
	if j.Version != jobVersion || j.Kind != JobKind || j.Study == "" || j.Chunk < 0 || j.To < 0 || j.To > 0 && j.To <= j.Chunk {
		return Job{}, fault.Errorf(fault.CodeInvalid, "not a job this version knows: %.200s", body)
	}
	return j, nil
}

// fanOut is into how many jobs one that stands for several is divided.
const fanOut = 10

// FirstJob stands for all chunks of a study.
func (s Study) FirstJob() Job { return Job{Study: s.ID, To: s.Chunks()} }

// Divide returns the jobs that a job for several chunks stands for: one for each chunk that is not made, where these are
// few, else for parts of them.
func (s Study) Divide(j Job) (jobs []Job) {
	to := min(j.To, s.Chunks())
	missing := s.Missing(j.Chunk, to)
	if len(missing) <= fanOut {
		for _, chunk := range missing {
			jobs = append(jobs, Job{Study: s.ID, Chunk: chunk})
		}
		return jobs
	}
	size := fanOut // chunks of each part: as few parts as can be, which are divided alike
	for size*fanOut < len(missing) {
		size *= fanOut
	}
	for part := range slices.Chunk(missing, size) {
		job := Job{Study: s.ID, Chunk: part[0]}
		if len(part) > 1 {
			job.To = part[len(part)-1] + 1
		}
		jobs = append(jobs, job)
	}
	return jobs
}
