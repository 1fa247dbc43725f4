package docs

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"alertsim/internal/deployment"
	"alertsim/internal/result"
	"alertsim/internal/schedule"
	"alertsim/internal/settings"
	"alertsim/internal/words"
)

// What docs/aws.md says of costs is what the program reckons: the prices, and what a run costs. A row that is missing is
// printed as it has to be.
func TestCostsAreThePrograms(t *testing.T) {
	raw, err := os.ReadFile("aws.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(raw)
	for _, row := range append(priceRows(result.ListPrices), append(restRows(result.ListPrices), runRows(t)...)...) {
		if !strings.Contains(page, "\n"+row+"\n") {
			t.Errorf("docs/aws.md has to say\n%s", row)
		}
	}
}

func priceRows(p result.Prices) []string {
	million := func(price float64) string { return trimmed(price*1e6) + " a million" }
	return []string{
		"| Lambda on arm64 | " + trimmed(p.LambdaGBSecond) + " a GB-second, " + million(p.LambdaRequest) + " calls |",
		"| SQS | " + million(p.SQSRequest) + " requests |",
		"| DynamoDB | " + million(p.DynamoDBWrite) + " write units, " + million(p.DynamoDBRead) + " read units |",
		"| API Gateway, REST | " + million(p.APIRequest) + " calls |",
		"| X-Ray * | " + million(p.Trace) + " traces |",
		"| CloudWatch * | " + trimmed(p.LogByte*(1<<30)) + " a GB of logs taken in, " + trimmed(p.MetricHour*730) + " a month for each custom metric, by the hour |",
	}
}

// restRows are what is asked while nothing runs, in a month of 730 hours.
func restRows(p result.Prices) []string {
	const minutes = 730 * 60
	const pollers, asks = 2 * 5, 3 // of two queues, a minute
	requests := float64(pollers * asks * minutes)
	sweeps := minutes * (p.LambdaRequest + 0.05*128/1024*p.LambdaGBSecond + p.DynamoDBRead)
	logs := minutes * 1000 * p.LogByte
	return []string{
		"| SQS: five pollers of each queue that find nothing ask three times a minute each, " + words.Count(int64(requests)) + " requests | " + cents(requests*p.SQSRequest) + " |",
		"| sweeper: " + words.Count(minutes) + " calls of some 50 ms, and a read unit each | " + cents(sweeps) + " |",
		"| its log: some 1,000 bytes a call, Lambda's own lines * | " + cents(logs) + " |",
	}
}

// runRows are what runs cost in a deployment.
func runRows(t *testing.T) (rows []string) {
	t.Helper()
	wide := deployment.Standard()
	wide.SendersPerShard, wide.WorkerConcurrency = 100, 64
	for _, c := range []struct {
		document, what string
		d              deployment.Deployment
	}{
		{`{"messages": 1000, "seed": 1}`, "1,000 messages, 4 senders of 10 s, live", deployment.Standard()},
		{`{"messages": 1000000, "seed": 1, "senderGroups": [{"senders": 1000}]}`, "1,000,000 messages, 1,000 senders of 10 s, live", deployment.Standard()},
		{`{"messages": 1000000, "seed": 1, "senderGroups": [{"senders": 1000}]}`, "the same with `-c sendersPerShard=100 -c workerConcurrency=64`", wide},
	} {
		s, err := settings.Decode([]byte(c.document))
		if err != nil {
			t.Fatal(err)
		}
		r := planned(t, s, c.d)
		u := result.UsageOf(r, c.d)
		rows = append(rows, fmt.Sprintf("| %s (%s, %s) | %s | %s | %s | %s | %s | %s | **%s** | %s |", c.what, wall(r.Wall), words.Counted(int64(u.Jobs)-runJobs(r, c.d), "shard"),
			usd(r.Cost.Lambda), usd(r.Cost.SQS), usd(r.Cost.DynamoDB), usd(r.Cost.Tracing), usd(r.Cost.Logs), usd(r.Cost.Metrics), usd(r.Cost.Total), usd(r.Cost.Viewer)))
	}
	return rows
}

// runJobs is how many of the jobs of a run are not those that prepare its shards, of which there is one each.
func runJobs(r result.Result, d deployment.Deployment) int64 {
	each := int64((r.Wall + d.Slice - 1) / d.Slice)
	return int64(result.UsageOf(r, d).Jobs) / (each + 1) * each
}

func planned(t *testing.T, s settings.Settings, d deployment.Deployment) result.Result {
	t.Helper()
	compiled, err := schedule.Compile(s)
	if err != nil {
		t.Fatal(err)
	}
	planner, err := compiled.Planner()
	if err != nil {
		t.Fatal(err)
	}
	for !planner.Step(1 << 20) {
	}
	plan, err := planner.Plan()
	if err != nil {
		t.Fatal(err)
	}
	return result.Of(s, plan, d)
}

func wall(d time.Duration) string {
	if d < time.Hour {
		return fmt.Sprintf("%.0f min", d.Minutes())
	}
	return fmt.Sprintf("%.1f h", d.Hours())
}

// usd has a digit more than money mostly has, so that small parts can be added up.
func usd(amount float64) string {
	if amount >= 0.01 && amount < 1 {
		return fmt.Sprintf("%.3f", amount)
	}
	return strings.TrimSuffix(words.Money(amount, "USD"), " USD")
}

// cents are for what is told of a month.
func cents(amount float64) string { return fmt.Sprintf("%.2f", amount) }

// trimmed is a price without zeros at its end, but for the cents.
func trimmed(price float64) string {
	whole, part, _ := strings.Cut(fmt.Sprintf("%.10f", price), ".")
	part = strings.TrimRight(part, "0")
	for len(part) < 2 {
		part += "0"
	}
	return whole + "." + part
}
