package result

import (
	"time"

	"alertsim/internal/deployment"
)

// EdgePrices are list prices of CloudFront in US dollars without free tiers, of its
// cheapest regions: the United States, Canada and Europe, which are all of the
// distribution's price class. They were not checked anew.
type EdgePrices struct {
	Request float64 // HTTPS
	Byte    float64 // out to the internet
}

// EdgeListPrices is what many viewers are reckoned with: Europe's, which is the dearer
// one, for requests.
var EdgeListPrices = EdgePrices{Request: 1.20e-6, Byte: 0.085e-9}

// LookingInterval is how often the browser of somebody who is no member looks:
// web/src/api/snapshots.ts has it too.
const LookingInterval = 15 * time.Second

// What a look and a page weigh, in bytes as they travel. A test of the API holds the
// snapshot against what is served, web/e2e/looking.spec.ts the page.
const (
	SnapshotBytes = 1_800   // a compressed snapshot of a live run
	headerBytes   = 1_000   // of each answer, as they are before HTTP/2 compresses them
	PageBytes     = 450_000 // of all that a browser loads to show it, with headers
	PageRequests  = 40
)

// edgeCaches is how many of CloudFront's caches ask the API for a snapshot each second:
// an assumption, of more regional caches than the distribution's price class has.
const edgeCaches = 20

// Audience is a number of people without a session who watch a live run for some time.
type Audience struct {
	Viewers int
	For     time.Duration
}

// AudienceCost is what an audience costs, in US dollars.
type AudienceCost struct {
	Looks     float64 // requests of snapshots
	Sent      float64 // bytes of their answers
	Pages     float64 // requests of pages
	PagesSent float64 // bytes of their answers
	Reads     float64 // calls of the API: one a second for each of CloudFront's caches

	LookRequests, LookBytes, PageRequests, PageBytes, API, Total float64 // USD
}

// CostOfAudience reckons an audience of the run, all of whom load the page once.
func CostOfAudience(a Audience, r Result, d deployment.Deployment) AudienceCost {
	p, edge := ListPrices, EdgeListPrices
	viewers, seconds := float64(a.Viewers), a.For.Seconds()
	c := AudienceCost{
		Looks: viewers * seconds / LookingInterval.Seconds(),
		Pages: viewers * PageRequests, PagesSent: viewers * PageBytes,
		Reads: edgeCaches * seconds,
	}
	c.Sent = c.Looks * (SnapshotBytes + headerBytes)
	c.LookRequests, c.LookBytes = c.Looks*edge.Request, c.Sent*edge.Byte
	c.PageRequests, c.PageBytes = c.Pages*edge.Request, c.PagesSent*edge.Byte
	// X-Ray records the first of a second and 5 % of the others.
	untraced := lookCost(r, d, p) - traced(r.Settings.MonitoringInterval)*p.Trace
	c.API = c.Reads*untraced + (seconds+0.05*(c.Reads-seconds))*p.Trace
	c.Total = c.LookRequests + c.LookBytes + c.PageRequests + c.PageBytes + c.API
	return c
}
