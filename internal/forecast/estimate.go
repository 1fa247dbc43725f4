package forecast

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
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
	e := Estimate{N: len(observations), Min: slices.Min(observations), Max: slices.Max(observations)}
	mean, deviation := stat.MeanStdDev(observations, nil)
	e.Mean = mean
	if e.N > 1 {
		t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(e.N - 1)}.Quantile(1 - (1-Confidence)/2)
		e.HalfWidth = t * deviation / math.Sqrt(float64(e.N))
	}
	return e
}

// within tells whether the interval is as narrow as a share of the mean.
func (e Estimate) within(precision float64) bool {
	return e.HalfWidth <= precision*math.Abs(e.Mean)
}
