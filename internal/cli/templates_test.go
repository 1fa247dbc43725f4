package cli

import (
	"cmp"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"alertsim/internal/forecast"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// templatesFile is what the console begins an alert with.
var templatesFile = filepath.Join("..", "..", "web", "src", "features", "configure", "templates", "templates.json")

// template is one of them: an example with those of its objectives that it meets, since nobody wants to begin with a miss,
// and the shape of its curve.
type template struct {
	Title    string            `json:"title"`
	About    string            `json:"about"`
	Settings settings.Settings `json:"settings"`
	Curve    []float64         `json:"curve"` // share of all messages delivered, at equal distances up to the end
}

var templateExamples = []struct{ file, title, about string }{
	{"flood-warning-sms.json", "Flood warning", "SMS to a town"},
	{"county-evacuation.yaml", "Evacuation", "SMS, then calls until confirmed"},
	{"outage-email-ses.yaml", "Outage notice", "E-mail to all customers"},
	{"staff-call-out.yaml", "Staff call-out", "An app, then calls until they confirm"},
	{"newsletter-overtaken.yaml", "Emergency over a newsletter", "E-mail, the urgent one first"},
}

const curvePoints = 48

// The console's templates are the examples; -update writes them.
func TestTemplatesFileIsCurrent(t *testing.T) {
	var all []template
	for _, e := range templateExamples {
		s := understood(t, "", filepath.Join(examples, e.file))
		plan, err := forecast.Of(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		of := template{Title: e.title, About: e.about, Curve: curveOf(s, plan)}
		var met []settings.Objective
		for i, o := range s.Objectives {
			if o.Budget != nil || simulation.Met(s, plan, i) {
				met = append(met, o)
			}
		}
		slices.SortStableFunc(met, mostFirst)
		s.Objectives = met
		of.Settings = s
		all = append(all, of)
	}
	want, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	want = append(want, '\n')
	if *update {
		if err := os.WriteFile(templatesFile, want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got, err := os.ReadFile(templatesFile); err != nil || string(got) != string(want) {
		t.Errorf("%s is not what the examples come to; make generate writes it (%v)", templatesFile, err)
	}
}

// mostFirst puts objectives about everybody first, and of these that of the largest share: what the answer is about.
func mostFirst(a, b settings.Objective) int {
	if everybody := func(o settings.Objective) bool { return o.Budget == nil && o.Audience == "" }; everybody(a) != everybody(b) {
		return map[bool]int{true: -1, false: 1}[everybody(a)]
	}
	return cmp.Compare(b.Share, a.Share)
}

func curveOf(s settings.Settings, plan *simulation.Plan) []float64 {
	counts := plan.Timeline.Delivered
	out := make([]float64, curvePoints)
	for i := range out {
		sum := int64(0)
		for _, n := range counts[:int(math.Round(float64((i+1)*len(counts))/curvePoints))] {
			sum += n
		}
		out[i] = math.Round(1000*float64(sum)/float64(s.Messages)) / 1000
	}
	return out
}
