package engine

// Variant compiles another Config like [Compile], but takes over the tables of groups that stand at the same place with
// the same distribution: what differs in the seed or in numbers of senders only is compiled in about a microsecond.
func (s *Schedule) Variant(c Config) (*Schedule, error) {
	return compileWith(c, func(i int, d Distribution) (*table, error) {
		if i < len(s.groups) && s.groups[i].sendTime.equal(d) {
			return s.groups[i].table, nil
		}
		return newTable(d.quantile())
	})
}

// MoreSendersNeverHarm reports whether with more senders, and all else the same, no message starts later. Then none ends
// later either and none expires that did not, so at every instant at least as many are delivered.
//
// It is so for one group without retries, with or without failures, a rate limit and a deadline. As there are no retries,
// messages start in their order, and how long message m takes and whether it fails depends on m alone. Compare a system
// of n senders with one of more, whose times have a dash, by induction over m (Kiefer and Wolfowitz, 1955, for queues
// of this kind). Let f₁ ≤ … ≤ fₙ be when the senders are free just before m starts, and o when exactly the slot opens;
// f'ᵢ ≤ fᵢ for i ≤ n and o' ≤ o.
//
//   - Message m starts at t = max(f₁, ⌈o⌉), so t' ≤ t.
//   - f'ᵢ ≤ fᵢ still holds: both lists replace their first time by start + duration, and of two lists of which one is
//     nowhere greater the sorted ones are so too. A sender more only moves others of its list to a lower place.
//   - o' ≤ o still holds. The next slot opens an interval of at least 1 µs after o if m starts on time (t = ⌈o⌉), else after
//     t. If m starts late with fewer, or earlier with more, this is so by t' ≤ t and t − 1 < o. What is left is
//     t' = t, on time with n but late with more: more than n messages before m then end at t or later. With n they end no
//     earlier, so two of them shared a sender, of which one ended at t and the other started at t, as does m: two starts
//     of a group with slots in one instant, which cannot be.
//
// The deadline only forbids starts at or after it. With several groups a further sender may be a slow one, and with
// retries the order in which messages start changes.
func (s *Schedule) MoreSendersNeverHarm() bool {
	return len(s.groups) == 1 && s.maxAttempts == 1 && s.course == nil
}

// MaxAttempts is how many attempts a message can have: 1 if no failure is temporary.
func (s *Schedule) MaxAttempts() int { return s.maxAttempts }

// Draw is what chance holds for one attempt if a certain group makes it.
type Draw struct {
	Duration  Time
	Fails     bool
	Permanent bool // the failure, if it fails
	Backoff   Time // before the next attempt, if the failure is not permanent
}

// Draw looks at one attempt (1..MaxAttempts) of a message (0..messages-1). It does not depend on a run, in which there
// may be no such attempt.
func (s *Schedule) Draw(message int64, attempt, group int) Draw {
	t, g := try(message)<<tryShift|try(attempt), &s.groups[group]
	h := draw(s.attemptKey, t)
	d := Draw{Duration: g.table.sample(h), Fails: g.failure.happens(h, s.attemptTieKey, t)}
	if !d.Fails || attempt >= s.maxAttempts {
		return d
	}
	h = draw(s.failureKey, t)
	d.Permanent = g.permanent.happens(h, s.failureTieKey, t)
	d.Backoff = s.backoffs[attempt]
	if s.jitter {
		d.Backoff = jittered(d.Backoff, h)
	}
	return d
}

// MaxStarts is an upper bound of how many attempts a group can start up to and including an instant, by its rate limit
// alone: the k-th start (from 0) is no earlier than k intervals after 0. It is false if there is no limit.
func (s *Schedule) MaxStarts(group int, until Time) (starts int64, limited bool) {
	i := s.groups[group].interval
	if i == (interval{}) {
		return 0, false
	}
	if until > never/1000 {
		return int64(never), true
	}
	return int64(until*1000/(i.micros*1000+i.nanos)) + 1, true
}
