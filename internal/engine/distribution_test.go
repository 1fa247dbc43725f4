package engine

import (
	"math"
	"testing"
)

// A theory is what a distribution is known to be: moments, and the probability of more than x, in seconds.
type theory struct {
	name            string
	d               Distribution
	mean, deviation float64
	tail            func(x float64) float64
}

func normalDistribution(x float64) float64 { return math.Erfc(-x/math.Sqrt2) / 2 }

// normalTheory: Johnson, Kotz, Balakrishnan, "Continuous Univariate Distributions" 1, chapter 13, section 10.1.
func normalTheory(name string, mean, deviation float64) theory {
	a := -mean / deviation
	above := normalDistribution(-a)
	ratio := math.Exp(-a*a/2) / math.Sqrt(2*math.Pi) / above
	return theory{
		name, Normal(mean, deviation),
		mean + deviation*ratio,
		deviation * math.Sqrt(1+a*ratio-ratio*ratio),
		func(x float64) float64 { return normalDistribution(-(x-mean)/deviation) / above },
	}
}

func lognormalTheory(name string, mean, deviation float64) theory {
	sigma := math.Sqrt(math.Log(1 + deviation*deviation/mean/mean))
	mu := math.Log(mean) - sigma*sigma/2
	return theory{
		name, Lognormal(mean, deviation), mean, deviation,
		func(x float64) float64 { return normalDistribution(-(math.Log(x) - mu) / sigma) },
	}
}

var theories = []theory{
	normalTheory("normal 10, 2", 10, 2),
	normalTheory("normal, deviation small", 10, 0.01),
	normalTheory("normal, deviation 10 × mean", 1, 10),
	normalTheory("normal, in milliseconds", 0.01, 0.02),
	lognormalTheory("lognormal 7, 5", 7, 5),
	lognormalTheory("lognormal, deviation small", 7, 0.07),
	lognormalTheory("lognormal, deviation 10 × mean", 2, 20),
	{"exponential", Exponential(3), 3, 3, func(x float64) float64 { return math.Exp(-x / 3) }},
	{"uniform", Uniform(2, 8), 5, 6 / math.Sqrt(12), func(x float64) float64 { return (8 - x) / 6 }},
	{
		"empirical, two lines", Empirical(Point{0, 1}, Point{0.75, 4}, Point{1, 8}),
		0.75*2.5 + 0.25*6, math.Sqrt(0.75*(2.5*2.5+9./12) + 0.25*(36+16./12) - 3.375*3.375),
		func(x float64) float64 {
			if x < 4 {
				return 1 - (x-1)/4
			}
			return (8 - x) / 16
		},
	},
	{
		"empirical, flat outside", Empirical(Point{0.25, 2}, Point{0.5, 4}, Point{0.75, 8}),
		0.25 * (2 + 3 + 6 + 8), math.Sqrt(0.25*(4+(9+4./12)+(36+16./12)+64) - 4.75*4.75),
		func(x float64) float64 {
			switch {
			case x < 2:
				return 1
			case x < 4:
				return 0.75 - (x-2)/8
			case x < 8:
				return 0.5 - (x-4)/16
			}
			return 0
		},
	},
}

// At every quantile, down to the last of the arguments, the sample is where theory has that probability.
func TestQuantiles(t *testing.T) {
	for _, c := range theories {
		table, err := newTable(c.d.quantile())
		if err != nil {
			t.Fatal(err)
		}
		for distance := uint64(0); distance < 1<<39; distance += distance/7 + 1 {
			p := (float64(distance) + 0.5) / (1 << argumentBits)
			slack := 2e-6 // seconds: rounding
			upper := table.sample((1<<argumentBits - 1 - distance) << (64 - argumentBits)).Seconds()
			if c.tail(upper-slack) < p*(1-3e-3) || c.tail(upper+slack) > p*(1+3e-3) {
				t.Errorf("%s: %v s is exceeded with probability %v, want %v", c.name, upper, c.tail(upper), p)
			}
			lower := table.sample(distance << (64 - argumentBits)).Seconds()
			if lower > 3e-6 && (1-c.tail(lower-slack) > p*(1+3e-3)+1e-12 || 1-c.tail(lower+slack) < p*(1-3e-3)-1e-12) {
				t.Errorf("%s: %v s is not reached with probability %v, want %v", c.name, lower, 1-c.tail(lower), p)
			}
		}
	}
}

