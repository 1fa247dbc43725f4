package settings

import (
	"fmt"
	"math"
	"sort"

	"alertsim/internal/engine"
	"alertsim/internal/fault"
	"alertsim/internal/words"
)

// checkRules checks what concerns several fields at once. A rule whose fields
// are wrong already says nothing.
func (r *reader) checkRules(s Settings) {
	r.checkForecastRules(s)
	if len(r.errs) > 0 || s.Mode != Live {
		return
	}
	if err := checkLiveDuration(s, s.Engine().MinMakespan(), "at least"); err != nil {
		r.errs = append(r.errs, *err)
	}
}

// CheckMakespan refuses a live simulation that takes longer on the wall than
// MaxLiveDuration: CodeInvalid.
func CheckMakespan(s Settings, makespan Micros) error {
	return checkMakespan(s, makespan, "about")
}

// CheckMinMakespan is CheckMakespan for a lower bound of the makespan.
func CheckMinMakespan(s Settings, bound Micros) error { return checkMakespan(s, bound, "at least") }

func checkMakespan(s Settings, makespan Micros, about string) error {
	if s.Mode != Live {
		return nil
	}
	if err := checkLiveDuration(s, makespan.Seconds(), about); err != nil {
		return &fault.Error{Code: fault.CodeInvalid, Message: "the run would take too long", Fields: []fault.FieldError{*err}}
	}
	return nil
}

// checkLiveDuration is about a live run of so many simulated seconds.
func checkLiveDuration(s Settings, seconds float64, about string) *fault.FieldError {
	limit := MaxLiveDuration.Seconds()
	if seconds/s.Speed <= limit {
		return nil
	}
	remedy := "choose mode instant"
	if needed := math.Ceil(seconds / limit); needed <= fieldByPath["speed"].Maximum {
		remedy = fmt.Sprintf("choose a speed of at least %s or mode instant", words.Number(needed))
	}
	return &fault.FieldError{Path: "speed", Message: fmt.Sprintf("is too slow: the run would take %s %.1f hours and a live one may take %s; %s",
		about, math.Ceil(seconds/s.Speed/360)/10, words.Number(limit/3600), remedy)}
}

// checkForecastRules are the rules that hold for a forecast too.
func (r *reader) checkForecastRules(s Settings) {
	r.checkSendTimes(s)
	r.checkChannels(s)
	r.checkAudience(s)
	r.checkCaps(s)
	r.checkCalendar(s)
	r.checkObjectives(s)
	if n := s.TotalSenders(); n > MaxSenders && !r.failed("senderGroups") {
		r.add("senderGroups", "must have at most %s senders in all (has %s)", words.Number(MaxSenders), words.Number(float64(n)))
	}
	if s.Mode == Live && s.Messages > MaxLiveMessages && !r.failed("messages", "mode") {
		r.add("messages", "must be at most %s for a live simulation (got %s); mode instant takes more",
			words.Number(MaxLiveMessages), words.Number(float64(s.Messages)))
	}
	if s.Messages > MaxRetryMessages && s.Retry.MaxAttempts > 1 && !r.failed("messages", "retry") {
		r.add("retry.maxAttempts", "must be 1 with more than %s messages", words.Number(MaxRetryMessages))
	}
	if len(r.errs) > 0 {
		return // the rest needs every figure
	}
	if r.checkExtended(s); len(r.errs) > 0 {
		return
	}
	shortest, longest := s.Engine().MinMakespan(), engine.MaxMakespan(s.TotalSenders()).Seconds()
	if shortest > longest {
		r.add("messages", "would take at least %.3g simulated seconds, more than the %.3g that can be counted; use at most %s, higher rate limits or shorter send times",
			shortest, longest, words.Number(float64(s.countable(longest))))
	}
}

// countable is the largest number of messages that may end within so many
// simulated seconds; at least 1.
func (s Settings) countable(seconds float64) int64 {
	c := s.Engine()
	return int64(1 + sort.Search(int(s.Messages)-1, func(n int) bool {
		c.Messages = int64(n + 2)
		return c.MinMakespan() > seconds
	}))
}

// checkExtended is about the size of settings with anything of the model's second version.
func (r *reader) checkExtended(s Settings) {
	if !s.Extended() {
		return
	}
	if s.Messages > MaxExtendedMessages {
		r.add("messages", "must be at most %s with channels, steps, audiences, caps, timetables or another retry rule than a growing backoff (got %s)",
			words.Count(MaxExtendedMessages), words.Count(s.Messages))
	} else if most := s.MostAttempts(); most > MaxExtendedAttempts {
		r.add("messages", "could be tried %s times in all, through all steps and cycles, and %s are allowed; lower messages, cycles or the attempts of retry",
			words.Count(most), words.Count(MaxExtendedAttempts))
	}
	if len(r.errs) == 0 {
		r.checkRolling(s)
	}
}

