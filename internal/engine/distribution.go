package engine

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// maxSeconds bounds every parameter of a distribution: 30 years.
const maxSeconds = 1e9

// Distribution says how long an attempt takes. Make one with Normal, Lognormal, Exponential, Uniform, Constant or
// Empirical; the zero value is no distribution. Parameters are checked by [Compile].
type Distribution struct {
	kind   kind
	a, b   float64 // parameters in seconds: mean and standard deviation, or minimum and maximum
	points []Point
}

type kind uint8

const (
	normal kind = iota + 1
	lognormal
	exponential
	uniform
	constant
	empirical
)

// Point is one point of an empirical distribution: a share of the attempts (0..1) takes at most so many seconds.
type Point struct{ Share, Seconds float64 }

// Normal is the normal distribution with this mean and standard deviation in seconds, on condition that it is not
// negative. The mean of the truncated distribution is higher when the deviation is not small against the mean.
func Normal(mean, standardDeviation float64) Distribution {
	return Distribution{kind: normal, a: mean, b: standardDeviation}
}

// Lognormal is the lognormal distribution that itself has this mean and standard deviation in seconds.
func Lognormal(mean, standardDeviation float64) Distribution {
	return Distribution{kind: lognormal, a: mean, b: standardDeviation}
}

// Exponential is the exponential distribution with this mean in seconds.
func Exponential(mean float64) Distribution { return Distribution{kind: exponential, a: mean} }

// Uniform is the uniform distribution between two values in seconds.
func Uniform(minimum, maximum float64) Distribution {
	return Distribution{kind: uniform, a: minimum, b: maximum}
}

// Constant is always this many seconds.
func Constant(seconds float64) Distribution { return Distribution{kind: constant, a: seconds} }

// Empirical goes in straight lines through the given points, whose shares must rise and whose seconds must not fall.
// It is flat outside of them: no attempt is shorter than the first point or longer than the last, so that what is known
// of a distribution bounds it, however close together the outermost points are. A single point is a constant. Between
// the shares 1/256 and 255/256 a bend is placed to within 1/4096.
func Empirical(points ...Point) Distribution {
	return Distribution{kind: empirical, points: append([]Point(nil), points...)}
}

// equal reports whether both are the same by their parameters.
func (d Distribution) equal(o Distribution) bool {
	return d.kind == o.kind && d.a == o.a && d.b == o.b && slices.Equal(d.points, o.points)
}

// validate reports the first parameter that is out of bounds.
func (d Distribution) validate() error {
	switch d.kind {
	case normal:
		if d.a == 0 && d.b == 0 {
			return errors.New("mean and standard deviation are both 0")
		}
		return errors.Join(checkSeconds("mean", d.a), checkSeconds("standard deviation", d.b))
	case lognormal:
		if d.a == 0 {
			return errors.New("mean is 0")
		}
		return errors.Join(checkSeconds("mean", d.a), checkSeconds("standard deviation", d.b))
	case exponential:
		return checkSeconds("mean", d.a)
	case uniform:
		if d.a > d.b {
			return fmt.Errorf("minimum %v is above maximum %v", d.a, d.b)
		}
		return errors.Join(checkSeconds("minimum", d.a), checkSeconds("maximum", d.b))
	case constant:
		return checkSeconds("value", d.a)
	case empirical:
		return validatePoints(d.points)
	}
	return errors.New("no distribution")
}

func validatePoints(points []Point) error {
	if len(points) == 0 {
		return errors.New("no points")
	}
	for i, p := range points {
		if !(p.Share >= 0 && p.Share <= 1) {
			return fmt.Errorf("point %d: share %v is not within 0..1", i, p.Share)
		}
		if err := checkSeconds("seconds", p.Seconds); err != nil {
			return fmt.Errorf("point %d: %w", i, err)
		}
		if i > 0 && (p.Share <= points[i-1].Share || p.Seconds < points[i-1].Seconds) {
			return fmt.Errorf("point %d: shares must rise and seconds must not fall", i)
		}
	}
	return nil
}

func checkSeconds(name string, x float64) error {
	if !(x >= 0 && x <= maxSeconds) { // also refuses NaN
		return fmt.Errorf("%s %v is not within 0..%v seconds", name, x, float64(maxSeconds))
	}
	return nil
}

// quantiler is an inverse distribution function in seconds. It takes both tail probabilities, lower + upper = 1, of
// which the smaller is exact, so that either tail is right to its end.
type quantiler func(lower, upper float64) float64

// quantile returns the inverse distribution function of a valid d.
func (d Distribution) quantile() quantiler {
	switch d.kind {
	case normal:
		return truncatedNormal(d.a, d.b)
	case lognormal:
		ratio := d.b / d.a
		variance := log1p(float64(ratio * ratio)) // of the logarithm
		deviation := math.Sqrt(variance)
		mu := log(d.a) - float64(0.5*variance)
		return func(lower, upper float64) float64 {
			return exp(mu + float64(deviation*normalQuantile(lower, upper)))
		}
	case exponential:
		return func(lower, upper float64) float64 {
			if lower < upper {
				return float64(-d.a * log1p(-lower))
			}
			return float64(-d.a * log(upper))
		}
	case uniform:
		return func(lower, upper float64) float64 {
			if lower < upper {
				return d.a + float64((d.b-d.a)*lower)
			}
			return d.b - float64((d.b-d.a)*upper)
		}
	case empirical:
		return polyline(d.points)
	case constant:
		return func(_, _ float64) float64 { return d.a }
	}
	panic("engine: a distribution without a quantile")
}

// truncatedNormal is the normal distribution on condition of x ≥ 0: its probabilities are those of the untruncated
// one, above the share that lies below 0.
func truncatedNormal(mean, deviation float64) quantiler {
	if deviation == 0 {
		return func(_, _ float64) float64 { return mean }
	}
	below := normalTail(mean / deviation)
	above := 1 - below
	return func(lower, upper float64) float64 {
		u := float64(above * upper)
		l := below + float64(above*lower)
		if upper < lower {
			l = 1 - u
		}
		return mean + float64(deviation*normalQuantile(l, u))
	}
}

func polyline(points []Point) quantiler {
	return func(lower, _ float64) float64 {
		i := 0
		for i < len(points) && points[i].Share < lower {
			i++
		}
		switch i {
		case 0:
			return points[0].Seconds
		case len(points):
			return points[i-1].Seconds
		}
		p, q := points[i-1], points[i]
		slope := (q.Seconds - p.Seconds) / (q.Share - p.Share)
		return min(p.Seconds+float64((lower-p.Share)*slope), q.Seconds)
	}
}
