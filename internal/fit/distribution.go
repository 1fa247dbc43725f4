package fit

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"alertsim/internal/settings"
)

// Times is a distribution of times in seconds.
type Times struct {
	Count       int64               `json:"count"`
	Mean        Estimate            `json:"mean"`
	Percentiles []Percentile        `json:"percentiles" nullable:"false"`
	Written     settings.SendTime   `json:"written" doc:"How a scenario says it."`
	Distance    float64             `json:"distance" doc:"The Kolmogorov distance of that to what was measured."`
	Chance      float64             `json:"chance" doc:"The distance that chance alone may make, with a probability of 95 %."`
	Parameters  map[string]Estimate `json:"parameters,omitempty" doc:"Of a named distribution, with their intervals."`
}

// Percentile is a point of a distribution.
type Percentile struct {
	Share   float64  `json:"share"`
	Seconds Estimate `json:"seconds"`
}

// points are the shares at which a distribution is told and, where it has no name, written.
var points = []float64{0, 0.005, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.975, 0.99, 0.995, 0.999, 1}

// kolmogorov is the factor of 1/√n for the distance that chance makes in one of twenty samples.
const kolmogorov = 1.358

// candidate is a named distribution that may be what a sketch has.
type candidate struct {
	written    settings.SendTime
	below      func(µs float64) float64
	parameters map[string]func(part) float64
}

// times tells a sketch, which holds something. resolution is that of the log's times, in µs.
func (b *bootstrap) times(s *sketch, resolution int64) *Times {
	s.resolution = resolution
	out := &Times{Count: s.n, Mean: b.interval(func(w []float64) float64 { return s.moments(w).mean() }), Chance: kolmogorov / math.Sqrt(float64(s.n))}
	for i, e := range b.quantiles(s, points) {
		if out.Percentiles = append(out.Percentiles, Percentile{points[i], e.widened(float64(resolution)/2e6, float64(resolution)/2e6).upTo(math.MaxFloat64)}); points[i] == 0 {
			out.Percentiles[i].Seconds = exactly(float64(s.least) / 1e6)
		}
	}
	out.Percentiles[len(points)-1].Seconds = exactly(float64(s.top) / 1e6)
	if s.least == s.top {
		out.Written = settings.SendTime{Distribution: settings.Constant, Mean: new(float64(s.least) / 1e6)}
		out.Parameters = map[string]Estimate{"mean": exactly(float64(s.least)/1e6).widened(float64(resolution)/2e6, float64(resolution)/2e6)}
		return out
	}
	out.Distance = math.Inf(1)
	var best candidate
	for _, c := range candidates(s) {
		if d := s.distance(c.below, resolution); d < out.Distance {
			out.Distance, best = d, c
		}
	}
	if out.Distance > out.Chance || s.n < 20 {
		out.Written = empirical(s)
		out.Distance = s.distance(polyline(out.Written.Percentiles), resolution)
		return out
	}
	out.Written = tidy(best.written)
	out.Parameters = map[string]Estimate{}
	for name, of := range best.parameters {
		out.Parameters[name] = b.interval(func(w []float64) float64 { return of(s.moments(w)) })
	}
	if best.written.Distribution == settings.Uniform {
		// No resample goes beyond the least and the largest value; what n values leave open there has the share 3.7/n.
		room := float64(s.top-s.least) / 1e6 * 3.7 / float64(s.n)
		out.Parameters["minimum"] = exactly(float64(s.least)/1e6).widened(room, 0)
		out.Parameters["maximum"] = exactly(float64(s.top)/1e6).widened(0, room)
	}
	return out
}

