package httpapi_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"

	"alertsim/internal/result"
)

// A forecast equals the instant run with the same seed, field for field, and
// needs no session.
func TestForecastEqualsTheRun(t *testing.T) {
	e := newEnv(t)
	answer := read[result.ForecastAnswer](t, e.call("POST", "/api/forecast", instant, 200))
	e.open()
	run := e.completed()
	if !reflect.DeepEqual(answer.Forecast, *run.Forecast) || !reflect.DeepEqual(answer.Settings, run.Settings) {
		t.Errorf("forecast %+v\nrun %+v", answer.Forecast, *run.Forecast)
	}
}

func TestForecastOfALiveRun(t *testing.T) {
	e := newEnv(t)
	// Too slow for a live run: to say so is what a forecast is for.
	answer := read[result.ForecastAnswer](t, e.call("POST", "/api/forecast", `{"messages": 1000000, "seed": 1}`, 200))
	if answer.WallSeconds < 24*3600 || answer.SimulatorCost == nil || answer.SimulatorCost.Total <= 0 || answer.SimulatorCost.Viewer <= 0 {
		t.Errorf("wall %v s, cost %+v", answer.WallSeconds, answer.SimulatorCost)
	}
}

func TestForecastReplications(t *testing.T) {
	e := newEnv(t)
	answer := read[result.ForecastAnswer](t, e.call("POST", "/api/forecast?replications=20", instant, 200))
	r := answer.Replications
	if r == nil || r.Runs != 20 || r.Confidence != 0.95 || len(r.Figures) == 0 || len(r.Objectives) != 1 {
		t.Fatalf("replications %+v", r)
	}
	for _, f := range r.Figures {
		if i := f.Interval; i == nil || !(f.Min <= i.Low && i.Low <= f.Median && f.Median <= i.High && i.High <= f.Max && f.Min <= f.Mean && f.Mean <= f.Max) || f.Runs > 20 {
			t.Errorf("%+v %+v", f, f.Interval)
		}
	}
	if o := r.Objectives[0]; !(0 <= o.Interval.Low && o.Interval.Low <= o.Met && o.Met <= o.Interval.High && o.Interval.High <= 1) || r.Precision != nil {
		t.Errorf("%+v %+v", o, r.Precision)
	}
	// Three runs tell no interval, and a precision that is not reached is told.
	r = read[result.ForecastAnswer](t, e.call("POST", "/api/forecast?replications=3&precision=0.5", instant, 200)).Replications
	if r.Runs != 3 || r.Figures[0].Interval != nil || r.Precision == nil || r.Precision.Met || r.Precision.Reached != nil {
		t.Errorf("%+v %+v", r, r.Precision)
	}
	r = read[result.ForecastAnswer](t, e.call("POST", "/api/forecast?replications=40&precision=0.0001", instant, 200)).Replications
	if p := r.Precision; r.Runs != 40 || p.Met || p.Wanted != 0.0001 || p.Figure == "" {
		t.Errorf("%+v %+v", r, p)
	}
}

// What a run of several comes to is what a forecast with its seed does.
func TestForecastTellsEveryRun(t *testing.T) {
	e := newEnv(t)
	settings := func(seed int) string {
		return fmt.Sprintf(`{"messages": 40, "seed": %d, "retry": {"maxAttempts": 2}, "senderGroups": [{"failureRate": 0.3}], "objectives": [{"share": 0.9, "within": 60}, {"share": 1, "within": 600}]}`, seed)
	}
	r := read[result.ForecastAnswer](t, e.call("POST", "/api/forecast?replications=8&values=true", settings(5), 200)).Replications
	never := 0
	for i := range 8 {
		one := read[result.ForecastAnswer](t, e.call("POST", "/api/forecast", settings(5+i), 200))
		if f := r.Figures[0]; f.Name != "makespan" || len(f.Values) != 8 || *f.Values[i] != one.Makespan {
			t.Errorf("run %d: %s of %v, want %v", i, f.Name, *f.Values[i], one.Makespan)
		}
		for j, o := range r.Objectives {
			if !reflect.DeepEqual(o.Values[i], one.Objectives[j].At) {
				t.Errorf("run %d, objective %d: %v, want %v", i, j, o.Values[i], one.Objectives[j].At)
			}
			if o.Values[i] == nil {
				never++
			}
		}
	}
	if never == 0 || never == 16 {
		t.Errorf("%d of 16 are never reached: the other case is not tried", never)
	}
	for _, f := range read[result.ForecastAnswer](t, e.call("POST", "/api/forecast?replications=2", settings(5), 200)).Replications.Figures {
		if f.Values != nil {
			t.Errorf("%s: told unasked", f.Name)
		}
	}
}

