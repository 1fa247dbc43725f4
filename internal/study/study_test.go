package study

import (
	"context"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"alertsim/internal/fault"
	"alertsim/internal/schedule"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

func queryOf(t testing.TB, raw string) Query {
	t.Helper()
	q, err := Decode([]byte(raw))
	if err != nil {
		t.Fatalf("%v: %+v", err, fieldsOf(err))
	}
	return q
}

func fieldsOf(err error) []fault.FieldError {
	if invalid, ok := errors.AsType[*fault.Error](err); ok {
		return invalid.Fields
	}
	return nil
}

func prepared(t testing.TB, q Query) Estimate {
	t.Helper()
	e, err := q.Prepare(1 << 30)
	if err != nil {
		t.Fatalf("%v: %+v", err, fieldsOf(err))
	}
	return e
}

func resultsOf(t testing.TB, q Query, workers int) *Results {
	t.Helper()
	r := NewResults(q, prepared(t, q).Layout)
	if err := (Pool{Workers: workers}).Run(t.Context(), r, nil); err != nil {
		t.Fatal(err)
	}
	if !r.Complete() {
		t.Fatal("it is not complete")
	}
	return r
}

// plain is what a run comes to, by the naive way: settings changed by hand, compiled anew for every seed, no chunk.
func plain(t *testing.T, s settings.Settings) *simulation.Plan {
	t.Helper()
	compiled, err := schedule.Compile(s)
	if err != nil {
		t.Fatal(err)
	}
	p, err := compiled.Planner()
	if err != nil {
		t.Fatal(err)
	}
	for !p.Step(1000) {
	}
	plan, err := p.Plan()
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

const small = `{"settings": {"messages": 300, "seed": 9007199254740990, "senderGroups": [
		{"name": "sms", "senders": 3, "failureRate": 0.2, "price": {"perAttempt": 0.01}}, {"name": "calls", "senders": 1, "sendTime": {"distribution": "exponential"}}],
		"retry": {"maxAttempts": 3}, "objectives": [{"share": 0.5, "within": 300}, {"budget": 4}]},
	"vary": [{"name": "people", "path": "messages", "values": [100, 300]},
		{"path": "senderGroups[sms].senders", "range": {"from": 1, "to": 10, "count": 3}},
		{"name": "plan", "alternatives": [{"name": "as it is", "set": {}}, {"name": "patient", "set": {"retry.maxAttempts": 5, "senderGroups[calls].senders": 2}}]}],
	"replications": 3}`

// Every run of every point is that of the settings changed by hand, with the next seeds after the settings' own.
func TestRunsAreThoseOfTheirSettings(t *testing.T) {
	q := queryOf(t, small)
	results := resultsOf(t, q, 2)
	base, err := settings.DecodeForecast([]byte(`{"messages": 300, "seed": 0, "senderGroups": [
		{"name": "sms", "senders": 3, "failureRate": 0.2, "price": {"perAttempt": 0.01}}, {"name": "calls", "senders": 1, "sendTime": {"distribution": "exponential"}}],
		"retry": {"maxAttempts": 3}, "objectives": [{"share": 0.5, "within": 300}, {"budget": 4}]}`))
	if err != nil {
		t.Fatal(err)
	}
	point := 0
	for _, messages := range []int64{100, 300} {
		for _, senders := range []int{1, 6, 10} { // 5.5 is rounded up
			for _, patient := range []bool{false, true} {
				runs, ok := results.RunsOf(point)
				if !ok || len(runs) != 3 {
					t.Fatalf("point %d: %d runs, %v", point, len(runs), ok)
				}
				for i, seed := range []int64{settings.MaxSeed - 1, settings.MaxSeed, 0} {
					s := base
					s.SenderGroups = slices.Clone(base.SenderGroups)
					s.Messages, s.Seed, s.SenderGroups[0].Senders = messages, seed, senders
					if patient {
						s.Retry.MaxAttempts, s.SenderGroups[1].Senders = 5, 2
					}
					p := plain(t, s)
					_, cost := simulation.Charges(s, p)
					run := runs[i]
					want := map[int]int64{
						0: int64(p.Makespan), 1: p.Totals.Delivered, 2: p.Totals.Failed, 3: p.Totals.Expired, 7: cost.Int64(), 8: p.Totals.Attempts,
						10: int64(p.Latency.P50), 14: int64(p.Latency.Max),
					}
					if p.Objectives[0].Reached {
						want[15] = int64(p.Objectives[0].At)
					}
					for figure, x := range want {
						if got, has := run.Value(figure); !has || got != x {
							t.Errorf("point %d, seed %d, figure %d: %d (%v), want %d", point, seed, figure, got, has, x)
						}
					}
					if _, has := run.Value(4); has {
						t.Errorf("point %d: the first version of the model has no unreachable messages", point)
					}
					met := uint32(0)
					if p.Objectives[0].Reached && p.Objectives[0].At <= 300_000_000 {
						met |= 1
					}
					if cost.Int64() <= 4_000_000 {
						met |= 2
					}
					if run.Met != met {
						t.Errorf("point %d, seed %d: met %b, want %b", point, seed, run.Met, met)
					}
				}
				point++
			}
		}
	}
	if point != q.Points() {
		t.Errorf("%d points, not %d", q.Points(), point)
	}
}

// However many compute, in whichever order, however often, and however the study is cut, the runs are the same.
func TestRunsDoNotDependOnWhoMakesThem(t *testing.T) {
	q := queryOf(t, small)
	want := resultsOf(t, q, 1)
	seed := rand.Uint64()
	random := rand.New(rand.NewPCG(seed, 0))
	for range 20 {
		layout, left := Layout{}, q.Runs()
		for left > 0 {
			n := 1 + random.IntN(min(left, 7))
			layout.add(n)
			left -= n
		}
		got := NewResults(q, layout)
		order := random.Perm(layout.Chunks())
		order = append(order, order[:len(order)/2]...) // some twice
		for i, chunk := range order {
			runs, err := q.Compute(t.Context(), layout.Span(chunk), func(ctx context.Context, _ float64) error { return ctx.Err() })
			if err != nil {
				t.Fatal(err)
			}
			decoded, err := DecodeRuns(EncodeRuns(runs), len(runs))
			if err != nil || !reflect.DeepEqual(decoded, runs) {
				t.Fatalf("chunk %d is read as %+v, not %+v (%v)", chunk, decoded, runs, err)
			}
			if again := i >= layout.Chunks(); got.Put(chunk, decoded) == again {
				t.Errorf("chunk %d: new is %v", chunk, !again)
			}
		}
		if !got.Complete() || !reflect.DeepEqual(got.runs, want.runs) {
			t.Fatalf("cut as %v they are others (seed %d)", layout, seed)
		}
	}
}

// A study that ended early goes on where it was.
func TestPoolGoesOn(t *testing.T) {
	q := queryOf(t, small)
	want := resultsOf(t, q, 1)
	var layout Layout
	for range q.Runs() {
		layout.add(1)
	}
	got := NewResults(q, layout)
	for range 100 {
		ctx, stop := context.WithCancel(t.Context())
		kept := 0
		err := Pool{Workers: 2}.Run(ctx, got, func(chunk int, _ []Run) error {
			if got.Made(chunk) {
				t.Errorf("chunk %d is made twice", chunk)
			}
			if kept++; kept == 5 {
				stop()
			}
			return nil
		})
		stop()
		if got.Complete() {
			break
		}
		if !errors.Is(err, context.Canceled) || kept < 5 {
			t.Fatalf("%d chunks, %v", kept, err)
		}
	}
	if !reflect.DeepEqual(got.runs, want.runs) {
		t.Error("the runs are others")
	}
	full := errors.New("disk full")
	err := Pool{}.Run(t.Context(), NewResults(q, layout), func(int, []Run) error { return full })
	if !errors.Is(err, full) {
		t.Errorf("%v", err)
	}
}

// A query is read back as it is written, with what was drawn.
func TestQueryIsWrittenWhole(t *testing.T) {
	for _, raw := range []string{small, `{}`, `{"find":"fastest","probability":0.5,"replications":7,"name":"a","vary":[{"path":"timeToLive","values":[null,60]},{"path":"retry.jitter","values":[true,0.5]}]}`} {
		q := queryOf(t, raw)
		written, err := json.Marshal(q)
		if err != nil {
			t.Fatal(err)
		}
		again := queryOf(t, string(written))
		twice, _ := json.Marshal(again)
		if string(twice) != string(written) {
			t.Errorf("%s\nis read as\n%s", written, twice)
		}
		for point := range q.Points() {
			a, err := q.SettingsOf(point)
			b, err2 := again.SettingsOf(point)
			if err != nil || err2 != nil || !reflect.DeepEqual(a, b) {
				t.Errorf("%s: point %d differs (%v, %v)", raw, point, err, err2)
			}
		}
	}
}

func TestStudiesAreChecked(t *testing.T) {
	many := strings.Repeat("1,", 200)
	alternatives := strings.Repeat(`{"name":"a","set":{}},`, 1000)
	for raw, want := range map[string]string{
		`[]`:                      "a study must be a JSON object",
		`{"vary":1}`:              "vary: must be a list",
		`{"var":[]}`:              "var: is not a field; there are name, settings, vary",
		`{"name":"a","name":"b"}`: "name: is given twice",
		`{"replications":0}`:      "replications: must be a whole number from 1 to 1,000",
		`{"replications":1.5}`:    "replications: must be a whole number",
		`{"replications":"many"}`: "replications: must be a whole number",
		`{"replications":1e400}`:  "replications: must be a whole number",
		`{"probability":0}`:       "probability: must be above 0",
		`{"find":"best"}`:         "find: must be one of grid, cheapest, fastest",
		`{"vary":[{}]}`:           "vary[0]: must have either values, a range or alternatives",
		`{"vary":[{"path":"messages","values":[1],"range":{}}]}`:                                                     "vary[0]: must have either",
		`{"vary":[{"path":"mesages","values":[1]}]}`:                                                                 `vary[0].path: "mesages": mesages is not a field`,
		`{"vary":[{"path":"seed","values":[1]}]}`:                                                                    "vary[0].path: seeds vary with the replications",
		`{"vary":[{"path":"messages","values":[]}]}`:                                                                 "vary[0].values: must be a list of values",
		`{"vary":[{"path":"messages","values":[1,1]}]}`:                                                              "vary[0].values: has 1 twice",
		`{"vary":[{"path":"messages","values":[[1]]}]}`:                                                              "vary[0].values[0]: must be a number",
		`{"vary":[{"path":"messages","range":{"from":1,"to":9}}]}`:                                                   "vary[0].range.count: is needed",
		`{"vary":[{"path":"messages","range":{"from":0,"to":9,"count":3,"scale":"logarithmic"}}]}`:                   "vary[0].range: a logarithmic range must begin and end above 0",
		`{"vary":[{"path":"mode","range":{"from":0,"to":9,"count":3}}]}`:                                             "vary[0].range: mode is no number",
		`{"vary":[{"path":"messages","range":{"from":1,"to":1e308,"count":1}}]}`:                                     "vary[0].range.count: must be a whole number from 2",
		`{"vary":[{"alternatives":[` + alternatives + `{"name":"b"}]}]}`:                                             "vary[0].alternatives: must be at most 1,000",
		`{"vary":[{"alternatives":[]}]}`:                                                                             "vary[0].alternatives: must have at least one",
		`{"vary":[{"alternatives":[{"set":{}}]}]}`:                                                                   "vary[0].alternatives[0].name: is needed",
		`{"vary":[{"alternatives":[{"name":"a","set":{"x":1}}]}]}`:                                                   `vary[0].alternatives[0].set: "x": x is not a field`,
		`{"vary":[{"name":"a","path":"messages","values":[1]},{"name":"a","path":"speed","values":[1]}]}`:            "vary[1].name: is the name of another factor",
		`{"vary":[{"path":"messages","range":{"from":1,"to":20000,"count":10000}},{"path":"speed","values":[1,2]}]}`: "vary: must make at most 10,000 points",
		`{"replications":1000,"vary":[{"path":"messages","range":{"from":1,"to":20000,"count":1001}}]}`:              "replications: must make at most 1,000,000 runs in all; with 1,001 points at most 999 each",
		`{"vary":[{},{},{},{},{}]}`:                                                                                  "vary: must have at most 4 factors (got 5)",
		`{"settings":{"messages":` + many + `1}}`:                                                                    "not JSON",
		`{"name":"` + strings.Repeat("ä", 81) + `"}`:                                                                 "name: must be at most 80 characters",
		`{"settings":{"x":1}}`:                                                                                       "settings.x: is not a field",
		`{"settings":{"x":1},"vary":[{"path":"messages","values":[1,2,3,4,5]}]}`:                                     "the settings of 5 points are wrong; the first 3 are told",
		`{"vary":[{"path":"messages","values":[5,0]}]}`:                                                              "settings.messages: with messages 0: must be",
		`{"vary":[{"path":"senderGroups[calls].senders","values":[5]}]}`:                                             `settings: with senderGroups[calls].senders 5: "senderGroups[calls].senders": senderGroups has no "calls"; there are`,
		`{"vary":[{"path":"messages","values":["many"]}]}`:                                                           "settings.messages: with messages many: must be",
		`{"replications":1000,"settings":{"messages":100000000}}`:                                                    "",
		`{"replications":1000,"settings":{"messages":100000000},"vary":[{"path":"senderGroups[0].senders","range":{"from":1,"to":30,"count":30}}]}`: "replications: make about 17 hours of a processor with 30 points, and a study may take 10; of these points about 599 replications each",
	} {
		q, err := Decode([]byte(raw))
		if err == nil {
			_, err = q.Prepare(1 << 30)
		}
		told := ""
		if err != nil {
			told = err.Error()
			for _, f := range fieldsOf(err) {
				told += "\n" + f.Path + ": " + f.Message
			}
			if fault.CodeOf(err) != fault.CodeInvalid {
				t.Errorf("%s: code %s", raw, fault.CodeOf(err))
			}
		}
		if (want == "") != (err == nil) || !strings.Contains(told, want) {
			t.Errorf("%s\n got %q\nwant %q", raw, told, want)
		}
	}
	if _, err := Decode([]byte(`{"name":"` + strings.Repeat("a", MaxBodyBytes) + `"}`)); fault.CodeOf(err) != fault.CodeInvalid {
		t.Errorf("a long body: %v", err)
	}
	if _, err := queryOf(t, `{"settings":{"messages":1000000,"retry":{"maxAttempts":9},"senderGroups":[{"failureRate":0.5}]}}`).Prepare(1 << 20); err == nil || !strings.Contains(err.Error(), "memory") {
		t.Errorf("more memory than there is: %v", err)
	}
}

// Workers share each chunk out, be there more of them than it has runs: the same results, chunk by chunk.
func TestAnyNumberOfWorkersIsTheSame(t *testing.T) {
	q := queryOf(t, `{"settings": {"messages": 50, "seed": 3, "retry": {"maxAttempts": 3}, "senderGroups": [{"senders": 4, "failureRate": 0.3}]},
		"replications": 3, "vary": [{"path": "senderGroups[0].senders", "values": [2, 4]}]}`)
	want := resultsOf(t, q, 1)
	for _, workers := range []int{2, 3, 5, 64} {
		if got := resultsOf(t, q, workers); !reflect.DeepEqual(got, want) {
			t.Errorf("with %d workers it comes to other results", workers)
		}
	}
}