func candidates(s *sketch) []candidate {
	m := s.moments(once)
	mean := m.mean()
	low, high := float64(s.least)/1e6, float64(s.top)/1e6
	out := []candidate{
		{
			written:    settings.SendTime{Distribution: settings.Exponential, Mean: new(mean)},
			below:      ofSeconds(distuv.Exponential{Rate: 1 / mean}.CDF),
			parameters: map[string]func(part) float64{"mean": part.mean},
		}, {
			written: settings.SendTime{Distribution: settings.Uniform, Minimum: &low, Maximum: &high},
			below:   ofSeconds(distuv.Uniform{Min: low, Max: high}.CDF),
		},
	}
	if a, d := truncated(m); d > 0 && d <= a*settings.MaxDeviationRatio {
		n := distuv.Normal{Mu: a, Sigma: d}
		under := n.CDF(0)
		out = append(out, candidate{
			written:    settings.SendTime{Distribution: settings.Normal, Mean: &a, StandardDeviation: &d},
			below:      ofSeconds(func(x float64) float64 { return max(0, (n.CDF(x)-under)/(1-under)) }),
			parameters: map[string]func(part) float64{"mean": func(p part) float64 { a, _ := truncated(p); return a }, "standardDeviation": func(p part) float64 { _, d := truncated(p); return d }},
		})
	}
	if m.logsOf0 == 0 {
		a, d := lognormal(m)
		mu, sigma := logMoments(m)
		if d > 0 && d <= a*settings.MaxDeviationRatio {
			out = append(out, candidate{
				written:    settings.SendTime{Distribution: settings.Lognormal, Mean: &a, StandardDeviation: &d},
				below:      ofSeconds(distuv.LogNormal{Mu: mu, Sigma: sigma}.CDF),
				parameters: map[string]func(part) float64{"mean": func(p part) float64 { a, _ := lognormal(p); return a }, "standardDeviation": func(p part) float64 { _, d := lognormal(p); return d }},
			})
		}
	}
	return out
}

func ofSeconds(below func(float64) float64) func(float64) float64 {
	return func(µs float64) float64 { return below(µs / 1e6) }
}

// truncated are mean and deviation of a normal distribution before it was cut off at 0, by its moments after: with
// α = −mean/deviation, λ = φ(α)/(1 − Φ(α)), they are mean + deviation λ and deviation² (1 + α λ − λ²). It is found by
// going back from what was measured; where the cut takes nothing both are what was measured.
func truncated(m part) (mean, deviation float64) {
	measured, spread := m.mean(), m.deviation()
	mean, deviation = measured, spread
	if spread <= 0 || measured > 6*spread {
		return mean, deviation
	}
	for range 500 {
		alpha := -mean / deviation
		lambda := distuv.UnitNormal.Prob(alpha) / max(1e-12, distuv.UnitNormal.Survival(alpha))
		factor := 1 + alpha*lambda - lambda*lambda
		if factor <= 1e-3 {
			return measured, spread
		}
		nextDeviation := spread / math.Sqrt(factor)
		nextMean := measured - nextDeviation*lambda
		if nextMean <= 0 {
			return measured, spread
		}
		if math.Abs(nextMean-mean) < 1e-12*measured {
			break
		}
		mean, deviation = nextMean, nextDeviation
	}
	return mean, deviation
}

func logMoments(m part) (mu, sigma float64) {
	mu = m.logs / max(1, m.n)
	return mu, math.Sqrt(max(0, m.logSquares/max(1, m.n)-mu*mu))
}

// lognormal are the mean and the deviation of the distribution itself, by the moments of its logarithm.
func lognormal(m part) (mean, deviation float64) {
	mu, sigma := logMoments(m)
	mean = math.Exp(mu + sigma*sigma/2)
	return mean, mean * math.Sqrt(math.Expm1(sigma*sigma))
}

// empirical are up to 20 percentiles of a sketch.
func empirical(s *sketch) settings.SendTime {
	t := settings.SendTime{Distribution: settings.Empirical}
	for _, share := range points {
		seconds := round(s.quantile(share)/1e6, 6)
		if share == 0 {
			seconds = float64(s.least) / 1e6
		}
		if n := len(t.Percentiles); n > 0 && seconds < t.Percentiles[n-1].Seconds {
			seconds = t.Percentiles[n-1].Seconds
		}
		t.Percentiles = append(t.Percentiles, settings.Percentile{Share: share, Seconds: seconds})
	}
	return t
}

// polyline is the distribution function of percentiles, of µs.
func polyline(ps []settings.Percentile) func(float64) float64 {
	return func(µs float64) float64 {
		x := µs / 1e6
		if x < ps[0].Seconds {
			return 0
		}
		for i := 1; i < len(ps); i++ {
			if p, q := ps[i-1], ps[i]; x < q.Seconds {
				return p.Share + (q.Share-p.Share)*(x-p.Seconds)/(q.Seconds-p.Seconds)
			}
		}
		return 1
	}
}

// round keeps so many digits after the point.
func round(x float64, places int) float64 {
	scale := math.Pow(10, float64(places))
	return math.Round(x*scale) / scale
}
