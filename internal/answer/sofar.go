package answer

import (
	"fmt"
	"time"

	"alertsim/internal/simulation"
	"alertsim/internal/words"
)

// SoFar is how far a simulation is, in a sentence: what it came to once it is completed.
func SoFar(s simulation.Simulation, now time.Time) string {
	p := s.Progress(now)
	people := fmt.Sprintf("%s of %s people", words.Count(p.Delivered), words.Count(p.Messages))
	if p.Messages == 1 {
		people = words.Count(p.Delivered) + " of 1 person"
	}
	at := words.Clock(p.Clock.Seconds())
	switch s.State {
	case simulation.Completed:
		if s.Plan == nil { // none is completed without one
			return "It is completed; " + people + " are reached."
		}
		return Of(s.Settings, s.Plan, nil).Sentence()
	case simulation.Cancelled, simulation.Failed:
		if s.StartedAt.IsZero() {
			return "It was " + string(s.State) + " before it was started; nobody was reached."
		}
		if s.State == simulation.Failed {
			return "It failed after " + at + "; " + people + " were reached by then."
		}
		return "It was cancelled after " + at + "; " + people + " were reached by then."
	case simulation.Running:
		return "So far " + people + " are reached, after " + at + "."
	case simulation.Ready:
		return "It is ready; nobody is reached yet."
	case simulation.Preparing:
	}
	return "It is being prepared; nobody is reached yet."
}
