package fit

import "math"

// chances are what attempts over a channel come to. Those to recipients who are never reached do not deliver.
type chances struct {
	never     float64 // share of the recipients who are never reached
	delivers  float64 // of an attempt to anybody else
	permanent float64 // of the failures, how many are for good
	lost      float64 // the share of all attempts that were to recipients who are never reached
}

// outcomesRule says what attempts to somebody who is never reached come to: with outcomes a failure for good as often as
// with anybody; without, all of them are temporary.
type outcomesRule bool

// known are the counts of sequences with what a failure at the very last attempt leaves open resolved: before the last
// attempt, a failure after which nothing came was for good.
func known(s sequences, tries int) sequences {
	for m := 0; m+1 < tries && m <= maxSequence; m++ {
		s[byPermanent][m] += s[byFailure][m]
		s[byFailure][m] = 0
	}
	return s
}

// rounds bounds the steps of estimate.
const rounds = 2000

// estimate finds the likeliest chances by expectation and maximization. Of a recipient with m temporary failures who was
// then delivered, with d, t, p what an attempt to somebody who can be reached comes to: (1 − never) tᵐ d; failed for
// good: (1 − never) tᵐ p + never qᵐ (1 − q); nothing after: (1 − never) tᵐ + never qᵐ, with q = t/(t + p) by the rule
// of outcomes and q = 1 without. may is whether anybody can be out of reach for good.
func (rule outcomesRule) estimate(s *sequences, may bool) (c chances, likelihood float64) {
	c = chances{delivers: 0.7, permanent: 0.3}
	if may {
		c.never = 0.1
	}
	return rule.from(s, c, 1e-9)
}

// from is estimate from chances that are near, until a step changes none of them by more than so much.
func (rule outcomesRule) from(s *sequences, c chances, step float64) (chances, float64) {
	all := 0.0
	for _, kind := range s {
		for _, n := range kind {
			all += n
		}
	}
	if all == 0 {
		return chances{}, 0
	}
	likelihood := 0.0
	for range rounds {
		next, l := rule.improve(s, c, all)
		likelihood = l
		done := math.Abs(next.never-c.never) < step && math.Abs(next.delivers-c.delivers) < step && math.Abs(next.permanent-c.permanent) < step
		if c = next; done {
			break
		}
	}
	return c, likelihood
}

// improve is one step; its likelihood is that of the chances before it, as a logarithm.
func (rule outcomesRule) improve(s *sequences, c chances, all float64) (next chances, likelihood float64) {
	fails := 1 - c.delivers
	t := fails * (1 - c.permanent)
	q := 1.0
	if rule {
		q = 1 - c.permanent
	}
	var never, delivered, temporary, permanent, unknown float64
	var lostTemporary, lostPermanent, attempts, lostAttempts float64
	tm, qm := 1.0, 1.0 // tᵐ and qᵐ
	for m := range maxSequence + 1 {
		for how, count := range [sequenceEnds]float64{s[byDelivery][m], s[byPermanent][m], s[byFailure][m], s[byNothing][m]} {
			if count == 0 {
				continue
			}
			ends := [sequenceEnds]float64{byDelivery: c.delivers, byPermanent: fails * c.permanent, byFailure: fails, byNothing: 1}[how]
			lost := [sequenceEnds]float64{byDelivery: 0, byPermanent: 1 - q, byFailure: 1, byNothing: 1}[how]
			a, b := (1-c.never)*tm*ends, c.never*qm*lost
			if a+b <= 0 {
				a = 1e-300
			}
			likelihood += count * math.Log(a+b)
			b = count * b / (a + b) // recipients who are never reached
			a = count - b
			tried := float64(m)
			if how != byNothing {
				tried++
			}
			attempts, lostAttempts = attempts+count*tried, lostAttempts+b*tried
			never += b
			temporary += a * float64(m)
			lostTemporary += b * float64(m)
			switch how {
			case byDelivery:
				delivered += a
			case byPermanent:
				permanent += a
				lostPermanent += b
			case byFailure:
				unknown += a
			}
		}
		tm, qm = tm*t, qm*q
	}
	next.never = never / all
	if attempts > 0 {
		next.lost = lostAttempts / attempts
	}
	if tries := delivered + temporary + permanent + unknown; tries > 0 {
		next.delivers = delivered / tries
	}
	sure := temporary + permanent
	good := permanent
	if rule {
		sure, good = sure+lostTemporary+lostPermanent, good+lostPermanent
	}
	if sure > 0 {
		next.permanent = good / sure
	}
	return next, likelihood
}

// summed adds up blocks with weights.
func summed(parts *[blocks]sequences, weights []float64) (out sequences) {
	for i, w := range weights {
		if w == 0 {
			continue
		}
		for how := range out {
			for m, n := range parts[i][how] {
				out[how][m] += w * n
			}
		}
	}
	return out
}
