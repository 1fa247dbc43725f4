package fit_test

import (
	"bytes"
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"alertsim/internal/fit"
	"alertsim/internal/forecast"
	"alertsim/internal/report"
	"alertsim/internal/schedule"
	"alertsim/internal/settings"
)

// tableOf simulates settings and returns the table of --messages-csv.
func tableOf(t testing.TB, scenario string, seed int64) []byte {
	t.Helper()
	s, err := settings.DecodeForecast([]byte(scenario))
	if err != nil {
		t.Fatalf("%v\n%s", err, scenario)
	}
	s.Seed = seed
	plan, err := forecast.Of(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	compiled, err := schedule.Compile(s)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := report.MessagesCSV(&b, s, compiled.AllMessages(context.Background(), plan.End())); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func fitted(t testing.TB, table []byte) *fit.Fit {
	t.Helper()
	f, err := fit.Log(t.Context(), bytes.NewReader(table), fit.Options{Folder: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// truth is a figure that was simulated, and what the fit of the table says of it.
type truth struct {
	what string
	is   float64
	told func(f *fit.Fit) fit.Estimate
}

func group(of func(g fit.GroupFit) fit.Estimate) func(*fit.Fit) fit.Estimate {
	return func(f *fit.Fit) fit.Estimate { return of(f.Groups[0]) }
}

func groupNamed(name string, of func(g fit.GroupFit) fit.Estimate) func(*fit.Fit) fit.Estimate {
	return func(f *fit.Fit) fit.Estimate {
		i := slices.IndexFunc(f.Groups, func(g fit.GroupFit) bool { return g.Name == name })
		return of(f.Groups[i])
	}
}

func failures(g fit.GroupFit) fit.Estimate  { return g.FailureRate }
func permanent(g fit.GroupFit) fit.Estimate { return *g.Permanent }
func limit(g fit.GroupFit) fit.Estimate {
	if g.Rate.Limit == nil {
		return fit.Estimate{}
	}
	return *g.Rate.Limit
}
func burst(g fit.GroupFit) fit.Estimate { return whole(g.Burst) }
func senders(g fit.GroupFit) fit.Estimate {
	if !g.Senders.Binds {
		return fit.Estimate{}
	}
	return whole(g.Senders.Most)
}
func whole(n int64) fit.Estimate {
	return fit.Estimate{Value: float64(n), Low: float64(n), High: float64(n)}
}

func never(f *fit.Fit) fit.Estimate { return *f.Channels[0].Never }

func percentile(share float64) func(fit.GroupFit) fit.Estimate {
	return func(g fit.GroupFit) fit.Estimate { return at(g.SendTimes, share) }
}

func at(t *fit.Times, share float64) fit.Estimate {
	if t == nil {
		return fit.Estimate{}
	}
	i := slices.IndexFunc(t.Percentiles, func(p fit.Percentile) bool { return p.Share == share })
	return t.Percentiles[i].Seconds
}

func parameter(name string) func(fit.GroupFit) fit.Estimate {
	return func(g fit.GroupFit) fit.Estimate {
		if g.SendTimes == nil {
			return fit.Estimate{}
		}
		return g.SendTimes.Parameters[name]
	}
}

func outcome(word string, of func(o fit.OutcomeFit) fit.Estimate) func(fit.GroupFit) fit.Estimate {
	return func(g fit.GroupFit) fit.Estimate {
		i := slices.IndexFunc(g.Outcomes, func(o fit.OutcomeFit) bool { return o.Word == word })
		if i < 0 {
			return fit.Estimate{}
		}
		return of(g.Outcomes[i])
	}
}

func model(o fit.OutcomeFit) fit.Estimate  { return o.Model }
func median(o fit.OutcomeFit) fit.Estimate { return at(o.Times, 0.5) }

func wait(after int, of func(fit.RetryFit) fit.Estimate) func(*fit.Fit) fit.Estimate {
	return func(f *fit.Fit) fit.Estimate { return of(f.Retries[after-1]) }
}

func low(r fit.RetryFit) fit.Estimate  { return r.Low }
func high(r fit.RetryFit) fit.Estimate { return r.High }

func capCount(f *fit.Fit) fit.Estimate {
	if len(f.Caps) != 1 {
		return fit.Estimate{}
	}
	return whole(f.Caps[0].Count)
}

func capSeconds(f *fit.Fit) fit.Estimate {
	if len(f.Caps) != 1 {
		return fit.Estimate{}
	}
	return fit.Estimate{Low: f.Caps[0].Seconds, High: f.Caps[0].Seconds}
}

func audience(name string, of func(fit.AudienceFit) fit.Estimate) func(*fit.Fit) fit.Estimate {
	return func(f *fit.Fit) fit.Estimate {
		i := slices.IndexFunc(f.Audiences, func(a fit.AudienceFit) bool { return a.Name == name })
		return of(f.Audiences[i])
	}
}

// lognormal is the percentile of a lognormal distribution with that mean and deviation.
func lognormal(mean, deviation, share float64) float64 {
	v := math.Log1p(deviation * deviation / mean / mean)
	return distuv.LogNormal{Mu: math.Log(mean) - v/2, Sigma: math.Sqrt(v)}.Quantile(share)
}

// What was simulated lies in the intervals that the table gives, as often as they say: of 95 % intervals one in twenty
// misses.
func TestWhatWasSimulatedComesBack(t *testing.T) {
	seeds := 10
	if testing.Short() {
		seeds = 2
	}
	misses, checks := 0, 0
	for _, c := range roundTrips {
		missed := make([]int, len(c.truths))
		var example []string
		for seed := range seeds {
			table := tableOf(t, c.scenario, int64(100+seed))
			f := fitted(t, table)
			if f.Settings == nil {
				t.Fatalf("%s, seed %d: no settings: %s", c.name, 100+seed, strings.Join(f.Notes, "\n"))
			}
			for i, truth := range c.truths {
				told := truth.told(f)
				if checks++; truth.is < told.Low-1e-9 || truth.is > told.High+1e-9 {
					missed[i]++
					misses++
					example = append(example, strings.Join([]string{truth.what, words(truth.is), words(told.Low), words(told.Value), words(told.High)}, " "))
				}
			}
		}
		for i, n := range missed {
			// More than so many come once in a thousand tests.
			if most := quantileOfMisses(seeds); n > most {
				t.Errorf("%s: %s is outside of its interval with %d of %d seeds, more than %d: %s", c.name, c.truths[i].what, n, seeds, most, strings.Join(example, "; "))
			}
		}
	}
	t.Logf("%d of %d figures are outside of their intervals", misses, checks)
	if most := float64(checks) * 0.075; float64(misses) > most+3*math.Sqrt(most) {
		t.Errorf("%d of %d figures are outside of their intervals", misses, checks)
	}
}

func words(x float64) string { return strings.TrimRight(strings.TrimRight(formatted(x), "0"), ".") }

// quantileOfMisses is how many of n intervals of 95 % miss in all but one of a thousand tests.
func quantileOfMisses(n int) int {
	b := distuv.Binomial{N: float64(n), P: 0.05}
	for k := range n {
		if b.CDF(float64(k)) > 0.999 {
			return k
		}
	}
	return n
}
