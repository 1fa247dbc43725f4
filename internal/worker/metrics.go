package worker

// Metrics counts what workers do.
type Metrics interface {
	// Add adds n to a counter.
	Add(name Metric, n int)
	// Set records a reading.
	Set(name Metric, value float64)
}

// Metric names one of the figures below.
type Metric string

// The metrics.
const (
	Jobs                 Metric = "Jobs"
	Slices               Metric = "Slices"
	Checkpoints          Metric = "Checkpoints"
	RefusedCheckpoints   Metric = "RefusedCheckpoints"
	LagSeconds           Metric = "LagSeconds" // a reading
	SimulationsCompleted Metric = "SimulationsCompleted"
	SimulationsFailed    Metric = "SimulationsFailed"
)

type noMetrics struct{}

func (noMetrics) Add(Metric, int)     {}
func (noMetrics) Set(Metric, float64) {}
