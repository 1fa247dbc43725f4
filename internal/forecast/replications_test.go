package forecast

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"alertsim/internal/fault"
	"alertsim/internal/statistics"
	"alertsim/internal/study"
)

func TestReplicationsAreChecked(t *testing.T) {
	for _, row := range []struct {
		raw       string
		n         int
		precision float64
		path      string
	}{
		{`{"messages": 1000000, "mode": "instant"}`, 0, 0, "replications"},
		{`{"messages": 1000000, "mode": "instant"}`, 1001, 0, "replications"},
		{`{"messages": 1000000, "mode": "instant"}`, 101, 0, "replications"},
		{`{"messages": 1000000, "mode": "instant"}`, 100, 0, ""},
		// Attempts are what costs time, not messages.
		{`{"messages": 1000000, "mode": "instant", "retry": {"maxAttempts": 10}}`, 11, 0, "replications"},
		{`{"messages": 1000000, "mode": "instant", "retry": {"maxAttempts": 10}}`, 10, 0, ""},
		{`{"messages": 100000000, "mode": "instant"}`, 1, 0, ""},
		{`{"messages": 100000000, "mode": "instant"}`, 2, 0, "replications"},
		{`{}`, 2, -0.1, "precision"},
		{`{}`, 2, math.NaN(), "precision"},
		{`{}`, 1, 0.1, "precision"},
		{`{}`, 20, 0.1, ""},
	} {
		err := CheckReplications(settingsOf(t, row.raw), row.n, row.precision)
		if e, ok := errors.AsType[*fault.Error](err); row.path == "" && err != nil || row.path != "" && (!ok || e.Code != fault.CodeInvalid || e.Fields[0].Path != row.path || !e.Fields[0].Asked) {
			t.Errorf("%+v: %v", row, err)
		}
	}
	if _, _, err := Replicate(t.Context(), settingsOf(t, `{}`), 1001, 0); fault.CodeOf(err) != fault.CodeInvalid {
		t.Errorf("1,001 replications: %v", err)
	}
}

