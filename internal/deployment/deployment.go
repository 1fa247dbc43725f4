// Package deployment is how the system is sized on AWS. The stack in infra/ is
// built from it and tells it to its functions; what running a simulation costs is
// reckoned from it. It is written down nowhere else.
package deployment

import "time"

// Deployment is one size of the system, as its functions are told it.
type Deployment struct {
	SendersPerShard   int           // ALERTSIM_SENDERS_PER_SHARD: senders that one worker simulates
	WorkerConcurrency int           // ALERTSIM_WORKER_CONCURRENCY: workers that run at a time
	Slice             time.Duration // ALERTSIM_SLICE_SECONDS: how long a worker keeps a shard before it hands it over
	WorkerMemory      int           // ALERTSIM_WORKER_MEGABYTES: of the worker's function, in MB of 2^20 bytes
	APIMemory         int           // ALERTSIM_API_MEGABYTES: of the API's function, in MB
	StudyConcurrency  int           // ALERTSIM_STUDY_CONCURRENCY: chunks of studies that are computed at a time
}

// Standard is the deployment without switches.
func Standard() Deployment {
	return Deployment{
		SendersPerShard: 500,
		// In a new account there are fewer of both, see Fit.
		WorkerConcurrency: 5,
		StudyConcurrency:  10,
		// 3 of the function's 15 min are left for the replay before it and the hand-over after it.
		Slice: 12 * time.Minute,
		// Pacing takes 3 % of a processor, and time is what a paced worker pays for: what sizes it is memory, and the replay
		// after each hand-over. The most that permitted settings can need is for 10 million messages that all wait for their
		// next step and their acknowledgement, over 8 channels: 536 MB at the peak in a process of its own
		// (TestMemoryIsWithinItsBounds), and the clients of AWS take some 15 MB more. 640 MB would leave them no room under
		// the limit of Go's runtime. 768 MB are 0.43 of a processor.
		WorkerMemory: 768,
		// A whole processor: somebody waits for a list of messages, which replays up to 100 million of them within the
		// time of a call. What it costs is time, and the other calls take milliseconds.
		APIMemory: 1769,
	}
}

// Local is the deployment on an emulator of AWS, which feeds a function one job at
// a time: one shard, whatever its senders, and a slice short enough that one
// simulation does not keep another's job waiting for long.
func Local() Deployment {
	d := Standard()
	d.SendersPerShard, d.WorkerConcurrency, d.Slice, d.StudyConcurrency = 10_000, 1, 20*time.Second, 1
	return d
}

// SweeperMemory is of the sweeper's function, in MB: Lambda's least. It reads one
// simulation with its shards.
const SweeperMemory = 128

// MemoryLimit is the limit of Go's runtime, in MB, in a function of so many MB: an
// eighth less than the function has, and 32 MB less at least, for what the limit
// does not count. Lambda ends a function that needs more than it has; with the
// limit the garbage collector works harder instead, and the program knows what it
// may take.
func MemoryLimit(megabytes int) int { return megabytes - max(32, megabytes/8) }
