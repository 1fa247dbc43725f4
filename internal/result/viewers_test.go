package result

import (
	"math"
	"testing"
	"time"

	"alertsim/internal/deployment"
)

// By hand, for 100 viewers in ten minutes: 40 looks each of 2,800 bytes, with headers;
// the page once; 20 caches that ask once a second each, so 12,000 calls, each a
// look as TestCostOfOneShard reckons it; but of 20 a second X-Ray records the first and
// 5 % of 19.
func TestCostOfAudience(t *testing.T) {
	r := planned(t, `{"messages": 1000, "seed": 1}`, 1000)
	c := CostOfAudience(Audience{Viewers: 100, For: 10 * time.Minute}, r, deployment.Standard())
	for name, pair := range map[string][2]float64{
		"looks":         {c.Looks, 4000},
		"bytes":         {c.Sent, 4000 * 2800},
		"look requests": {c.LookRequests, 4000 * 1.20e-6},
		"look bytes":    {c.LookBytes, 11_200_000 * 0.085e-9},
		"page requests": {c.PageRequests, 100 * PageRequests * 1.20e-6},
		"page bytes":    {c.PageBytes, 100 * PageBytes * 0.085e-9},
		"calls":         {c.Reads, 12_000},
		"API":           {c.API, 12_000*(lookCost(r, deployment.Standard(), ListPrices)-5e-6) + 600*1.95*5e-6},
		"total":         {c.Total, c.LookRequests + c.LookBytes + c.PageRequests + c.PageBytes + c.API},
	} {
		if math.Abs(pair[0]-pair[1]) > 1e-6*pair[1] {
			t.Errorf("%s: %.9f, by hand %.9f", name, pair[0], pair[1])
		}
	}
}

// That is what snapshots are for.
func TestTenThousandViewersCostLessThanFiveDollarsAnHour(t *testing.T) {
	r := planned(t, `{"messages": 1000000, "seed": 1, "senderGroups": [{"senders": 1000}]}`, 4000)
	c := CostOfAudience(Audience{Viewers: 10_000, For: time.Hour}, r, deployment.Standard())
	if c.Total >= 5 || c.Total < 1 {
		t.Errorf("%.2f USD: %+v", c.Total, c)
	}
}