// The first replication is the forecast, and few have no interval: a figure that
// was seen once is not "± 0".
func TestFewReplications(t *testing.T) {
	s := settingsOf(t, `{"messages": 1000, "seed": 9}`)
	want, err := Of(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	for n := 1; n <= 2*statistics.MinIntervalRuns; n++ {
		f, r, err := Replicate(t.Context(), s, n, 0)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(f, want) {
			t.Errorf("the forecast is %+v, of %d runs %+v", want.Totals, n, f.Totals)
		}
		if r.Runs != n || r.Precision != nil {
			t.Errorf("%d runs: %+v", n, r)
		}
		for _, figure := range r.Figures {
			if got := figure.Interval != nil; got != (n >= statistics.MinIntervalRuns) {
				t.Errorf("%s of %d runs: an interval is %v", figure.Name, n, got)
			}
		}
		if got := r.Figures[0]; got.Name != "makespan" || n == 1 && (got.Median != f.Makespan.Seconds() || got.Mean != got.Median) {
			t.Errorf("%+v, makespan %v", got, f.Makespan.Seconds())
		}
		if share := r.Objectives[0].Share; share != statistics.ShareOf(share.Held, n) {
			t.Errorf("%d runs: %+v", n, share)
		}
	}
}

// How many are computed at a time makes no difference, nor which is done first.
func TestReplicationsDoNotDependOnProcessors(t *testing.T) {
	s := settingsOf(t, `{"messages": 500, "seed": 4, "mode": "instant", "retry": {"maxAttempts": 3}, "senderGroups": [{"failureRate": 0.3}]}`)
	for _, precision := range []float64{0, 0.02} {
		var want Replications
		for _, processors := range []int{1, 2, 3, 16} {
			var got Replications
			err := NewLimiter(Capacity{Processors: processors}).Do(t.Context(), JobOf(s, 60), func(ctx context.Context) (err error) {
				if w := workersOf(ctx); w != processors {
					t.Errorf("%d workers on %d processors", w, processors)
				}
				_, got, err = Replicate(ctx, s, 60, precision)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			if processors == 1 {
				want = got
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("on %d processors %+v, on one %+v", processors, got, want)
			}
		}
	}
}

// A precision that is reached ends the runs; one that is not is told.
func TestPrecision(t *testing.T) {
	s := settingsOf(t, `{"messages": 2000, "seed": 9}`)
	_, r, err := Replicate(t.Context(), s, 500, 0.05)
	if err != nil {
		t.Fatal(err)
	}
	if r.Runs < MinPrecisionRuns || r.Runs >= 500 || !r.Precision.Met() {
		t.Errorf("%d runs, %+v", r.Runs, r.Precision)
	}
	for _, f := range r.Figures {
		if f.Precision() > r.Precision.Reached {
			t.Errorf("%s is %v, known to %v at least", f.Name, f.Estimate, r.Precision)
		}
	}
	// 1 message in 1,000 fails: one more or less is much.
	s = settingsOf(t, `{"messages": 1000, "seed": 9, "senderGroups": [{"failureRate": 0.002}]}`)
	_, r, err = Replicate(t.Context(), s, 30, 0.01)
	if err != nil {
		t.Fatal(err)
	}
	if p := r.Precision; r.Runs != 30 || p.Met() || p.Figure != "failed" || p.Wanted != 0.01 {
		t.Errorf("%d runs, %+v", r.Runs, p)
	}
}

// Every interval that is told holds, through the product itself, whether it
// stops early or not: of settings with rare failures, a time-to-live and a tail.
// The truth is the median and the share of 4,000 other seeds.
func TestReplicationsCover(t *testing.T) {
	if testing.Short() {
		t.Skip("takes thousands of runs")
	}
	seed := rand.Int64N(1 << 40)
	t.Logf("seed %d", seed)
	for name, raw := range map[string]string{
		"rare failures": `{"messages": 60, "mode": "instant", "retry": {"maxAttempts": 2}, "senderGroups": [{"senders": 6, "failureRate": 0.02}], "objectives": [{"share": 1, "within": 130}]}`,
		"tail":          `{"messages": 20, "mode": "instant", "senderGroups": [{"senders": 20, "sendTime": {"distribution": "lognormal", "mean": 9, "standardDeviation": 90}}], "objectives": [{"share": 0.9, "within": 20}]}`,
		"time-to-live":  `{"messages": 50, "mode": "instant", "timeToLive": 60, "senderGroups": [{"senders": 5, "sendTime": {"distribution": "exponential", "mean": 10}}], "objectives": [{"share": 0.5, "within": 60}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			s := settingsOf(t, raw)
			compiled, err := compile(t.Context(), s)
			if err != nil {
				t.Fatal(err)
			}
			truth := &collector{settings: s}
			for i := range 4000 {
				p, err := planBy(t.Context(), s, compiled.Reseeded(seed+int64(i)))
				if err != nil {
					t.Fatal(err)
				}
				truth.runs = append(truth.runs, study.RunOf(s, p))
			}
			want := truth.result(1 - statistics.Confidence)
			for _, ask := range []struct {
				n         int
				precision float64
			}{{6, 0}, {10, 0}, {30, 0}, {40, 0.1}} {
				const answers = 120
				told, missed, shares := map[string]int{}, map[string]int{}, 0
				for i := range answers {
					s.Seed = seed + 1<<20 + int64(i*ask.n)
					_, r, err := Replicate(t.Context(), s, ask.n, ask.precision)
					if err != nil {
						t.Fatal(err)
					}
					for _, f := range r.Figures {
						if f.Interval == nil {
							continue
						}
						told[f.Name]++
						for _, w := range want.Figures {
							// The truth is known to its own interval only.
							if w.Name == f.Name && (w.Interval.High < f.Interval.Low || w.Interval.Low > f.Interval.High) {
								missed[f.Name]++
							}
						}
					}
					if p := want.Objectives[0].Share; p.High < r.Objectives[0].Share.Low || p.Low > r.Objectives[0].Share.High {
						shares++
					}
				}
				if len(told) < 8 {
					t.Fatalf("only %d figures are told", len(told))
				}
				missed["share"], told["share"] = shares, answers
				for figure, n := range missed {
					// 5 % of them and four deviations.
					if most := 0.05*float64(told[figure]) + 4*math.Sqrt(0.05*0.95*answers); float64(n) > most {
						t.Errorf("%+v: %d of %d intervals of %s miss the truth (seed %d)", ask, n, told[figure], figure, seed)
					}
				}
			}
		})
	}
}
