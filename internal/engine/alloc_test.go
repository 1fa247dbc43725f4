package engine

import "testing"

// Once the queue of retries has its size, a run allocates nothing, and its memory does not depend on the messages.
func TestAdvanceAllocatesNothing(t *testing.T) {
	for name, c := range map[string]Config{"simple": simpleConfig(40), "full": fullConfig(40)} {
		s := compile(t, c)
		r := s.Run(SenderRange{0, 40})
		r.Advance(never, benchMessages/4)
		if n := testing.AllocsPerRun(100, func() {
			r.Advance(never, benchMessages/1000)
			r.Counts()
		}); n > 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
		if r.Done() {
			t.Errorf("%s: was done before the end of the measurement", name)
		}
	}
}