// AttemptsEach is how many attempts one message can have, through all steps and cycles.
func (s Settings) AttemptsEach() int64 {
	if len(s.Steps) == 0 {
		return int64(s.Retry.MaxAttempts)
	}
	each := 0
	for _, step := range s.Steps {
		retry := s.Retry
		if step.Retry != nil {
			retry = *step.Retry
		}
		each += retry.MaxAttempts
	}
	return int64(each * s.TimesThrough())
}

// MostAttempts is how many attempts all messages together can have.
func (s Settings) MostAttempts() int64 { return s.Messages * s.AttemptsEach() }

func (r *reader) checkSendTimes(s Settings) {
	for path, t := range s.sendTimes() {
		r.checkSendTime(path, t)
	}
}

func (r *reader) checkSendTime(path string, t SendTime) {
	if r.failed(path) {
		return
	}
	switch t.Distribution {
	case Normal, Lognormal:
		if *t.StandardDeviation > MaxDeviationRatio**t.Mean {
			r.add(path+".standardDeviation", "must be at most %d times the mean, here %s seconds (got %s)",
				MaxDeviationRatio, words.Number(MaxDeviationRatio**t.Mean), words.Number(*t.StandardDeviation))
		}
	case Uniform:
		if *t.Minimum > *t.Maximum {
			r.add(path+".minimum", "must be at most the maximum, here %s seconds (got %s)", words.Number(*t.Maximum), words.Number(*t.Minimum))
		}
	case Empirical:
		for i := 1; i < len(t.Percentiles); i++ {
			a, b, at := t.Percentiles[i-1], t.Percentiles[i], fmt.Sprintf("%s.percentiles[%d]", path, i)
			if b.Share <= a.Share {
				r.add(at+".share", "must be greater than the share before it, here %s (got %s)", words.Number(a.Share), words.Number(b.Share))
			}
			if b.Seconds < a.Seconds {
				r.add(at+".seconds", "must be at least the seconds before it, here %s (got %s)", words.Number(a.Seconds), words.Number(b.Seconds))
			}
		}
	case Exponential, Constant: // one figure
	}
}

// EstimatedMakespan is the expected makespan in simulated seconds by mean
// values: messages × expected attempts over the groups' summed throughput. It
// leaves out the tail of the last attempts and backoffs, and of the model's second
// version all but outcomes.
func (s Settings) EstimatedMakespan() float64 {
	throughput, failing := 0.0, 0.0
	for _, g := range s.SenderGroups {
		t := float64(g.Senders) / max(g.meanSendTime(), 1e-6)
		if rate := s.AttemptRate(g); rate > 0 {
			t = min(t, rate)
		}
		throughput += t
		failing += t * g.temporaryShare()
	}
	again := failing / throughput // share of attempts that are followed by another
	attempts := 0.0
	for i := range s.Retry.MaxAttempts {
		attempts += math.Pow(again, float64(i))
	}
	estimate := float64(s.Messages) * attempts / throughput
	if s.TimeToLive != nil {
		estimate = min(estimate, *s.TimeToLive)
	}
	return estimate
}

// meanSendTime is in seconds.
func (g SenderGroup) meanSendTime() float64 {
	if len(g.Outcomes) == 0 {
		return g.SendTime.mean()
	}
	mean := 0.0
	for _, o := range g.Outcomes {
		mean += o.Share * o.SendTime.mean()
	}
	return mean
}

// temporaryShare is the share of attempts that fail and may be followed by another.
func (g SenderGroup) temporaryShare() float64 {
	if len(g.Outcomes) == 0 {
		return g.FailureRate * (1 - g.PermanentShare)
	}
	share := 0.0
	for _, o := range g.Outcomes {
		if o.Result == TemporaryResult {
			share += o.Share
		}
	}
	return share
}

// mean is the mean send time in seconds; for a normal distribution the one
// after the cut at 0, which is several times the given one if the deviation is,
// for an empirical one that of the lines between points.
func (t SendTime) mean() float64 {
	switch t.Distribution {
	case Uniform:
		return (*t.Minimum + *t.Maximum) / 2
	case Empirical:
		first, last := t.Percentiles[0], t.Percentiles[len(t.Percentiles)-1]
		mean := first.Share*first.Seconds + (1-last.Share)*last.Seconds
		for i := 1; i < len(t.Percentiles); i++ {
			a, b := t.Percentiles[i-1], t.Percentiles[i]
			mean += (b.Share - a.Share) * (a.Seconds + b.Seconds) / 2
		}
		return mean
	case Normal:
		mean, deviation := *t.Mean, *t.StandardDeviation
		if deviation == 0 {
			return mean
		}
		density := math.Exp(-mean*mean/(2*deviation*deviation)) / math.Sqrt(2*math.Pi)
		left := math.Erfc(-mean/(deviation*math.Sqrt2)) / 2 // above the cut
		return mean + deviation*density/left
	case Lognormal, Exponential, Constant:
		return *t.Mean
	}
	return 0 // no distribution that Decode lets in
}
