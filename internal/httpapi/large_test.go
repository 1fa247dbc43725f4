//go:build large

package httpapi_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"net/http"
	"reflect"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"alertsim/internal/forecast"
	"alertsim/internal/httpapi"
	"alertsim/internal/result"
	"alertsim/internal/schedule"
	"alertsim/internal/settings"
	"alertsim/internal/settings/settingstest"
	"alertsim/internal/simulation"
)

// These tests make hundreds of millions of attempts, so they run without the
// race detector and apart from the others: make test-large.

// Forecasts that were once worked out from a sample, with what an instant run
// comes to. The right values are those of the run, which is checked against the
// shards' replays as well.
func TestForecastsOfLargeRuns(t *testing.T) {
	const exponential = `"sendTime": {"distribution": "exponential", "mean": %v}`
	for name, row := range map[string]struct {
		raw   string
		check func(*testing.T, result.ForecastAnswer)
	}{
		"fast and slow senders": {
			fmt.Sprintf(`{"seed": 5, "mode": "instant", "messages": 100000000, "senderGroups": [{"senders": 1000, `+exponential+`}, {"senders": 1000, `+exponential+`}]}`, 0.1, 3600),
			func(t *testing.T, a result.ForecastAnswer) {
				within(t, "makespan", a.Makespan, 36_167, 0.001)
				within(t, "average send time of the fast", a.Groups[0].AverageSendTime, 0.1, 0.001)
				within(t, "average send time of the slow", a.Groups[1].AverageSendTime, 3600, 0.1)
			},
		},
		"a skewed tail": {
			`{"seed": 5, "mode": "instant", "messages": 20000000, "senderGroups": [{"senders": 10000, "sendTime": {"distribution": "lognormal", "mean": 1, "standardDeviation": 2}}]}`,
			func(t *testing.T, a result.ForecastAnswer) { within(t, "p95", a.Latency.P95, 1898, 0.001) },
		},
		"expired with a tail": {
			`{"seed": 5, "mode": "instant", "messages": 100000000, "timeToLive": 5000, "senderGroups": [{"senders": 10000, "failureRate": 0.1, "sendTime": {"distribution": "lognormal", "mean": 2, "standardDeviation": 4}}]}`,
			func(t *testing.T, a result.ForecastAnswer) {
				within(t, "delivered", float64(a.Delivered), 22.5e6, 0.003)
				if got := a.Delivered + a.Failed + a.Expired; got != 100_000_000 {
					t.Errorf("%d messages end", got)
				}
			},
		},
		"one slow sender among fast ones": {
			`{"seed": 5, "mode": "instant", "messages": 20000000, "senderGroups": [{"senders": 9999, "sendTime": {"distribution": "constant", "mean": 0.1}}, {"senders": 1, "sendTime": {"distribution": "constant", "mean": 3600}}]}`,
			func(t *testing.T, a result.ForecastAnswer) {
				// By hand: the slow sender takes one message and ends with it, long after the
				// others: ⌈19,999,999 / 9,999⌉ rounds of 0.1 s are 200.1 s.
				if a.Makespan != 3600 || a.Groups[1].Attempts != 1 || a.Groups[1].AverageSendTime != 3600 {
					t.Errorf("makespan %v, groups %+v", a.Makespan, a.Groups)
				}
				within(t, "average send time", a.Groups[0].AverageSendTime, 0.1, 1e-9)
				within(t, "p99", a.Latency.P99, 198.1, 0.001)
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			e := newEnvWith(t, httpapi.Options{Forecasts: forecast.NewLimiter(forecast.Capacity{Budget: time.Hour})})
			answer := read[result.ForecastAnswer](t, e.call("POST", "/api/forecast", row.raw, 200))
			row.check(t, answer)
		})
	}
}

