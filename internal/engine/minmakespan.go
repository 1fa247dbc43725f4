package engine

// MinMakespan is a lower bound of the makespan, from at most so many draws, which take some nanoseconds each. What is
// not drawn counts as nothing.
//
// Of every message it counts the attempts that it has with whatever senders, each as short as with the fastest. All
// senders together are busy for the sum of them; and the message that takes longest, with its backoffs, ends no earlier.
// If that is after the deadline something expires there.
//
// Of the model's second version it knows nothing.
func (s *Schedule) MinMakespan(draws int) Time {
	if s.course != nil {
		return 0
	}
	work, longest := Time(0), Time(0)
	for m := int64(0); m < s.messages && draws > 0; m++ {
		busy, waits := Time(0), Time(0)
		for t := firstTry(m); draws > 0; t++ {
			draws -= len(s.groups)
			busy += s.shortest(t)
			wait, again := s.surelyRetried(t)
			if !again {
				break
			}
			waits += wait
		}
		work += busy
		longest = max(longest, busy+waits)
	}
	bound := max(longest, work/Time(s.senders))
	return min(bound, s.deadline, s.limit())
}

// shortest is how long an attempt takes at least.
func (s *Schedule) shortest(t try) Time {
	h := draw(s.attemptKey, t)
	shortest := never
	for g := range s.groups {
		shortest = min(shortest, s.groups[g].table.sample(h))
	}
	return shortest
}

// surelyRetried reports whether an attempt fails temporarily in every group and is not the last, and the wait after it.
func (s *Schedule) surelyRetried(t try) (wait Time, again bool) {
	if t.attempt() >= s.maxAttempts {
		return 0, false
	}
	h, reason := draw(s.attemptKey, t), draw(s.failureKey, t)
	for i := range s.groups {
		g := &s.groups[i]
		if !g.failure.happens(h, s.attemptTieKey, t) || g.permanent.happens(reason, s.failureTieKey, t) {
			return 0, false
		}
	}
	wait = s.backoffs[t.attempt()]
	if s.jitter {
		wait = jittered(wait, reason)
	}
	return wait, true
}
