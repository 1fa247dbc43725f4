package engine

import "testing"

// At every clock, however it is reached: messages = delivered + failed + expired + in flight + waiting, with no part
// negative; what has ended stays ended; a run that is done has ended everything.
func FuzzSchedule(f *testing.F) {
	f.Add(int64(100), uint64(1), uint16(4), uint16(0), byte(1), 0.05, 0.5, 0.0, int64(0), int64(0), uint16(50))
	f.Add(int64(500), uint64(2), uint16(90), uint16(7), byte(4), 0.5, 0.1, 3.0, int64(60e6), int64(5e6), uint16(1))
	f.Add(int64(50), uint64(3), uint16(1), uint16(1), byte(10), 1.0, 0.0, 0.0, int64(1), int64(0), uint16(999))
	f.Add(int64(90), uint64(4), uint16(299), uint16(0), byte(10), 1.0, 0.0, 0.0, int64(0), int64(1e15), uint16(7))
	f.Fuzz(func(t *testing.T, messages int64, seed uint64, first, second uint16, attempts byte, failure, permanent,
		rate float64, deadline, backoff int64, step uint16,
	) {
		if messages > 2000 {
			messages %= 2000
		}
		c := Config{
			Messages: messages,
			Seed:     seed,
			Groups: []Group{{
				Senders: int(first % 300), SendTime: Normal(1, 3), FailureRate: failure, PermanentShare: permanent, RatePerSecond: rate,
			}},
			Retry: Retry{
				MaxAttempts: int(attempts), InitialBackoff: Time(backoff), Multiplier: 2, MaxBackoff: Time(backoff), Jitter: step%2 == 0,
			},
			TimeToLive: Time(deadline),
		}
		if second%300 > 0 {
			c.Groups = append(c.Groups, Group{Senders: int(second % 300), SendTime: Uniform(0, 2), FailureRate: permanent})
		}
		s, err := Compile(c)
		if err != nil {
			return // it did not panic
		}
		checkBalance(t, s, int(step)+1)
	})
}

func checkBalance(t *testing.T, s *Schedule, step int) {
	half := s.Senders() / 2
	low, high := s.Run(SenderRange{0, half}), s.Run(SenderRange{half, s.Senders()})
	var before Counts
	for calls := 0; ; calls++ {
		done := low.Advance(never, step)
		high.Advance(low.Clock(), 0)
		sum := low.Counts().Add(high.Counts())
		waiting := s.Messages() - sum.Ended() - sum.InFlight
		if waiting < 0 || sum.InFlight < 0 || sum.InFlight > int64(s.Senders()) {
			t.Fatalf("at %d: %+v of %d messages", low.Clock(), sum, s.Messages())
		}
		if sum.Delivered < before.Delivered || sum.Failed < before.Failed || sum.Expired < before.Expired ||
			sum.Attempts < before.Attempts || sum.SendTime < before.SendTime {
			t.Fatalf("at %d: fell from %+v to %+v", low.Clock(), before, sum)
		}
		before = sum
		if low.Err() != nil { // as far as can be counted
			if !done || low.Done() || high.Err() == nil || low.Clock() != s.limit() {
				t.Fatalf("at %d of %d that can be counted: done %v, %v and %v", low.Clock(), s.limit(), done, low.Done(), high.Err())
			}
			return
		}
		if done != low.Done() || low.Clock() > s.bound || calls > int(s.Messages())*MaxAttempts*3 {
			t.Fatalf("at %d of at most %d: done %v, %v", low.Clock(), s.bound, done, low.Done())
		}
		if done {
			if sum.Ended() != s.Messages() || sum.InFlight != 0 || low.Makespan() != high.Makespan() {
				t.Fatalf("done with %+v of %d messages", sum, s.Messages())
			}
			return
		}
	}
}
