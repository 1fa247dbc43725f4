package study

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"alertsim/internal/statistics"
)

// Every interval that a study tells without a doubt holds, through the product itself: of settings with rare failures, a
// tail and a time-to-live. The truth is what 4,000 other seeds say.
func TestIntervalsOfStudiesCover(t *testing.T) {
	if testing.Short() {
		t.Skip("takes thousands of runs")
	}
	seed := rand.Int64N(1 << 40)
	t.Logf("seed %d", seed)
	for name, given := range map[string]string{
		"rare failures": `"messages": 60, "retry": {"maxAttempts": 2}, "senderGroups": [{"senders": 6, "failureRate": 0.02}], "objectives": [{"share": 1, "within": 130}]`,
		"tail":          `"messages": 20, "senderGroups": [{"senders": 20, "sendTime": {"distribution": "lognormal", "mean": 9, "standardDeviation": 90}}], "objectives": [{"share": 0.9, "within": 20}]`,
		"time-to-live":  `"messages": 50, "timeToLive": 60, "senderGroups": [{"senders": 5, "sendTime": {"distribution": "exponential", "mean": 10}}], "objectives": [{"share": 0.5, "within": 60}]`,
		"many":          `"messages": 500, "senderGroups": [{"senders": 30}], "objectives": [{"share": 0.95, "within": 170}]`,
	} {
		study := func(from int64, replications int) Point {
			q := queryOf(t, fmt.Sprintf(`{"settings": {"seed": %d, %s}, "replications": %d}`, from, given, replications))
			p, _ := resultsOf(t, q, 2).Point(0)
			return p
		}
		var truth []Point
		for i := range 4 {
			truth = append(truth, study(seed+int64(i)*1000, 1000))
		}
		for _, n := range []int{13, 20, 50} {
			const answers = 200
			told, missed := map[string]int{}, map[string]int{}
			note := func(what string, holds bool) {
				if told[what]++; !holds {
					missed[what]++
				}
			}
			for i := range answers {
				p := study(seed+1<<20+int64(i*n), n)
				for _, f := range p.Figures {
					mean, spread, known := trueMean(truth, f.Name)
					if !known || f.Mean.Interval == nil || f.Mean.Doubt != "" {
						continue
					}
					note("mean of "+f.Name, f.Mean.Interval.Low <= mean+spread && mean-spread <= f.Mean.Interval.High)
				}
				held := 0
				for _, of := range truth {
					held += of.Met.Held
				}
				all := statistics.ShareOf(held, 4000)
				note("share that is met", p.Met.Low <= all.High && all.Low <= p.Met.High)
			}
			for what, n := range missed {
				// 5 % of all answers, doubted ones included, and four deviations.
				if most := 0.05*answers + 4*math.Sqrt(0.05*0.95*answers); float64(n) > most {
					t.Errorf("%s: %d of %d intervals of the %s miss the truth (seed %d)", name, n, told[what], what, seed)
				}
			}
			if name == "many" && n == 50 && told["mean of makespan"] < answers/2 {
				t.Errorf("%s: only %d of %d intervals of the makespan's mean are not doubted (seed %d)", name, told["mean of makespan"], answers, seed)
			}
		}
	}
}

// trueMean is the mean of a figure over all runs, and two deviations of that.
func trueMean(of []Point, figure string) (mean, spread float64, known bool) {
	n, low, high := 0, 0.0, 0.0
	for _, p := range of {
		for _, f := range p.Figures {
			if f.Name != figure || f.Mean.Interval == nil {
				continue
			}
			n++
			mean += f.Mean.Value
			low, high = low+f.Mean.Interval.Low, high+f.Mean.Interval.High
		}
	}
	if n < len(of) {
		return 0, 0, false
	}
	return mean / float64(n), (high - low) / float64(n) / 2 / 2, true // of four times as many runs it is half as wide
}
