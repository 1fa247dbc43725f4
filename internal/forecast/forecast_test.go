package forecast

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"alertsim/internal/schedule"
	"alertsim/internal/simulation"
)

func settings(t testing.TB, raw string) simulation.Settings {
	t.Helper()
	s, err := simulation.DecodeForecast([]byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A forecast is the run: the same plan that a worker stores.
func TestForecastIsTheRun(t *testing.T) {
	s := settings(t, `{"messages": 20000, "seed": 3, "mode": "instant", "timeToLive": 4000, "retry": {"maxAttempts": 3},
		"senderGroups": [{"senders": 5, "failureRate": 0.2, "permanentShare": 0.3}, {"senders": 2, "ratePerSecond": 0.1}]}`)
	f, err := Of(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	compiled, err := schedule.Compile(s)
	if err != nil {
		t.Fatal(err)
	}
	replay := compiled.Replay(0, s.TotalSenders())
	for !replay.Done() {
		replay.Advance(math.MaxInt64, 1000)
	}
	end := replay.Checkpoint()
	if f.Plan.Totals != end.Counts || f.Plan.Makespan != end.Clock {
		t.Errorf("forecast %+v at %d, run %+v at %d", f.Plan.Totals, f.Plan.Makespan, end.Counts, end.Clock)
	}
	if f.Cost != nil || f.Wall != 0 {
		t.Errorf("an instant forecast costs nothing: %+v", f)
	}
}

func TestForecastStopsWhenItsClientGoes(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s := settings(t, `{"messages": 10000000, "mode": "instant", "seed": 1}`)
	if _, err := Of(ctx, s); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, err := FewestSenders(ctx, settings(t, `{"messages": 1000, "seed": 1}`), -1); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, _, err := Replicate(ctx, settings(t, `{"messages": 1000, "seed": 1}`), 10, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// By hand: 2,500 s × 0.25 GB of Lambda and as many checkpoints are a cent; so
// are as many looks of one viewer.
func TestCostOfALiveRun(t *testing.T) {
	f, err := Of(t.Context(), settings(t, `{"messages": 1000, "seed": 1}`))
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(f.Wall.Seconds()-2500) > 50 {
		t.Errorf("takes %v", f.Wall)
	}
	if math.Abs(f.Cost.Total-0.010) > 0.001 || math.Abs(f.Cost.Viewer-0.0101) > 0.001 {
		t.Errorf("costs %.4f and %.4f for a viewer", f.Cost.Total, f.Cost.Viewer)
	}
	if sum := f.Cost.Lambda + f.Cost.SQS + f.Cost.DynamoDB; sum != f.Cost.Total {
		t.Errorf("the parts are %v, the total %v", sum, f.Cost.Total)
	}
}

// However many messages there are, those that expire cost nothing: the forecast
// is the run.
func TestForecastIsTheRunWhereMostExpire(t *testing.T) {
	s := settings(t, `{"messages": 100000000, "seed": 3, "mode": "instant", "timeToLive": 60, "senderGroups": [{"senders": 100, "failureRate": 0.05}]}`)
	f, err := Of(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	c := f.Plan.Totals
	if c.Ended() != s.Messages || c.Attempts != c.Delivered+c.Failed {
		t.Errorf("totals %+v", c)
	}
	// 100 senders of 10 s begin six or seven attempts each within a minute.
	if c.Attempts < 600 || c.Attempts > 700 {
		t.Errorf("%d attempts", c.Attempts)
	}
}

// randomSettings draws small settings with at least one objective.
func randomSettings(t *rapid.T) simulation.Settings {
	s := simulation.DefaultSettings()
	s.Mode = simulation.Instant
	s.Messages = rapid.Int64Range(1, 3000).Draw(t, "messages")
	s.Seed = rapid.Int64Range(0, 1000).Draw(t, "seed")
	s.Retry.MaxAttempts = rapid.IntRange(1, 4).Draw(t, "attempts")
	s.SenderGroups = nil
	for range rapid.IntRange(1, 3).Draw(t, "groups") {
		g := simulation.DefaultSettings().SenderGroups[0]
		g.Senders = rapid.IntRange(1, 20).Draw(t, "senders")
		g.FailureRate = rapid.Float64Range(0, 0.3).Draw(t, "failureRate")
		if rapid.Bool().Draw(t, "limited") {
			g.RatePerSecond = new(rapid.Float64Range(0.5, 50).Draw(t, "rate"))
		}
		s.SenderGroups = append(s.SenderGroups, g)
	}
	if rapid.Bool().Draw(t, "expires") {
		s.TimeToLive = new(rapid.Float64Range(60, 5000).Draw(t, "timeToLive"))
	}
	s.Objectives = []simulation.Objective{{
		Share:  rapid.Float64Range(0.1, 1).Draw(t, "share"),
		Within: rapid.Float64Range(5, 5000).Draw(t, "within"),
	}}
	return s
}

// The answer meets every objective, one sender fewer does not; and where there
// is no answer the most senders do not.
func TestFewestSenders(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := randomSettings(t)
		group := rapid.IntRange(-1, len(s.SenderGroups)-1).Draw(t, "group")
		n, found, err := newSearch(s, group).fewest(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		search := newSearch(s, group)
		least, most := search.bounds()
		if !found {
			if p, err := search.try(context.Background(), most); err != nil || p.Met {
				t.Fatalf("no answer, yet %d senders: %+v, %v", most, p, err)
			}
			return
		}
		if p, err := search.try(context.Background(), n); err != nil || !p.Met {
			t.Fatalf("%d senders do not meet the objective: %+v, %v", n, p, err)
		}
		if n > least {
			if p, err := search.try(context.Background(), n-1); err != nil || p.Met {
				t.Fatalf("%d senders are enough, the answer was %d: %v", n-1, n, err)
			}
		}
	})
}

func TestFewestSendersAnswersWithForecastAndCurve(t *testing.T) {
	s := settings(t, `{"messages": 1000, "seed": 1, "senderGroups": [{"senders": 3}, {"senders": 1}]}`)
	got, err := FewestSenders(t.Context(), s, -1)
	if err != nil {
		t.Fatal(err)
	}
	if got.Groups[0]+got.Groups[1] != got.Senders || got.Groups[0] < 2*got.Groups[1] {
		t.Errorf("%d senders split into %v, not three to one", got.Senders, got.Groups)
	}
	if at := got.Forecast.Plan.Objectives[0]; !at.Reached || at.At.Seconds() > 900 {
		t.Errorf("the forecast of the answer misses the objective: %+v", at)
	}
	for i, p := range got.Curve {
		if i > 0 && p.Senders <= got.Curve[i-1].Senders {
			t.Errorf("the curve does not go from few to many: %+v", got.Curve)
		}
		if p.Senders == got.Senders && !p.Met || p.Senders == got.Senders-1 && p.Met {
			t.Errorf("%d senders: met is %v, the answer %d", p.Senders, p.Met, got.Senders)
		}
	}
}

func TestWhyNoSendersSuffice(t *testing.T) {
	for name, row := range map[string]struct{ raw, says string }{
		"rate":     {`{"messages": 1000, "seed": 1, "senderGroups": [{"ratePerSecond": 1}], "objectives": [{"share": 1, "within": 900}]}`, "rate"},
		"failures": {`{"messages": 1000, "seed": 1, "senderGroups": [{"failureRate": 0.2}], "objectives": [{"share": 0.95, "within": 900}]}`, "fail"},
		"time-to-live": {`{"messages": 1000, "seed": 1, "timeToLive": 5, "objectives": [{"share": 0.95, "within": 900}],
			"retry": {"maxAttempts": 10, "initialBackoff": 1, "jitter": false}, "senderGroups": [{"failureRate": 0.3, "sendTime": {"distribution": "constant", "mean": 1}}]}`, "time-to-live"},
		"send time": {`{"messages": 1000, "seed": 1, "objectives": [{"share": 0.95, "within": 2}]}`, "too long"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := FewestSenders(t.Context(), settings(t, row.raw), -1)
			if err != nil {
				t.Fatal(err)
			}
			if got.Senders != 0 || !strings.Contains(got.Reason, row.says) {
				t.Errorf("%d senders, reason %q", got.Senders, got.Reason)
			}
		})
	}
}

func TestProportion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		weights := rapid.SliceOfN(rapid.IntRange(1, 1000), 1, 8).Draw(t, "weights")
		n := rapid.IntRange(len(weights), 10_000).Draw(t, "n")
		sum := 0
		for _, p := range proportion(weights, n) {
			if p < 1 {
				t.Fatalf("a group without senders")
			}
			sum += p
		}
		if sum != n {
			t.Fatalf("parts add up to %d, not %d", sum, n)
		}
	})
}
