package fit_test

import (
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/gonum/stat/distuv"

	"alertsim/internal/fit"
)

func formatted(x float64) string { return strconv.FormatFloat(x, 'f', 6, 64) }

// roundTrips have each feature of the model that a log can show.
var roundTrips = []struct {
	name, scenario string
	truths         []truth
}{
	{
		"normal times, permanent failures, full jitter, senders",
		`{"messages":3000,"mode":"instant","senderGroups":[{"senders":50,"failureRate":0.1,"permanentShare":0.3}],
		 "retry":{"maxAttempts":3,"initialBackoff":60,"multiplier":2,"maxBackoff":600}}`,
		[]truth{
			{"failure rate", 0.1, group(failures)},
			{"permanent share", 0.3, group(permanent)},
			{"never reached", 0, never},
			{"mean", 10, group(parameter("mean"))},
			{"deviation", 2, group(parameter("standardDeviation"))},
			{"p50", 10, group(percentile(0.5))},
			{"p95", 10 + 2*distuv.UnitNormal.Quantile(0.95), group(percentile(0.95))},
			{"senders", 50, group(senders)},
			{"least wait", 0, wait(1, low)},
			{"most wait", 60, wait(1, high)},
		},
	},
	{
		"outcomes, never reached, spread",
		`{"messages":3000,"mode":"instant","channels":[{"name":"calls","neverReached":0.25}],"senderGroups":[{"name":"lines","channel":"calls","senders":60,"outcomes":[
		 {"name":"answered","share":0.7,"result":"delivered","sendTime":{"distribution":"lognormal","mean":55,"standardDeviation":12}},
		 {"name":"no answer","share":0.2,"result":"temporary","sendTime":{"distribution":"constant","mean":30}},
		 {"name":"busy","share":0.08,"result":"temporary","sendTime":{"distribution":"uniform","minimum":2,"maximum":5}},
		 {"name":"wrong","share":0.02,"result":"permanent","sendTime":{"distribution":"exponential","mean":5}}]}],"retry":{"delays":[300,900],"spread":0.1}}`,
		[]truth{
			{"never reached", 0.25, never},
			{"answered", 0.7, group(outcome("answered", model))},
			{"no answer", 0.2, group(outcome("no answer", model))},
			{"busy", 0.08, group(outcome("busy", model))},
			{"wrong", 0.02, group(outcome("wrong", model))},
			{"answered p50", lognormal(55, 12, 0.5), group(outcome("answered", median))},
			{"busy p50", 3.5, group(outcome("busy", median))},
			{"no answer p50", 30, group(outcome("no answer", median))},
			{"wrong p50", 5 * math.Ln2, group(outcome("wrong", median))},
			{"senders", 60, group(senders)},
			{"least wait 1", 270, wait(1, low)},
			{"most wait 1", 330, wait(1, high)},
			{"least wait 2", 810, wait(2, low)},
			{"most wait 2", 990, wait(2, high)},
		},
	},
	{
		"rate, burst, half jitter",
		`{"messages":4000,"mode":"instant","senderGroups":[{"senders":600,"ratePerSecond":37,"burst":20,"failureRate":0.1,"sendTime":{"distribution":"lognormal","mean":9,"standardDeviation":7.5}}],
		 "retry":{"delays":[60,120],"jitter":0.5}}`,
		[]truth{
			{"rate", 37, group(limit)},
			{"burst", 20, group(burst)},
			{"failure rate", 0.1, group(failures)},
			{"p95", lognormal(9, 7.5, 0.95), group(percentile(0.95))},
			{"mean", 9, group(parameter("mean"))},
			{"least wait", 30, wait(1, low)},
			{"most wait", 60, wait(1, high)},
			{"most wait 2", 120, wait(2, high)},
		},
	},
	{
		"never reached without outcomes, constant waits, first everybody once",
		`{"messages":3000,"mode":"instant","channels":[{"name":"sms","neverReached":0.15}],"senderGroups":[{"channel":"sms","senders":40,"failureRate":0.2,"permanentShare":0.1,"sendTime":{"distribution":"exponential","mean":8}}],
		 "retry":{"delays":[60,60],"order":"freshFirst"}}`,
		[]truth{
			{"never reached", 0.15, never},
			{"failure rate", 0.2, group(failures)},
			{"permanent share", 0.1, group(permanent)},
			{"mean", 8, group(parameter("mean"))},
			{"senders", 40, group(senders)},
			{"fresh first", 1, func(f *fit.Fit) fit.Estimate {
				if f.FreshFirst {
					return whole(1)
				}
				return whole(0)
			}},
		},
	},
	{
		"two groups on one queue",
		`{"messages":5000,"mode":"instant","senderGroups":[
		 {"name":"first","senders":300,"ratePerSecond":20,"failureRate":0.05,"sendTime":{"distribution":"uniform","minimum":2,"maximum":9}},
		 {"name":"second","senders":30,"failureRate":0.3,"sendTime":{"distribution":"constant","mean":4}}],"retry":{"delays":[30,30],"jitter":false}}`,
		[]truth{
			{"rate", 20, groupNamed("first", limit)},
			{"senders", 30, groupNamed("second", senders)},
			{"failures", 0.05, groupNamed("first", failures)},
			{"failures of the other", 0.3, groupNamed("second", failures)},
			{"minimum", 2, groupNamed("first", parameter("minimum"))},
			{"maximum", 9, groupNamed("first", parameter("maximum"))},
			{"constant", 4, groupNamed("second", parameter("mean"))},
			{"wait", 30, wait(1, low)},
		},
	},
	{
		"rolling cap",
		`{"messages":3000,"mode":"instant","senderGroups":[{"senders":100,"ratePerSecond":2,"sendTime":{"distribution":"exponential","mean":2}}],"caps":[{"name":"c","count":900,"window":{"seconds":3600}}]}`,
		[]truth{{"count", 900, capCount}, {"window", 3600, capSeconds}, {"rate", 2, group(limit)}},
	},
	{
		"daily cap",
		`{"messages":3000,"mode":"instant","startAt":"2026-03-02T15:00:00Z","zone":"UTC","senderGroups":[{"senders":100,"ratePerSecond":2,"sendTime":{"distribution":"exponential","mean":2}}],"caps":[{"name":"c","count":800,"window":{"daily":"UTC"}}]}`,
		[]truth{{"count", 800, capCount}, {"rate", 2, group(limit)}},
	},
	{
		"cap that refuses",
		`{"messages":3000,"mode":"instant","audience":[{"name":"a","share":0.4}],"senderGroups":[{"senders":100,"ratePerSecond":20,"sendTime":{"distribution":"exponential","mean":2}}],"caps":[{"name":"c","count":500,"audience":["a"],"over":"fail","window":{"seconds":86400}}]}`,
		[]truth{{"count", 500, capCount}, {"share", 0.4, audience("a", func(a fit.AudienceFit) fit.Estimate { return a.Share })}},
	},
	{
		"audience that comes later, acknowledgements, time to live",
		`{"messages":3000,"mode":"instant","timeToLive":900,"channels":[{"name":"sms","acknowledgement":{"share":0.6,"time":{"distribution":"exponential","mean":120}}}],
		 "audience":[{"name":"second","share":0.3,"at":400}],"senderGroups":[{"channel":"sms","senders":50,"ratePerSecond":3}]}`,
		[]truth{
			{"share", 0.3, audience("second", func(a fit.AudienceFit) fit.Estimate { return a.Share })},
			{"at", 400, audience("second", func(a fit.AudienceFit) fit.Estimate { return fit.Estimate{Low: a.At - 1, High: a.At} })},
			{"confirm", 0.6, func(f *fit.Fit) fit.Estimate { return *f.Channels[0].Confirmed }},
			{"after", 120 * math.Ln2, func(f *fit.Fit) fit.Estimate { return at(f.Channels[0].ConfirmTimes, 0.5) }},
			{"time to live", 900, func(f *fit.Fit) fit.Estimate { return *f.TimeToLive }},
		},
	},
	{
		"outage",
		`{"messages":6000,"mode":"instant","senderGroups":[{"senders":200,"ratePerSecond":10,"failureRate":0.1,"timetable":[{"at":100,"open":false,"abort":true},{"at":400,"open":true}]}],"retry":{"delays":[60,120]}}`,
		[]truth{
			{"from", 100, func(f *fit.Fit) fit.Estimate {
				return fit.Estimate{Low: f.Pauses[0].From, High: f.Pauses[0].From + 0.2}
			}},
			{"to", 400, func(f *fit.Fit) fit.Estimate { return fit.Estimate{Low: f.Pauses[0].To, High: f.Pauses[0].To} }},
			{"failures", 0.1, group(failures)},
			{"rate", 10, group(limit)},
		},
	},
	{
		"steps until confirmed",
		`{"messages":3000,"mode":"instant","until":"acknowledged","channels":[{"name":"sms","acknowledgement":{"share":0.6,"time":{"distribution":"exponential","mean":60}}},{"name":"calls","neverReached":0.2}],
		 "steps":[{"channel":"sms","wait":240},{"channel":"calls","retry":{"delays":[120]}}],
		 "senderGroups":[{"name":"sms","channel":"sms","senders":100,"ratePerSecond":10,"failureRate":0.1},{"name":"lines","channel":"calls","senders":80,"failureRate":0.2,"sendTime":{"distribution":"constant","mean":40}}]}`,
		[]truth{
			{"wait", 240, func(f *fit.Fit) fit.Estimate { return *f.Steps.Wait }},
			{"never", 0.2, func(f *fit.Fit) fit.Estimate { return *f.Channels[1].Never }},
			{"sms failures", 0.1, groupNamed("sms", failures)},
			{"call failures", 0.2, groupNamed("lines", failures)},
			{"rate", 10, groupNamed("sms", limit)},
		},
	},
	{
		"channels for different people, two groups on one of them with recipients who are never reached",
		`{"messages":4000,"mode":"instant","channels":[{"name":"sms","neverReached":0.2},{"name":"mail"}],"audience":[{"name":"by sms","share":0.7,"channels":["sms"]},{"name":"by mail","share":0.3,"channels":["mail"]}],
		 "senderGroups":[{"name":"one","channel":"sms","senders":200,"ratePerSecond":10,"failureRate":0.05},{"name":"two","channel":"sms","senders":20,"failureRate":0.3},{"name":"mail","channel":"mail","senders":9,"sendTime":{"distribution":"constant","mean":3}}],
		 "retry":{"delays":[60,60]}}`,
		[]truth{
			{"never", 0.2, func(f *fit.Fit) fit.Estimate {
				return *f.Channels[slices.IndexFunc(f.Channels, func(c fit.ChannelFit) bool { return c.Name == "sms" })].Never
			}},
			{"share", 0.7, audience("by sms", func(a fit.AudienceFit) fit.Estimate { return a.Share })},
			{"senders", 9, groupNamed("mail", senders)},
			{"time", 3, groupNamed("mail", parameter("mean"))},
			{"rate", 10, groupNamed("one", limit)},
			{"failures", 0.05, groupNamed("one", failures)},
			{"failures of the other", 0.3, groupNamed("two", failures)},
		},
	},
}
