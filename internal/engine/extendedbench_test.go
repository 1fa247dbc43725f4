package engine

import "testing"

// typical is a county's alert: three channels, by SMS, then by voice until confirmed, with audiences, caps and a timetable.
func typical(messages int64) Config {
	part := func(share float64) int64 { return int64(share * float64(messages)) }
	return Config{
		Messages: messages, Seed: 1, Acknowledged: true, TimeToLive: 172_800 * Second,
		Retry: Retry{MaxAttempts: 3, InitialBackoff: 60 * Second, Multiplier: 2, MaxBackoff: 600 * Second, Jitter: true},
		Channels: []Channel{
			{NeverReached: 0.1, Confirms: 0.4, After: Lognormal(200, 300)}, {NeverReached: 0.2, Confirms: 0.8, After: Uniform(0, 20)}, {},
		},
		Steps: []Step{{Channel: 0, Wait: 300 * Second}, {Channel: 1, Wait: 120 * Second}},
		Audiences: []Audience{
			{Messages: part(0.05), Priority: 9}, {Messages: part(0.3), Channels: []bool{true, false, false}},
			{Messages: part(0.2), At: 3600 * Second, Priority: 3}, {Messages: messages - part(0.05) - part(0.3) - part(0.2)},
		},
		Groups: []Group{
			{Senders: 2000, SendTime: Normal(5, 2), FailureRate: 0.05, PermanentShare: 0.3, RatePerSecond: 500, Burst: 50, Timetable: []Change{
				{At: 300 * Second, RatePerSecond: new(300.0)}, {At: 600 * Second, Open: new(false), Abort: true}, {At: 900 * Second, Open: new(true)},
			}},
			{Senders: 500, Channel: 1, Endings: []Ending{
				{0.5, Reached, Normal(60, 12)}, {0.2, Temporary, Constant(8)}, {0.05, Permanent, Constant(3)}, {0.25, Reached, Constant(70)},
			}},
		},
		Caps: []Cap{
			{Count: 200_000, Weight: 1, Groups: []bool{true, false}, Window: 3600 * Second},
			{Count: 1_000_000, Weight: 2, Groups: []bool{true, false}, Turns: []Time{21_600 * Second, 108_000 * Second}, Refuses: true, Audiences: []bool{false, true, false, false}},
			{Count: 50_000, Weight: 1, Groups: []bool{false, true}, Window: 3600 * Second},
		},
	}
}

// BenchmarkTypical is a whole run; its memory is taken anew each time.
func BenchmarkTypical(b *testing.B) {
	s := compile(b, typical(1_000_000))
	attempts := int64(0)
	for b.Loop() {
		r := s.Run(SenderRange{0, s.Senders()})
		if r.Advance(never, 0); !r.Done() {
			b.Fatal("not done")
		}
		attempts = r.Counts().Attempts
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(attempts), "ns/attempt")
}

// BenchmarkTypicalPlain is the same by heaps of the standard library.
func BenchmarkTypicalPlain(b *testing.B) {
	c := typical(1_000_000)
	s := compile(b, c)
	attempts := int64(0)
	for b.Loop() {
		attempts = runPlain(s, c).attempts
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(attempts), "ns/attempt")
}
