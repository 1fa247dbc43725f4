package simulation

import (
	"fmt"
	"math"
	"math/bits"
)

// checkRules checks what concerns several fields at once. A rule whose fields
// are wrong already says nothing.
func (r *reader) checkRules(s Settings) {
	r.checkForecastRules(s)
	if len(r.errs) > 0 || s.Mode != Live {
		return
	}
	estimate, most := s.EstimatedMakespan(), MaxLiveDuration.Seconds()
	if estimate/s.Speed <= most {
		return
	}
	remedy := "choose mode instant"
	if needed := math.Ceil(estimate / most); needed <= fieldByPath["speed"].Maximum {
		remedy = fmt.Sprintf("choose a speed of at least %s or mode instant", number(needed))
	}
	r.add("speed", "is too slow: the run would take about %s hours and a live one may take %s; %s",
		number(math.Round(estimate/s.Speed/3600)), number(most/3600), remedy)
}

// checkForecastRules are the rules that hold for a forecast too.
func (r *reader) checkForecastRules(s Settings) {
	for i, g := range s.SenderGroups {
		r.checkSendTime(fmt.Sprintf("senderGroups[%d].sendTime", i), g.SendTime)
	}
	if n := s.TotalSenders(); n > MaxSenders && !r.failed("senderGroups") {
		r.add("senderGroups", "must have at most %s senders in all (has %s)", number(MaxSenders), number(float64(n)))
	}
	if s.Mode == Live && s.Messages > MaxLiveMessages && !r.failed("messages", "mode") {
		r.add("messages", "must be at most %s for a live simulation (got %s); mode instant takes more",
			number(MaxLiveMessages), number(float64(s.Messages)))
	}
	if s.Messages > MaxRetryMessages && s.Retry.MaxAttempts > 1 && !r.failed("messages", "retry") {
		r.add("retry.maxAttempts", "must be 1 with more than %s messages", number(MaxRetryMessages))
	}
	if len(r.errs) > 0 {
		return // the rest needs every figure
	}
	most := maxMakespan(s.TotalSenders())
	if bound := s.MakespanBound(); bound > most.Seconds() {
		r.add("messages", "could take up to %.3g simulated seconds, more than the %.3g that can be counted; use fewer messages or attempts, more senders or shorter send times",
			bound, most.Seconds())
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
				MaxDeviationRatio, number(MaxDeviationRatio**t.Mean), number(*t.StandardDeviation))
		}
	case Uniform:
		if *t.Minimum > *t.Maximum {
			r.add(path+".minimum", "must be at most the maximum, here %s seconds (got %s)", number(*t.Maximum), number(*t.Minimum))
		}
	case Empirical:
		for i := 1; i < len(t.Percentiles); i++ {
			a, b, at := t.Percentiles[i-1], t.Percentiles[i], fmt.Sprintf("%s.percentiles[%d]", path, i)
			if b.Share <= a.Share {
				r.add(at+".share", "must be greater than the share before it, here %s (got %s)", number(a.Share), number(b.Share))
			}
			if b.Seconds < a.Seconds {
				r.add(at+".seconds", "must be at least the seconds before it, here %s (got %s)", number(a.Seconds), number(b.Seconds))
			}
		}
	}
}

// maxMakespan is how far the engine's packed keys count, halved for safety: of
// 63 bits one is the outcome and bits.Len(senders) are the sender.
func maxMakespan(senders int) Micros { return 1 << (61 - bits.Len(uint(senders))) }

// MakespanBound is an upper bound of the makespan in simulated seconds.
//
// While every sender is busy or waits for its slot, group g ends attempts at
// least at 1/(1/rate + longest/senders); so such times add up to at most the
// least, over the groups, of attempts × (1/rate + longest/senders). At every
// other time the message that ends last is itself in an attempt or in backoff.
func (s Settings) MakespanBound() float64 {
	attempts := float64(s.Messages) * float64(s.Retry.MaxAttempts)
	busy, longest, slot := math.Inf(1), 0.0, 0.0
	for _, g := range s.SenderGroups {
		l := g.SendTime.longest()
		each := l / float64(g.Senders)
		if rate := s.AttemptRate(g); rate > 0 {
			each += 1 / rate
			slot = max(slot, 1/rate)
		}
		busy = min(busy, attempts*each)
		longest = max(longest, l)
	}
	backoff := float64(s.Retry.MaxAttempts-1) * s.Retry.MaxBackoff
	bound := busy + float64(s.Retry.MaxAttempts+1)*(longest+slot) + backoff
	if s.TimeToLive != nil {
		bound = min(bound, *s.TimeToLive+longest)
	}
	return bound
}

// EstimatedMakespan is the expected makespan in simulated seconds by mean
// values: messages × expected attempts over the groups' summed throughput. It
// leaves out the tail of the last attempts and backoffs.
func (s Settings) EstimatedMakespan() float64 {
	throughput, failing := 0.0, 0.0
	for _, g := range s.SenderGroups {
		t := float64(g.Senders) / max(g.SendTime.mean(), 1e-6)
		if rate := s.AttemptRate(g); rate > 0 {
			t = min(t, rate)
		}
		throughput += t
		failing += t * g.FailureRate * (1 - g.PermanentShare)
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

// longest is an upper bound of one send time in seconds: a draw has 40 bits, so
// a normal one lies within 7.2 deviations and an exponential one below 28.5
// means; the figures here leave room for the tables' rounding.
func (t SendTime) longest() float64 {
	switch t.Distribution {
	case Exponential:
		return 32 * *t.Mean
	case Constant:
		return *t.Mean + 1e-6
	case Uniform:
		return *t.Maximum + 1e-6
	case Empirical:
		return t.Percentiles[len(t.Percentiles)-1].Seconds + 1e-6
	case Lognormal:
		mu, sigma := t.logParameters()
		return math.Exp(mu + 8*sigma)
	default:
		return *t.Mean + 8**t.StandardDeviation
	}
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
	default:
		return *t.Mean
	}
}

// logParameters returns mean and deviation of the logarithm.
func (t SendTime) logParameters() (mu, sigma float64) {
	ratio := *t.StandardDeviation / *t.Mean
	variance := math.Log1p(ratio * ratio)
	return math.Log(*t.Mean) - variance/2, math.Sqrt(variance)
}
