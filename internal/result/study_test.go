package result_test

import (
	"context"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"alertsim/internal/result"
	"alertsim/internal/study"
)

func studyOf(t *testing.T, raw string) result.Study {
	t.Helper()
	q, err := study.Decode([]byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	e, err := q.Prepare(1 << 30)
	if err != nil {
		t.Fatal(err)
	}
	r := study.NewResults(q, e.Layout)
	if err := (study.Pool{Workers: 1}).Run(t.Context(), r, nil); err != nil {
		t.Fatal(err)
	}
	return result.StudyOf(r, e)
}

const twoFactors = `{"name": "two", "settings": {"messages": 60, "seed": 3, "timeToLive": 400, "senderGroups": [{"failureRate": 0.1, "price": {"perAttempt": 0.02}}],
		"retry": {"maxAttempts": 2}, "objectives": [{"share": 0.9, "within": 200}, {"budget": 1.4}]},
	"vary": [{"name": "senders", "path": "senderGroups[sms].senders", "values": [1, 2, 4]},
		{"name": "plan", "alternatives": [{"name": "once", "set": {"retry.maxAttempts": 1}}, {"name": "twice", "set": {}}]}],
	"replications": 5, "find": "cheapest", "probability": 0.8}`

// The document holds the figures of the points, is JSON whatever there is not, and its query is the one that was asked.
func TestStudyDocument(t *testing.T) {
	s := studyOf(t, twoFactors)
	raw, err := json.Marshal(s.Document())
	if err != nil {
		t.Fatal(err)
	}
	var d result.StudyAnswer
	if err := json.Unmarshal(raw, &d); err != nil {
		t.Fatal(err)
	}
	query, err := json.Marshal(d.Query)
	if err != nil {
		t.Fatal(err)
	}
	again, err := study.Decode(query)
	if err != nil {
		t.Fatal(err)
	}
	want, _ := json.Marshal(s.Query)
	if got, _ := json.Marshal(again); !strings.EqualFold(string(got), string(want)) || len(got) != len(want) {
		// Objects that were read into maps have their names in another order.
		var a, b any
		if json.Unmarshal(got, &a) != nil || json.Unmarshal(want, &b) != nil || !reflect.DeepEqual(a, b) {
			t.Errorf("the query is told as\n%s\nnot\n%s", got, want)
		}
	}
	if !d.Complete || d.Runs != 30 || d.PointsInAll != 6 || len(d.Points) != 6 || d.CostUnit == nil || *d.CostUnit != "USD" {
		t.Errorf("%s", raw)
	}
	slow := d.Points[0] // one sender for 60 messages of 10 s: 400 s are over before the share is reached
	if slow.Time != nil || slow.Meets || slow.Met.Met != 0 || slow.Names[0] != "1" || slow.Names[1] != "once" {
		t.Errorf("%+v", slow)
	}
	if o := slow.Objectives[0]; o.Times != nil || o.Share != 0.9 || o.Seeds.Of != 5 {
		t.Errorf("%+v", o)
	}
	for i, p := range d.Points {
		of := s.Points[i]
		for j, f := range of.Figures {
			g := p.Figures[j]
			if g.Name != f.Name || g.Mean != f.Mean.Value || g.Median != f.Median || g.P05 != f.Quantiles[0] || g.P95 != f.Quantiles[3] || (g.MeanInterval == nil) != (f.Mean.Interval == nil) {
				t.Errorf("point %d: %+v is told as %+v", i, f, g)
			}
		}
	}
	if strings.Contains(string(raw), "Inf") || strings.Contains(string(raw), "NaN") {
		t.Errorf("%s", raw)
	}
	if d.Best.Point == nil || d.Best.Closest != nil || !d.Best.Proven || len(d.Best.InWords) != 3 {
		t.Errorf("%+v", d.Best)
	}
	if len(d.Effects) == 0 || d.Effects[0].Response != "time" || len(d.Effects[0].Interactions) > 1 {
		t.Errorf("%+v", d.Effects)
	}
}

func TestStudyInWords(t *testing.T) {
	for change, want := range map[string]string{
		"":                            "The cheapest of 6 points, of which 1 meets every objective, is senders 4, plan twice: 1.32 USD, 2 min 39 s, with 5 of 5 seeds.",
		`"budget": 1.4>"budget": 1.3`: "None of 6 points meets every objective with 80 % of the seeds; the closest is senders 4, plan ",
		`cheapest>fastest`:            "The fastest of 6 points, of which 1 meets every objective, is senders 4, plan ",
		`cheapest>grid`:               "1 of 6 points meets every objective with 80 % of the seeds.",
		`"budget": 1.4>"budget": 0.1`: "None of 6 points meets every objective with a single seed. Every point was run with 5 seeds.",
		`"objectives": [{"share": 0.9, "within": 200}, {"budget": 1.4}]>"objectives": []`:                      "The cheapest of 6 points, without an objective to meet, is senders 1, plan once: ",
		`"objectives": [{"share": 0.9, "within": 200}, {"budget": 1.4}]},>"objectives": []}, "find": "grid",?`: "There is no objective to meet.",
	} {
		raw := twoFactors
		if from, to, changed := strings.Cut(change, ">"); changed {
			if strings.HasSuffix(to, "?") {
				to, raw = strings.TrimSuffix(to, "?"), strings.Replace(raw, `, "find": "cheapest"`, "", 1)
			}
			raw = strings.Replace(raw, from, to, 1)
		}
		if got := strings.Join(studyOf(t, raw).InWords(), " "); !strings.HasPrefix(got, want) {
			t.Errorf("%s:\n got %s\nwant %s", change, got, want)
		}
	}
}

// What is not complete is told as such, and never as the best there is.
func TestStudyThatIsNotComplete(t *testing.T) {
	q, err := study.Decode([]byte(twoFactors))
	if err != nil {
		t.Fatal(err)
	}
	e, err := q.Prepare(1 << 30)
	if err != nil {
		t.Fatal(err)
	}
	e.Layout = study.Layout{Sizes: []study.Size{{Chunks: 6, Runs: 5}}}
	r := study.NewResults(q, e.Layout)
	for _, want := range []string{"No point is complete yet.", "None of 1 point meets every objective with a single seed. Of 6 points only 1 was run with all seeds so far; what the others come to is not known."} {
		s := result.StudyOf(r, e)
		if got := strings.Join(s.InWords(), " "); got != want || s.Document().Best.Proven || s.Complete() {
			t.Errorf("got %s\nwant %s", got, want)
		}
		runs, err := q.Compute(t.Context(), e.Layout.Span(0), func(context.Context, float64) error { return nil })
		if err != nil {
			t.Fatal(err)
		}
		r.Put(0, runs)
	}
}