// Moments over all arguments (a fine grid of them, finer towards the ends), to within what theory says.
func TestMoments(t *testing.T) {
	for _, c := range theories {
		table, err := newTable(c.d.quantile())
		if err != nil {
			t.Fatal(err)
		}
		sum, squares, total := 0.0, 0.0, 0.0
		add := func(argument uint64, width float64) {
			x := table.sample(argument << (64 - argumentBits)).Seconds()
			total += width
			sum += width * x
			squares += width * x * x
		}
		for distance := uint64(0); distance < 1<<39; {
			step := min(distance/500+1, 1<<24, 1<<39-distance)
			middle := distance + step/2
			add(middle, float64(step))
			add(1<<argumentBits-1-middle, float64(step))
			distance += step
		}
		mean := sum / total
		deviation := math.Sqrt(squares/total - mean*mean)
		if math.Abs(mean/c.mean-1) > 2e-4 || math.Abs(deviation/c.deviation-1) > 1e-3 {
			t.Errorf("%s: mean %v, want %v; deviation %v, want %v", c.name, mean, c.mean, deviation, c.deviation)
		}
	}
}

// What a run draws has the moments of its distribution and its shares of failures, to within five standard errors.
func TestSampledShares(t *testing.T) {
	for _, c := range theories {
		s := compile(t, Config{
			Messages: 200_000, Seed: 7,
			Groups: []Group{{Senders: 3, SendTime: c.d, FailureRate: 0.2, PermanentShare: 0.25}},
			Retry:  Retry{MaxAttempts: 2, Multiplier: 1},
		})
		r := s.Run(SenderRange{0, 3})
		r.Advance(never, 0)
		n := r.Counts()
		mean := n.SendTime.Seconds() / float64(n.Attempts)
		if e := 5 * c.deviation / math.Sqrt(float64(n.Attempts)); math.Abs(mean-c.mean) > e {
			t.Errorf("%s: mean %v, want %v ± %v", c.name, mean, c.mean, e)
		}
		// Fails when the first attempt fails permanently, or temporarily and then the second one fails.
		checkShare(t, c.name+": failed", n.Failed, 200_000, 0.2*0.25+0.2*0.75*0.2)
		checkShare(t, c.name+": tried twice", n.Attempts-200_000, 200_000, 0.2*0.75)
	}
}

func checkShare(t *testing.T, what string, n, of int64, want float64) {
	t.Helper()
	got := float64(n) / float64(of)
	if e := 5 * math.Sqrt(want*(1-want)/float64(of)); math.Abs(got-want) > e {
		t.Errorf("%s: share %v, want %v ± %v", what, got, want, e)
	}
}

func TestRatesAtTheEnds(t *testing.T) {
	for rate, failed := range map[float64]int64{0: 0, 1: 100_000} {
		s := compile(t, Config{
			Messages: 100_000, Groups: []Group{{Senders: 9, SendTime: Constant(1), FailureRate: rate}}, Retry: Retry{MaxAttempts: 1},
		})
		r := s.Run(SenderRange{0, 9})
		r.Advance(never, 0)
		if r.Counts().Failed != failed {
			t.Errorf("rate %v: %d failed", rate, r.Counts().Failed)
		}
	}
}

func TestShortSamples(t *testing.T) {
	for _, c := range []struct {
		d         Distribution
		low, high Time
	}{
		{Constant(0), 1, 1},
		{Constant(0.0000015), 2, 2},
		{Constant(3600), 3600 * Second, 3600 * Second},
		{Uniform(0.000001, 0.000003), 1, 3},
		{Normal(5, 0), 5 * Second, 5 * Second},
		{Lognormal(5, 0), 5 * Second, 5 * Second},
		{Empirical(Point{0.5, 7}), 7 * Second, 7 * Second},
		{Empirical(Point{0.5, 4}, Point{0.75, 6}), 4 * Second, 6 * Second},
		{Empirical(Point{0.5, 4}, Point{0.5 + 1e-15, 3600}), 4 * Second, 3600 * Second},
	} {
		table, err := newTable(c.d.quantile())
		if err != nil {
			t.Fatal(err)
		}
		if low, high := table.sample(0), table.sample(math.MaxUint64); low != c.low || high != c.high || high != table.longest() {
			t.Errorf("%+v goes from %d to %d (longest %d), want %d to %d", c.d, low, high, table.longest(), c.low, c.high)
		}
	}
}

// Samples never fall with their argument, whatever the parameters: across cells, and across tail and middle.
func TestSamplesRise(t *testing.T) {
	for _, c := range theories {
		table, err := newTable(c.d.quantile())
		if err != nil {
			t.Fatal(err)
		}
		last := Time(0)
		for argument := uint64(0); argument < 1<<argumentBits; argument += 1<<19 + 12345 {
			sample := table.sample(argument << (64 - argumentBits))
			if sample < last {
				t.Fatalf("%s: %d after %d at %d", c.name, sample, last, argument)
			}
			last = sample
		}
	}
}
