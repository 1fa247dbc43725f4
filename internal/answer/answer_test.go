package answer_test

import (
	"context"
	"testing"
	"time"

	"alertsim/internal/answer"
	"alertsim/internal/forecast"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

func decoded(t *testing.T, document string) settings.Settings {
	t.Helper()
	s, err := settings.DecodeForecast([]byte(document))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func planned(t *testing.T, document string) (settings.Settings, *simulation.Plan) {
	t.Helper()
	s := decoded(t, document)
	plan, err := forecast.Of(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	return s, plan
}

// each is a group whose attempts all take so long.
const (
	each10s  = `"sendTime": {"distribution": "constant", "mean": 10}`
	each1s   = `"sendTime": {"distribution": "constant", "mean": 1}`
	calendar = `"startAt": "2026-11-30T20:00:00+01:00", "zone": "Europe/Berlin"`
)

// Every time and number follows on paper from constant send times: with 2 senders of 10 s, 10 messages take 5 rounds.
func TestSentences(t *testing.T) {
	for name, c := range map[string]struct{ settings, want string }{
		"everybody at once with the share": {
			`{"messages": 10, "senderGroups": [{"senders": 2, ` + each10s + `}]}`,
			"All 10 people are reached after 50 s, as wanted within 15 min; the number of senders decides.",
		},
		"no objective": {
			`{"messages": 40, "objectives": [], "senderGroups": [{"senders": 1, ` + each10s + `}]}`,
			"95 % of 40 people are reached after 6 min 20 s; everybody after 6 min 40 s; the number of senders decides.",
		},
		"late, large": {
			`{"messages": 1000000, "senderGroups": [{"senders": 1000, ` + each1s + `}], "objectives": [{"share": 0.95, "within": 900}]}`,
			"95 % of 1,000,000 people are reached after 15 min 50 s, 50 s later than wanted; everybody after 16 min 40 s; the number of senders decides.",
		},
		"the first that is missed, of several": {
			`{"messages": 10, "senderGroups": [{"senders": 1, ` + each10s + `}], "objectives": [{"share": 0.1, "within": 10}, {"share": 0.5, "within": 40}, {"share": 1, "within": 50}]}`,
			"50 % of 10 people are reached after 50 s, 10 s later than wanted; everybody after 1 min 40 s; the number of senders decides.",
		},
		"all of them": {
			`{"messages": 10, "senderGroups": [{"senders": 1, ` + each10s + `}], "objectives": [{"share": 1, "within": 100}]}`,
			"All 10 people are reached after 1 min 40 s, as wanted within 1 min 40 s; the number of senders decides.",
		},
		"nobody": {
			`{"messages": 10, "senderGroups": [{"failureRate": 1, ` + each10s + `}]}`,
			"None of 10 people is reached; failed attempts decide.",
		},
		"one": {
			`{"messages": 1, "senderGroups": [{` + each10s + `}]}`,
			"The one person is reached after 10 s, as wanted within 15 min; how long one attempt takes decides.",
		},
		"not even one": {
			`{"messages": 1, "senderGroups": [{"failureRate": 1, ` + each10s + `}]}`,
			"The one person is never reached; failed attempts decide.",
		},
		"one of several": {
			`{"messages": 10, "timeToLive": 5, "senderGroups": [{"senders": 1, ` + each10s + `}]}`,
			"Only 1 of 10 people is ever reached, not 95 %; 9 never; the time to live decides.",
		},
		"too few senders for the time to live": {
			`{"messages": 100, "timeToLive": 600, "senderGroups": [{"senders": 1, ` + each10s + `}]}`,
			"Only 60.0 % of 100 people are ever reached, not 95 %, the last after 10 min; 40 never; the number of senders decides.",
		},
		"one never": {
			`{"messages": 20, "timeToLive": 190, "senderGroups": [{"senders": 1, ` + each10s + `}]}`,
			"95 % of 20 people are reached after 3 min 10 s, as wanted within 15 min; 1 never; the number of senders decides.",
		},
		"rate": { // the 95th starts at 94 s
			`{"messages": 100, "objectives": [], "senderGroups": [{"senders": 100, "ratePerSecond": 1, ` + each1s + `}]}`,
			"95 % of 100 people are reached after 1 min 35 s; everybody after 1 min 40 s; the rate limit decides.",
		},
		"two rates": {
			`{"messages": 100, "objectives": [], "senderGroups": [{"name": "a", "senders": 50, "ratePerSecond": 1, ` + each1s + `}, {"name": "b", "senders": 50, "ratePerSecond": 1, ` + each1s + `}]}`,
			"95 % of 100 people are reached after 48 s; everybody after 50 s; the rate limits decide.",
		},
		"one group stands out": { // 10 times the other's
			`{"messages": 110, "objectives": [], "senderGroups": [{"name": "a", "senders": 10, ` + each10s + `}, {"name": "b", "senders": 1, ` + each10s + `}]}`,
			"All 110 people are reached after 1 min 40 s; the number of senders of a decides.",
		},
		"a cap that waits": { // 50 at 0, 50 an hour later
			`{"messages": 100, "objectives": [], "senderGroups": [{"senders": 100, ` + each1s + `}],
				"caps": [{"name": "hourly", "count": 50, "unit": "messages", "window": {"seconds": 3600}}]}`,
			"All 100 people are reached after 1 h 0 min 1 s; the cap hourly decides.",
		},
		"a daily cap that fails": {
			`{"messages": 100, ` + calendar + `, "senderGroups": [{"senders": 100, ` + each1s + `}],
				"caps": [{"name": "carrier", "count": 40, "unit": "messages", "window": {"daily": "Europe/Berlin"}, "over": "fail"}]}`,
			"Only 40.0 % of 100 people are ever reached, not 95 %, the last after 1 s; 60 never; the daily cap carrier decides.",
		},
		"closed": { // from 20:00 to 08:00
			`{"messages": 10, ` + calendar + `, "objectives": [], "senderGroups": [{"senders": 1, ` + each10s + `, "openHours": [{"from": "08:00", "to": "20:00"}]}]}`,
			"All 10 people are reached after 12 h 1 min 40 s; the hours in which nothing is sent decide.",
		},
		"confirmations": {
			`{"messages": 100, "channels": [{"name": "call", "acknowledgement": {"share": 0.000001, "time": {"distribution": "constant", "mean": 5}}}],
				"objectives": [{"share": 0.5, "within": 60, "of": "acknowledged"}], "senderGroups": [{"senders": 100, ` + each1s + `}]}`,
			"None of 100 people confirms; how many confirm decides.",
		},
		"confirmed": {
			`{"messages": 100, "channels": [{"name": "call", "acknowledgement": {"share": 1, "time": {"distribution": "constant", "mean": 5}}}],
				"objectives": [{"share": 0.5, "within": 60, "of": "acknowledged"}], "senderGroups": [{"senders": 10, ` + each1s + `}]}`,
			"50 % of 100 people confirm after 10 s, as wanted within 1 min; the number of senders decides.",
		},
		"an audience that comes later": {
			`{"messages": 100, "audience": [{"name": "ward", "messages": 20, "at": 60}], "objectives": [{"share": 0.5, "within": 60, "audience": "ward"}],
				"senderGroups": [{"senders": 1000, ` + each1s + `}]}`,
			"ward: all 20 people are reached after 1 s, as wanted within 1 min.",
		},
		"an audience of nobody": {
			`{"messages": 100, "audience": [{"name": "ward", "messages": 0}], "objectives": [{"share": 0.5, "within": 60, "audience": "ward"}]}`,
			"ward: there is nobody to reach.",
		},
		"no channel": {
			`{"messages": 100, "channels": [{"name": "call"}], "audience": [{"name": "deaf", "messages": 30, "channels": []}],
				"senderGroups": [{"senders": 70, ` + each1s + `}]}`,
			"Only 70.0 % of 100 people are ever reached, not 95 %, the last after 1 s; 30 never; missing channels decide.",
		},
		"within the budget": {
			`{"messages": 10, "senderGroups": [{"senders": 2, ` + each10s + `, "price": {"perAttempt": 0.5}}], "objectives": [{"budget": 5}]}`,
			"All 10 people are reached after 50 s; it costs 5.00 USD, within the budget of 5.00 USD; the number of senders decides.",
		},
		"over one of two budgets": {
			`{"messages": 10, "senderGroups": [{"senders": 2, ` + each10s + `, "price": {"perAttempt": 0.5}}], "objectives": [{"budget": 6}, {"budget": 4}]}`,
			"All 10 people are reached after 50 s; it costs 5.00 USD, more than the budget of 4.00 USD; the number of senders decides.",
		},
		"steps": { // a confirmation that never comes is waited for, an hour at a time
			`{"messages": 1, "channels": [{"name": "call", "neverReached": 1}, {"name": "sms"}], "objectives": [], "retry": {"maxAttempts": 2, "delays": [3600]},
				"steps": [{"channel": "call"}, {"channel": "sms"}],
				"senderGroups": [{"name": "a", "channel": "call", "senders": 1, ` + each1s + `}, {"name": "b", "channel": "sms", "senders": 1, ` + each1s + `}]}`,
			"The one person is reached after 1 h 0 min 3 s; the waits between steps decide.",
		},
	} {
		s, plan := planned(t, c.settings)
		if got := answer.Of(s, plan, nil).Sentence(); got != c.want {
			t.Errorf("%s:\n%s, want\n%s", name, got, c.want)
		}
	}
}

// Of 1,000 messages some fail for good, and no objective had the instant of 95 % computed: the bin that holds it is told.
func TestRoughInstant(t *testing.T) {
	s, plan := planned(t, `{"messages": 1000, "seed": 1, "objectives": [], "senderGroups": [{"senders": 1, "failureRate": 0.02, `+each1s+`}]}`)
	a := answer.Of(s, plan, nil)
	asked, exact := planned(t, `{"messages": 1000, "seed": 1, "objectives": [{"share": 0.95, "within": 1}], "senderGroups": [{"senders": 1, "failureRate": 0.02, `+each1s+`}]}`)
	at := *answer.Of(asked, exact, nil).After
	if a.Exact || a.Never() == 0 || *a.After < at || *a.After-at > plan.Timeline.BinWidth {
		t.Errorf("after %v, %v never; it is %v, and a bin is %v", *a.After, a.Never(), at, plan.Timeline.BinWidth)
	}
}

// A wait of an hour after the one attempt that fails.
func TestRetriesDecide(t *testing.T) {
	for seed := range 100 {
		s := decoded(t, `{"messages": 1, "objectives": [], "retry": {"maxAttempts": 2, "delays": [3600]}, "senderGroups": [{"senders": 1, "failureRate": 0.5, `+each10s+`}]}`)
		s.Seed = int64(seed)
		plan, err := forecast.Of(context.Background(), s)
		if err != nil {
			t.Fatal(err)
		}
		if plan.Totals.Attempts < 2 || plan.Totals.Delivered == 0 {
			continue
		}
		if got := answer.Of(s, plan, nil).Sentence(); got != "The one person is reached after 1 h 0 min 20 s; the waits between attempts decide." {
			t.Error(got)
		}
		return
	}
	t.Fatal("no seed with one failure")
}

// What bounds the result goes by what was measured, and says so.
func TestMeasuredBound(t *testing.T) {
	s, plan := planned(t, `{"messages": 1000, "objectives": [], "senderGroups": [{"name": "a", "senders": 10, `+each1s+`}, {"name": "b", "senders": 40, "ratePerSecond": 9, `+each1s+`}]}`)
	bounds, err := forecast.FindBounds(context.Background(), s, plan)
	if err != nil {
		t.Fatal(err)
	}
	got := answer.Of(s, plan, &bounds).Bound
	if got == nil || !got.Measured || got.Path != "senderGroups[0].senders" || got.Words() != "the number of senders of a decides" {
		t.Errorf("%+v", got)
	}
	bounds.Relaxed = nil // nothing could be relaxed: senders and rates are ruled out then
	if got := answer.Of(s, plan, &bounds).Bound; got != nil {
		t.Errorf("%+v", got)
	}
}

// How far a simulation is, in every state.
func TestSoFar(t *testing.T) {
	s, plan := planned(t, `{"messages": 1000, "objectives": [], "senderGroups": [{"senders": 1, `+each1s+`}]}`)
	start := time.Date(2026, 11, 30, 20, 0, 0, 0, time.UTC)
	in := func(state simulation.State) simulation.Simulation {
		return simulation.Simulation{State: state, Settings: s, Plan: plan, StartedAt: start, Shards: []simulation.Shard{{
			Clock: 90_500_000, Counts: simulation.Counts{Delivered: 90, Attempts: 90},
		}}}
	}
	early := in(simulation.Cancelled)
	early.StartedAt = time.Time{}
	for _, c := range []struct {
		simulation simulation.Simulation
		want       string
	}{
		{in(simulation.Preparing), "It is being prepared; nobody is reached yet."},
		{in(simulation.Ready), "It is ready; nobody is reached yet."},
		{in(simulation.Running), "So far 90 of 1,000 people are reached, after 1 min 30 s."},
		{in(simulation.Completed), "95 % of 1,000 people are reached after 15 min 50 s; everybody after 16 min 40 s; the number of senders decides."},
		{in(simulation.Cancelled), "It was cancelled after 1 min 30 s; 90 of 1,000 people were reached by then."},
		{in(simulation.Failed), "It failed after 1 min 30 s; 90 of 1,000 people were reached by then."},
		{early, "It was cancelled before it was started; nobody was reached."},
	} {
		if got := answer.SoFar(c.simulation, start.Add(time.Minute)); got != c.want {
			t.Errorf("%s: %q, want %q", c.simulation.State, got, c.want)
		}
	}
}
