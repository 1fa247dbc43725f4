package forecast

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"
)

// Estimate is what several observations of one figure say of its mean.
type Estimate struct {
	Mean float64
	// HalfWidth is that of the 95 % confidence interval of the mean by Student's
	// t distribution; 0 for fewer than two observations.
	HalfWidth float64
	Min, Max  float64
	N         int
}

// Confidence is that of every interval.
const Confidence = 0.95

// estimate needs at least one observation.
func estimate(observations []float64) Estimate {
	n := float64(len(observations))
	e := Estimate{N: len(observations), Min: slices.Min(observations), Max: slices.Max(observations)}
	for _, x := range observations {
		e.Mean += x / n
	}
	if e.N > 1 {
		squares := 0.0
		for _, x := range observations {
			squares += (x - e.Mean) * (x - e.Mean)
		}
		e.HalfWidth = studentQuantile(n-1) * math.Sqrt(squares/(n-1)/n)
	}
	return e
}

// studentQuantile is how many standard errors the interval reaches to either
// side: the quantile of Student's t distribution at (1 + Confidence) / 2, by
// the inverse of the regularized incomplete beta function (Abramowitz and
// Stegun, 26.7.1 and 26.5.27).
func studentQuantile(degreesOfFreedom float64) float64 {
	x := mathext.InvRegIncBeta(degreesOfFreedom/2, 0.5, 1-Confidence)
	return math.Sqrt(degreesOfFreedom * (1/x - 1))
}

// within tells whether the interval is as narrow as a share of the mean.
func (e Estimate) within(precision float64) bool {
	return e.HalfWidth <= precision*math.Abs(e.Mean)
}