// By hand: 1,000 messages by 10 senders take 100 s, by 20 they take 50 s, and nothing else would help.
func TestForecastTellsWhatWouldHelp(t *testing.T) {
	e := newEnv(t)
	const alert = `{"messages": %s, "seed": 1, "objectives": [{"share": 1, "within": 60}],
		"senderGroups": [{"senders": 10, "sendTime": {"distribution": "constant", "mean": 1}}]}`
	answer := read[result.ForecastAnswer](t, e.call("POST", "/api/forecast?changes=true&bounds=true", strings.Replace(alert, "%s", "1000", 1), 200))
	c := answer.Changes
	if answer.Bounds == nil || c == nil || c.Objective == nil || *c.At != 100 || c.Count != 1000 || c.Of != 1000 || len(c.Best) != 1 {
		t.Fatalf("%+v", c)
	}
	best := c.Best[0]
	if best.Path != "senderGroups[0].senders" || *best.At != 50 || best.Gain != 50 || !best.Helps || best.Settings.SenderGroups[0].Senders != 20 {
		t.Errorf("%+v", best)
	}
	if answer := read[result.ForecastAnswer](t, e.call("POST", "/api/forecast", strings.Replace(alert, "%s", "1000", 1), 200)); answer.Changes != nil {
		t.Errorf("told unasked: %+v", answer.Changes)
	}
}

// By hand: 100 messages by 10 senders, an attempt a second, are 10 rounds.
func TestForecastTellsHowItStands(t *testing.T) {
	e := newEnv(t)
	const alert = `{"messages": 100, "seed": 1, "senderGroups": [{"name": "a", "senders": 10, "sendTime": {"distribution": "constant", "mean": 1}}]}`
	m := read[result.ForecastAnswer](t, e.call("POST", "/api/forecast?moments=4", alert, 200)).Moments
	want := result.Moments{
		Seconds: []float64{0, 2.5, 5, 7.5, 10}, Untried: []int64{90, 70, 40, 20, 0}, Again: []int64{0, 0, 0, 0, 0},
		InFlight: []int64{10, 10, 10, 10, 0}, Delivered: []int64{0, 20, 50, 70, 100}, Failed: make([]int64, 5), Expired: make([]int64, 5),
		Groups: []result.GroupMoments{{Name: "a", Senders: 10, Busy: []int{10, 10, 10, 10, 0}, Attempts: []int64{0, 20, 50, 70, 100}, Delivered: []int64{0, 20, 50, 70, 100}}},
	}
	if m == nil || !reflect.DeepEqual(*m, want) {
		t.Errorf("got %+v, want %+v", m, want)
	}
	if answer := read[result.ForecastAnswer](t, e.call("POST", "/api/forecast", alert, 200)); answer.Moments != nil {
		t.Errorf("told unasked: %+v", answer.Moments)
	}
}

func TestForecastRefusals(t *testing.T) {
	e := newEnv(t)
	for _, row := range []struct{ path, body, location, says string }{
		{"/api/forecast", `{"messages": 0}`, "body.messages", "between 1 and"},
		{"/api/forecast?replications=500", `{"messages": 1000000}`, "query.replications", "at most 100"},
		{"/api/forecast?replications=0", `{}`, "query.replications", ""},
		{"/api/forecast?precision=2", `{}`, "query.precision", ""},
		{"/api/forecast?precision=0.1", `{}`, "query.precision", "several"},
		{"/api/forecast?replications=1000", `{"messages": 20000, "retry": {"maxAttempts": 10}}`, "query.replications", "at most 500"},
		{"/api/forecast?changes=true&replications=2", `{}`, "query.changes", "one seed"},
		{"/api/forecast?changes=true", `{"messages": 100000000, "mode": "instant"}`, "query.changes", "at most 100,000,000"},
		{"/api/forecast?moments=241", `{}`, "query.moments", ""},
		{"/api/forecast?moments=10&replications=2", `{}`, "query.moments", "one seed"},
		{"/api/forecast?bounds=true&replications=2", `{}`, "query.bounds", "one seed"},
		{"/api/forecast/senders", `{"objectives": []}`, "body.objectives", "at least one"},
		{"/api/forecast/senders?group=1", `{}`, "query.group", "index"},
		{"/api/forecast/senders?group=x", `{}`, "query.group", "index"},
		{"/api/forecast/senders", `{"messages": 6000000, "mode": "instant"}`, "body.messages", "at most 5,000,000"},
		{"/api/forecast/senders?probability=0", `{}`, "query.probability", ""},
		{"/api/forecast/senders?probability=1.1", `{}`, "query.probability", ""},
		{"/api/forecast/senders", `{"senderGroups": [{"ratePerSecond": 1}]}`, "body.objectives", "rate"},
	} {
		p := e.call("POST", row.path, row.body, 422).problem(t)
		if len(p.Errors) == 0 || p.Errors[0].Location != row.location || !strings.Contains(p.Errors[0].Message, row.says) {
			raw, _ := json.Marshal(p)
			t.Errorf("POST %s %s: %s", row.path, row.body, raw)
		}
	}
}

// Many at once all get their answer, and the rest of the API goes on.
func TestFiftyForecastsAtOnce(t *testing.T) {
	e := newEnv(t)
	var calls sync.WaitGroup
	statuses := make([]int, 50)
	for i := range statuses {
		calls.Go(func() { statuses[i] = e.send("POST", "/api/forecast", `{"messages": 20000, "mode": "instant"}`).status })
	}
	e.call("GET", "/api/health", "", 200)
	calls.Wait()
	for _, status := range statuses {
		if status != 200 && status != 429 {
			t.Errorf("status %d", status)
		}
	}
}
