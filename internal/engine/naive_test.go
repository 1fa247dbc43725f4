package engine

import (
	"cmp"
	"math/big"
	"slices"
)

// naive is the rules written down once more, without any of the engine's structures: it shares only its draws and
// samples. It returns the ended attempts in order, and how many messages expired at the deadline in no attempt.
func naive(c Config) (attempts []Attempt, lapsed int) {
	type message struct {
		number  int64
		attempt int  // the next
		due     Time // 0 for a fresh one
	}
	type sender struct {
		group, number int
		busy          bool
		carries       message
		start, end    Time
	}
	var senders []sender
	var tables []*table
	slotNanos := make([]int64, len(c.Groups))
	for g, group := range c.Groups {
		for range group.Senders {
			senders = append(senders, sender{group: g, number: len(senders)})
		}
		table, err := newTable(group.SendTime.quantile())
		if err != nil {
			panic(err)
		}
		tables = append(tables, table)
	}
	var waiting []message // and those in backoff
	for m := range c.Messages {
		waiting = append(waiting, message{number: m, attempt: 1})
	}
	durations, failures := drawKey(c.Seed, purposeAttempt), drawKey(c.Seed, purposeFailure)
	happens := func(rate float64, purpose uint64, m int64, attempt int) bool {
		t := try(m<<tryShift | int64(attempt))
		return naiveHappens(rate, draw(drawKey(c.Seed, purpose), t), draw(drawKey(c.Seed, purpose+purposeTie), t))
	}

	for now := Time(0); ; {
		for i := range senders {
			s := &senders[i]
			if !s.busy || s.end != now {
				continue
			}
			group, m := c.Groups[s.group], s.carries
			s.busy = false
			outcome := Delivered
			if happens(group.FailureRate, purposeAttempt, m.number, m.attempt) {
				h := draw(failures, try(m.number<<tryShift|int64(m.attempt)))
				switch {
				case m.attempt == c.Retry.MaxAttempts, happens(group.PermanentShare, purposeFailure, m.number, m.attempt):
					outcome = Failed
				case c.TimeToLive > 0 && now >= c.TimeToLive:
					outcome = Expired
				default:
					outcome = Retried
					backoff := float64(c.Retry.InitialBackoff)
					for range m.attempt - 1 {
						backoff *= c.Retry.Multiplier
					}
					wait := Time(min(backoff+0.5, float64(c.Retry.MaxBackoff)))
					if c.Retry.Jitter {
						wait = jittered(wait, h)
					}
					waiting = append(waiting, message{m.number, m.attempt + 1, now + wait})
				}
			}
			attempts = append(attempts, Attempt{m.number, m.attempt, s.number, s.start, now - s.start, outcome})
		}
		if c.TimeToLive > 0 && now == c.TimeToLive {
			lapsed = len(waiting)
			waiting = nil
		}
		// Retries come before fresh messages, whose attempt is 1.
		slices.SortStableFunc(waiting, func(a, b message) int {
			return cmp.Or(cmp.Compare(min(2, b.attempt), min(2, a.attempt)), cmp.Compare(a.due, b.due),
				cmp.Compare(a.number, b.number))
		})
		for i := range senders {
			s := &senders[i]
			if s.busy || slotNanos[s.group] > int64(now)*1000 || c.TimeToLive > 0 && now >= c.TimeToLive {
				continue
			}
			next := slices.IndexFunc(waiting, func(m message) bool { return m.due <= now })
			if next < 0 {
				continue
			}
			m := waiting[next]
			waiting = slices.Delete(waiting, next, next+1)
			h := draw(durations, try(m.number<<tryShift|int64(m.attempt)))
			s.busy, s.carries, s.start, s.end = true, m, now, now+tables[s.group].sample(h)
			if rate := c.Groups[s.group].RatePerSecond; rate > 0 {
				// A start that comes less than 1 µs after its slot is late only because starts are at whole microseconds.
				if int64(now)*1000-slotNanos[s.group] >= 1000 {
					slotNanos[s.group] = int64(now) * 1000
				}
				slotNanos[s.group] += int64(1e9/rate + 0.5)
			}
		}
		// The next instant is the least of everything that is still to come.
		next := never
		consider := func(at Time) {
			if at > now {
				next = min(next, at)
			}
		}
		busy := false
		for _, s := range senders {
			if s.busy {
				busy = true
				consider(s.end)
			}
			consider(Time((slotNanos[s.group] + 999) / 1000))
		}
		for _, m := range waiting {
			consider(m.due)
		}
		if c.TimeToLive > 0 {
			consider(c.TimeToLive)
		}
		if !busy && len(waiting) == 0 {
			return attempts, lapsed
		}
		now = next
	}
}

// naiveHappens is whether the 24 lower bits of a draw and the 64 of a second one, read as one binary fraction, are below
// a share.
func naiveHappens(share float64, first, second uint64) bool {
	bits := new(big.Int).SetUint64(first % (1 << 24))
	bits.Add(bits.Lsh(bits, 64), new(big.Int).SetUint64(second))
	fraction := new(big.Rat).SetFrac(bits, new(big.Int).Lsh(big.NewInt(1), 88))
	return fraction.Cmp(new(big.Rat).SetFloat64(share)) < 0
}

// countsAt is what a range of senders has done by a clock, according to the ended attempts of a whole schedule.
func countsAt(c Config, attempts []Attempt, lapsed int, of SenderRange, clock Time) Counts {
	var counts Counts
	if of.From == 0 && of.To > 0 && c.TimeToLive > 0 && clock >= c.TimeToLive {
		counts.Expired += int64(lapsed)
	}
	for _, a := range attempts {
		if a.Sender < of.From || a.Sender >= of.To || a.Start > clock {
			continue
		}
		if a.Start+a.Duration > clock {
			counts.InFlight++
			continue
		}
		counts.Attempts++
		counts.SendTime += a.Duration
		switch a.Outcome {
		case Delivered:
			counts.Delivered++
		case Failed:
			counts.Failed++
		case Expired:
			counts.Expired++
		}
	}
	return counts
}
