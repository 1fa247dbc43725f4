package result

import (
	"math"
	"strings"
	"testing"
	"time"

	"alertsim/internal/deployment"
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

// An instant run costs next to nothing and takes no time.
func TestInstantRunCostsNothing(t *testing.T) {
	r := Of(decoded(t, `{"mode": "instant", "objectives": []}`), &simulation.Plan{Makespan: 5_000_000}, deployment.Standard())
	if r.Cost != nil || r.Wall != 0 {
		t.Errorf("%+v", r)
	}
}

// planned is a forecast of an hour whose plan is stored in so many bytes, or a few
// more.
func planned(t *testing.T, document string, bytes int) Result {
	t.Helper()
	f := Result{Settings: decoded(t, document), Plan: &simulation.Plan{}, Wall: time.Hour}
	f.Plan.Timeline.Delivered = []int64{}
	for textBytes(f.Plan)+textBytes(f.Settings) < bytes {
		f.Plan.Timeline.Delivered = append(f.Plan.Timeline.Delivered, 1)
	}
	return f
}

// By hand, with the list prices, for an hour on one shard of the standard
// deployment: 3,600 s × 768/1,024 GB = 2,700 GB-seconds; one prepare job and five run
// jobs of 12 minutes; what they use as in TestUsageOfOneShard. A look a second reads
// one unit and takes 0.02 s × 1,769/1,024 GB.
func TestCostOfOneShard(t *testing.T) {
	f := planned(t, `{"messages": 1000, "seed": 1}`, 1000)
	check(t, costOf(f, deployment.Standard()), Cost{
		Lambda:   2700*0.0000133334 + 6*0.20e-6,
		SQS:      (6 + 6 + 6 + 246) * 0.40e-6,
		DynamoDB: (3640+60)*0.625e-6 + (17+180)*0.125e-6,
		Tracing:  6 * 5e-6,
		Logs:     60_940 * 0.5 / 1024 / 1024 / 1024,
		Metrics:  9 * 0.30 / 730,
		Total:    0.04220111, // added up on paper
		Viewer:   3600 * (3.50e-6 + 0.20e-6 + 0.02*1.7275390625*0.0000133334 + 1*0.125e-6 + 1500*0.5/1024/1024/1024 + 5e-6),
	})
}

// By hand, for an hour on 64 shards in slices of 10 minutes, with workers of 512 MB:
// 64 × (1 + 6) jobs; the simulation is 200 + 10,000 + 64 × 310 = 30,040 bytes, 8 read
// units, which is what a look reads. It is made each half second: of two, X-Ray records the
// first and 5 % of the other.
func TestCostOf64Shards(t *testing.T) {
	f := planned(t, `{"messages": 1000000, "seed": 1, "monitoringInterval": 0.5, "senderGroups": [{"senders": 6400}]}`, 10_000)
	d := deployment.Deployment{SendersPerShard: 100, WorkerConcurrency: 1000, Slice: 10 * time.Minute, WorkerMemory: 512, APIMemory: 1024}
	const jobs = 64 * 7
	want := Cost{
		Lambda:   64*3600*0.5*0.0000133334 + jobs*0.20e-6,
		SQS:      (334 + 2*jobs + 15_808) * 0.40e-6,
		DynamoDB: (462_403+300)*0.625e-6 + (4945+720)*0.125e-6,
		Tracing:  jobs * 5e-6,
		Logs:     6_060_800 * 0.5 / 1024 / 1024 / 1024,
		Metrics:  9 * 0.30 / 730,
		Viewer:   7200 * (3.50e-6 + 0.20e-6 + 0.02*0.0000133334 + 8*0.125e-6 + 1500*0.5/1024/1024/1024 + 0.525*5e-6),
	}
	want.Total = want.Lambda + want.SQS + want.DynamoDB + want.Tracing + want.Logs + want.Metrics
	check(t, costOf(f, d), want)
}

func check(t *testing.T, got *Cost, want Cost) {
	t.Helper()
	for name, pair := range map[string][2]float64{
		"Lambda": {got.Lambda, want.Lambda}, "SQS": {got.SQS, want.SQS}, "DynamoDB": {got.DynamoDB, want.DynamoDB},
		"tracing": {got.Tracing, want.Tracing}, "logs": {got.Logs, want.Logs}, "metrics": {got.Metrics, want.Metrics}, "total": {got.Total, want.Total}, "viewer": {got.Viewer, want.Viewer},
	} {
		if math.Abs(pair[0]-pair[1]) > 1e-6*pair[1] {
			t.Errorf("%s: %.9f, by hand %.9f", name, pair[0], pair[1])
		}
	}
}

// Every size of a deployment counts.
func TestCostFollowsTheDeployment(t *testing.T) {
	f := planned(t, `{"messages": 1000000, "seed": 1, "senderGroups": [{"senders": 6400}]}`, 1000)
	standard := deployment.Standard()
	before := costOf(f, standard)
	for name, c := range map[string]struct {
		change func(*deployment.Deployment)
		viewer bool // what changes is what a viewer costs
	}{
		"senders a shard":     {func(d *deployment.Deployment) { d.SendersPerShard = 6400 }, false},
		"workers":             {func(d *deployment.Deployment) { d.WorkerConcurrency = 64 }, true},
		"slice":               {func(d *deployment.Deployment) { d.Slice = time.Minute }, false},
		"worker's memory":     {func(d *deployment.Deployment) { d.WorkerMemory = 512 }, false},
		"memory of the API's": {func(d *deployment.Deployment) { d.APIMemory = 512 }, true},
	} {
		d := standard
		c.change(&d)
		after := costOf(f, d)
		if after.Total == before.Total && after.Viewer == before.Viewer || c.viewer && after.Viewer == before.Viewer {
			t.Errorf("%s: costs as before: %+v", name, after)
		}
	}
}

// A long name is stored, and read with every look.
func TestLooksReadWhatIsStored(t *testing.T) {
	f := planned(t, `{"messages": 1000, "seed": 1}`, 1000)
	if got := LookReadUnits(f, deployment.Standard()); got != 1 {
		t.Errorf("%v read units", got)
	}
	f.Settings.Text = strings.Repeat("a", 5000)
	if got := LookReadUnits(f, deployment.Standard()); got != 2 {
		t.Errorf("%v read units", got)
	}
}
