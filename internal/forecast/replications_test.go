package forecast

import (
	"math"
	"math/rand/v2"
	"testing"

	"alertsim/internal/simulation"
)

func TestReplicateChecksItsInput(t *testing.T) {
	s := settings(t, `{"messages": 1000000, "mode": "instant", "seed": 1}`)
	for _, row := range []struct {
		n         int
		precision float64
	}{{0, 0}, {1001, 0}, {101, 0}, {2, -0.1}, {2, math.NaN()}} {
		if _, err := Replicate(t.Context(), s, row.n, row.precision); simulation.CodeOf(err) != simulation.CodeInvalid {
			t.Errorf("%+v: %v", row, err)
		}
	}
}

// The first replication is the run itself, and one alone has no interval.
func TestOneReplicationIsTheRun(t *testing.T) {
	s := settings(t, `{"messages": 1000, "seed": 9}`)
	r, err := Replicate(t.Context(), s, 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	f, err := Of(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Figures[0]; got.Name != "makespan" || got.Mean != f.Plan.Makespan.Seconds() || got.HalfWidth != 0 {
		t.Errorf("%+v, makespan %v", got, f.Plan.Makespan.Seconds())
	}
}

func TestReplicateStopsWhenPreciseEnough(t *testing.T) {
	s := settings(t, `{"messages": 2000, "seed": 9}`)
	r, err := Replicate(t.Context(), s, 500, 0.05)
	if err != nil {
		t.Fatal(err)
	}
	if r.Runs < minReplications || r.Runs >= 500 {
		t.Errorf("%d runs", r.Runs)
	}
	for _, f := range r.Figures {
		if !f.within(0.05) {
			t.Errorf("%s is %v ± %v", f.Name, f.Mean, f.HalfWidth)
		}
	}
}

// Against queueing theory: of n messages with as many senders and exponential
// times of mean m, the makespan is the maximum of n draws. Its mean is m × (1 +
// 1/2 + … + 1/n). Intervals of 10 runs must cover it 95 times in 100; with 150
// intervals the share has a standard deviation of 1.8 %.
func TestIntervalsCoverTheTrueMean(t *testing.T) {
	const n, mean, intervals = 20, 10.0, 150
	s := settings(t, `{"messages": 20, "seed": 0, "mode": "instant", "senderGroups": [{"senders": 20, "sendTime": {"distribution": "exponential", "mean": 10}}]}`)
	truth := 0.0
	for i := 1; i <= n; i++ {
		truth += mean / float64(i)
	}
	makespan, average := 0, 0
	for i := range intervals {
		s.Seed = int64(i) * 1000
		r, err := Replicate(t.Context(), s, 10, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range r.Figures {
			switch {
			case f.Name == "makespan" && math.Abs(f.Mean-truth) <= f.HalfWidth:
				makespan++
			case f.Name == "averageSendTime" && math.Abs(f.Mean-mean) <= f.HalfWidth:
				average++
			}
		}
	}
	for name, covered := range map[string]int{"makespan": makespan, "average send time": average} {
		// The makespan is skewed, which costs Student's interval a little.
		if share := float64(covered) / intervals; share < 0.90 || share > 0.99 {
			t.Errorf("intervals of the %s cover its mean %.3f of the time", name, share)
		}
	}
}

func TestEstimateAgainstAKnownCase(t *testing.T) {
	// Mean 3, deviation √2.5, t(4; 0.975) = 2.776445.
	e := estimate([]float64{1, 2, 3, 4, 5})
	want := 2.7764451051977987 * math.Sqrt(2.5) / math.Sqrt(5)
	if e.Mean != 3 || math.Abs(e.HalfWidth-want) > 1e-9 || e.Min != 1 || e.Max != 5 || e.N != 5 {
		t.Errorf("%+v, half-width must be %v", e, want)
	}
}

func TestEstimateCovers(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	covered := 0
	for range 2000 {
		sample := make([]float64, 8)
		for i := range sample {
			sample[i] = 5 + random.NormFloat64()
		}
		if e := estimate(sample); math.Abs(e.Mean-5) <= e.HalfWidth {
			covered++
		}
	}
	if share := float64(covered) / 2000; math.Abs(share-Confidence) > 0.02 {
		t.Errorf("covers %.3f of the time", share)
	}
}
