package fit

import (
	"math"
	"math/rand/v2"
)

const (
	// fewSpacings is how many starts after another are needed to tell an even pace.
	fewSpacings = 30
	// evenShare is the share of the starts that have to come at the usual distance for a limit to be told.
	evenShare = 0.5
)

// rate is how fast a group started attempts, and whether something held it to an even pace.
func (m *maker) rate(l *load) RateFit {
	out := RateFit{Sustained: m.sustained(l)}
	for n := range l.perSecond {
		if l.perSecond[n] > 0 {
			out.Most = int64(n)
		}
	}
	out.Most = max(out.Most, int64(l.inSecond))
	n := int64(0)
	for _, c := range l.spacing {
		n += int64(c)
	}
	if n < fewSpacings {
		return out
	}
	resolution := float64(m.fit.resolution)
	if usual := quantileOfTally(l.spacing, 0.5); usual >= 3*resolution && usual > 2 {
		m.evenSpacing(l, usual, n, &out)
	} else if resolution > 1000 {
		evenSeconds(l, &out)
	}
	return out
}

// evenSpacing looks for starts that come at the same distance. A limit of r a second spaces them by 1/r; what is known of
// that is bounded by the resolution of the times alone.
func (m *maker) evenSpacing(l *load, usual float64, n int64, out *RateFit) {
	resolution := float64(m.fit.resolution)
	slack := max(2, 0.002*usual)
	need := evenShare
	if resolution > 1 {
		slack = max(slack, resolution)
	}
	if slack > 0.01*usual {
		need = 0.85
	}
	count, sum := 0.0, 0.0
	for slot, c := range l.spacing {
		lowest, width := slotRange(slot, fineBits)
		if float64(lowest+width) < usual-slack || float64(lowest) > usual+slack {
			continue
		}
		count, sum = count+float64(c), sum+float64(l.sums[slot])
	}
	out.Even = count / float64(n)
	if out.Even < need {
		return
	}
	mean, unsure := sum/count, max(1, resolution/math.Sqrt(count))
	out.Binds = true
	out.Limit = &Estimate{1e6 / mean, 1e6 / (mean + unsure), 1e6 / max(1e-3, mean-unsure)}
}

// evenSeconds is for times of whole seconds and the like: a limit makes nearly as many starts in every second.
func evenSeconds(l *load, out *RateFit) {
	seconds, common := 0.0, 0
	for n := 1; n < len(l.perSecond); n++ {
		seconds += float64(l.perSecond[n])
		if l.perSecond[n] > l.perSecond[max(common, 1)] || common == 0 {
			common = n
		}
	}
	if seconds < fewSpacings {
		return
	}
	near, starts := 0.0, 0.0
	for n := max(1, common-1); n <= min(common+1, len(l.perSecond)-1); n++ {
		near += float64(l.perSecond[n])
		starts += float64(n) * float64(l.perSecond[n])
	}
	out.Even = near / seconds
	// By chance alone counts would spread with the root of their mean.
	if out.Even < 0.85 || common < 4 {
		return
	}
	out.Binds = true
	out.Limit = &Estimate{starts / near, starts/near - 2/near, starts/near + 2/near}
}

// sustained is the mean of the starts in a second while first attempts were left. Starts near each other depend on each
// other, so what is resampled is stretches of a fiftieth of that time.
func (m *maker) sustained(l *load) Estimate {
	const stretches = 50
	first, last := m.timeline.bin(l.from), m.timeline.bin(l.to)
	seconds := float64(l.to-l.from) / 1e6
	if seconds <= 0 {
		return Estimate{}
	}
	mean := float64(l.starts) / seconds
	width := (last - first + 1) / stretches
	if width == 0 {
		return exactly(mean)
	}
	var sums []float64
	for at := first; at+width <= last+1; at += width {
		s := 0.0
		for _, n := range l.bins[at : at+width] {
			s += float64(n)
		}
		sums = append(sums, s)
	}
	if len(sums) < 2 {
		return exactly(mean)
	}
	whole := total(sums)
	random := rand.New(rand.NewPCG(ResampleSeed, 1))
	var all []float64
	for range Resamples {
		s := 0.0
		for range sums {
			s += sums[random.IntN(len(sums))]
		}
		all = append(all, mean*s/max(1, whole))
	}
	return between(mean, all)
}
