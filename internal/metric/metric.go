// Package metric names what is counted while the program works. Who records it
// is a matter of deployment: internal/emf on AWS, nobody on one machine.
package metric

// Recorder takes figures. Implementations are safe for concurrent use and never
// fail.
type Recorder interface {
	// Add adds n to a counter.
	Add(name Name, n int)
	// Set records a reading.
	Set(name Name, value float64)
}

// Name names one of the figures below.
type Name string

// The counters, and one reading.
const (
	Jobs                Name = "Jobs"   // taken from the queue
	Slices              Name = "Slices" // begun
	Checkpoints         Name = "Checkpoints"
	RefusedCheckpoints  Name = "RefusedCheckpoints"  // of a worker that was too late
	JobsSentAgain       Name = "JobsSentAgain"       // for shards, or studies, that nobody worked on
	JobsOfAnotherEngine Name = "JobsOfAnotherEngine" // handed back: another version of the engine began their simulation
	LagSeconds          Name = "LagSeconds"          // a reading, of one shard

	// Simulations by the state they ended in.
	SimulationsCompleted Name = "SimulationsCompleted"
	SimulationsCancelled Name = "SimulationsCancelled"
	SimulationsFailed    Name = "SimulationsFailed"
	SimulationsUnfit     Name = "SimulationsUnfit" // by their settings, as only the run could tell: they have failed, too
)

// Chunks of studies that were made, and studies by the state they ended in.
const (
	StudyChunks      Name = "StudyChunks" // twice where two workers made the same
	StudiesCompleted Name = "StudiesCompleted"
	StudiesCancelled Name = "StudiesCancelled"
	StudiesFailed    Name = "StudiesFailed"
)

// None records nothing.
type None struct{}

// Add implements Recorder.
func (None) Add(Name, int) {}

// Set implements Recorder.
func (None) Set(Name, float64) {}