func within(t *testing.T, what string, got, want, share float64) {
	t.Helper()
	if math.Abs(got-want) > share*want {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// Forecasts of 200 random settings above 10,000,000 messages, as the API answers
// them, are what the workers of an instant run come to: their replays of the
// schedule, each for its own senders, stopped at the times that the forecast
// tells.
func TestLargeForecastsAreTheRun(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	settings := 200
	if testing.Short() {
		settings = 40
	}
	next := make(chan int)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		e := newEnvWith(t, httpapi.Options{Forecasts: forecast.NewLimiter(forecast.Capacity{Budget: time.Hour})})
		workers.Go(func() {
			for i := range next {
				random := rand.New(rand.NewPCG(seed, uint64(i)))
				s, raw := largeSettings(t, random, i)
				response := e.send("POST", "/api/forecast", raw)
				if response.status != http.StatusOK {
					t.Errorf("settings %d of seed %d, %s: %d %s", i, seed, raw, response.status, response.body)
					continue
				}
				answer := read[result.ForecastAnswer](t, response)
				for _, wrong := range differences(t, random, s, answer) {
					t.Errorf("settings %d of seed %d, %s: %s", i, seed, raw, wrong)
				}
			}
		})
	}
	for i := range settings {
		next <- i
	}
	close(next)
	workers.Wait()
}

// largeSettings draws settings with more than 10,000,000 messages; one in forty
// has 100,000,000.
func largeSettings(t *testing.T, random *rand.Rand, i int) (settings.Settings, string) {
	for {
		s := settings.DefaultSettings()
		s.Mode, s.Seed = settings.Instant, random.Int64N(1<<53)
		s.Messages = 10_000_001 + random.Int64N(1_000_000)
		if i%40 == 0 {
			s.Messages = 100_000_000
		}
		s.SenderGroups = nil
		for g := range 1 + random.IntN(3) {
			group := settings.SenderGroup{Name: fmt.Sprint("group ", g), Senders: 1 + random.IntN([]int{10, 300, 3000}[random.IntN(3)]), RateUnit: settings.Messages}
			mean := math.Pow(10, -1+4*random.Float64())
			group.SendTime = []settings.SendTime{
				{Distribution: settings.Constant, Mean: &mean},
				{Distribution: settings.Exponential, Mean: &mean},
				{Distribution: settings.Normal, Mean: &mean, StandardDeviation: new(mean * random.Float64())},
				{Distribution: settings.Lognormal, Mean: &mean, StandardDeviation: new(mean * 3 * random.Float64())},
				{Distribution: settings.Uniform, Minimum: new(mean / 2), Maximum: &mean},
			}[random.IntN(5)]
			if random.IntN(2) == 0 {
				group.FailureRate, group.PermanentShare = random.Float64()*0.3, random.Float64()
			}
			if random.IntN(4) == 0 {
				group.RatePerSecond = new(math.Pow(10, 1+3*random.Float64()))
			}
			s.SenderGroups = append(s.SenderGroups, group)
		}
		if random.IntN(3) == 0 {
			s.TimeToLive = new(math.Floor(min(604_800, 1+2*random.Float64()*s.EstimatedMakespan())))
		}
		s.Objectives = []settings.Objective{{Share: 0.3, Within: 1000}, {Share: 0.999, Within: 1e6}}
		if _, err := settingstest.Valid(s); err != nil {
			continue // longer than can be counted
		}
		raw, err := json.Marshal(s)
		if err != nil {
			t.Error(err)
		}
		return s, string(raw)
	}
}

// differences compares a forecast with replays: of each group's senders to the
// end, and of all senders to the instants that the forecast tells of.
func differences(t *testing.T, random *rand.Rand, s settings.Settings, a result.ForecastAnswer) (wrong []string) {
	differs := func(what string, got, want any) {
		if !reflect.DeepEqual(got, want) {
			wrong = append(wrong, fmt.Sprintf("%s is %v, of the run %v", what, got, want))
		}
	}
	compiled, err := schedule.Compile(s)
	if err != nil {
		return []string{err.Error()}
	}
	var total simulation.Counts
	for i, from := 0, 0; i < len(s.SenderGroups); i++ {
		to := from + s.SenderGroups[i].Senders
		replay := compiled.Replay(from, to)
		for !replay.Done() { // as a worker that runs it: in steps
			replay.Advance(math.MaxInt64, 1_000_000)
		}
		end := replay.Checkpoint()
		differs("makespan", settings.MicrosOf(a.Makespan), end.Clock)
		c, g := end.Counts, a.Groups[i]
		total = total.Add(c)
		differs(g.Name, []int64{g.Attempts, g.Delivered, g.Failed}, []int64{c.Attempts, c.Delivered, c.Failed})
		differs(g.Name+"'s average send time", g.AverageSendTime, c.AverageSendTime())
		from = to
	}
	differs("the whole", []int64{a.Delivered, a.Failed, a.Expired, a.Attempts}, []int64{total.Delivered, total.Failed, total.Expired, total.Attempts})
	differs("all messages", total.Ended(), s.Messages)

	// What has been delivered at an instant, and just before it.
	var instants []moment
	if l := a.Latency; l != nil {
		for _, p := range []struct{ share, at float64 }{{0.5, l.P50}, {0.9, l.P90}, {0.95, l.P95}, {0.99, l.P99}, {1, l.Max}} {
			instants = append(instants, moment{fmt.Sprint("percentile ", p.share), settings.MicrosOf(p.at), int64(math.Ceil(p.share*float64(total.Delivered) - 1e-6))})
		}
	}
	for _, o := range a.Objectives {
		rank := int64(math.Ceil(o.Share*float64(s.Messages) - 1e-6))
		if (o.At != nil) != (rank <= total.Delivered) {
			wrong = append(wrong, fmt.Sprintf("%v is reached at %v, %d are delivered", o.Share, o.At, total.Delivered))
		}
		if o.At != nil {
			instants = append(instants, moment{fmt.Sprint("objective ", o.Share), settings.MicrosOf(*o.At), rank})
		}
	}
	// And in a bin of the timeline that is drawn.
	width, bin := settings.MicrosOf(a.Timeline.BinSeconds), random.IntN(len(a.Timeline.Delivered))
	edge := settings.Micros(bin+1)*width - 1
	instants = append(instants, moment{"timeline", edge, 0})
	slices.SortStableFunc(instants, func(a, b moment) int { return cmp.Compare(a.at, b.at) })

	replay := compiled.Replay(0, s.TotalSenders())
	for _, i := range instants {
		if replay.Checkpoint().Clock < i.at-1 {
			replay.Advance(i.at-1, 0)
			if n := replay.Checkpoint().Counts.Delivered; i.rank > 0 && n >= i.rank {
				wrong = append(wrong, fmt.Sprintf("%s: %d are delivered before %d µs, not fewer than %d", i.what, n, i.at, i.rank))
			}
		}
		replay.Advance(i.at, 0)
		if i.at == edge {
			var line [3]int64
			for i := range bin + 1 {
				line[0] += a.Timeline.Delivered[i]
				line[1] += a.Timeline.Failed[i]
				line[2] += a.Timeline.Expired[i]
			}
			c := replay.Checkpoint().Counts
			differs(fmt.Sprint("the timeline up to bin ", bin), line, [3]int64{c.Delivered, c.Failed, c.Expired})
		}
		if n := replay.Checkpoint().Counts.Delivered; n < i.rank {
			wrong = append(wrong, fmt.Sprintf("%s: %d are delivered by %d µs, not %d", i.what, n, i.at, i.rank))
		}
	}
	return wrong
}

type moment struct {
	what string
	at   settings.Micros
	rank int64 // how many are delivered by then, and not before
}
