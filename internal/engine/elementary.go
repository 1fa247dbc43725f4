package engine

import "math"

// The functions of this file use + − × ÷ and the square root only, which IEEE 754 rounds alike everywhere, and every
// product is converted so that no compiler fuses it with a sum. They are good to about 1e-15 relative, and slow.

const (
	ln2Hi = 6.93147180369123816490e-01 // ln 2 in two parts, the first with trailing zeros (FreeBSD's e_log.c)
	ln2Lo = 1.90821492927058770002e-10
)

// log is the natural logarithm of a positive x; of infinity it is no number.
func log(x float64) float64 {
	fraction, exponent := math.Frexp(x)
	if fraction < math.Sqrt2/2 {
		fraction *= 2
		exponent--
	}
	e := float64(exponent)
	return float64(e*ln2Hi) + (logSeries(fraction-1) + float64(e*ln2Lo))
}

// log1p is ln(1+x), without the loss that 1+x means for a small x.
func log1p(x float64) float64 {
	if x < -0.3 || x > 0.42 {
		return log(1 + x)
	}
	return logSeries(x)
}

// logSeries is ln(1+x) for −0.3 ≤ x ≤ 0.42 by the series of 2·artanh(x/(2+x)).
func logSeries(x float64) float64 {
	s := x / (2 + x)
	square := float64(s * s)
	sum := 0.0
	for k := 25; k >= 1; k -= 2 { // |s| ≤ 0.177: the next term is below 1e-20
		sum = float64(sum*square) + 1/float64(k)
	}
	return float64(2 * float64(s*sum))
}

// exp is e^x by a Taylor series of the remainder after a power of 2.
func exp(x float64) float64 {
	k := math.Floor(float64(x/math.Ln2) + 0.5)
	r := (x - float64(k*ln2Hi)) - float64(k*ln2Lo)
	sum := 1.0
	for n := 18; n >= 1; n-- { // |r| ≤ 0.35: the next term is below 1e-25
		sum = 1 + float64(sum*r)/float64(n)
	}
	return math.Ldexp(sum, int(k))
}

// normalTail is the probability that a standard normal variable exceeds x ≥ 0.
func normalTail(x float64) float64 {
	if x > 38 {
		return 0 // below the smallest normal number
	}
	density := float64(exp(-float64(float64(x*x)/2)) * 0.39894228040143267794)
	if x < 3 {
		// Marsaglia, "Evaluating the Normal Distribution" (2004): Φ = ½ + φ·(x + x³/3 + x⁵/(3·5) + …).
		term, sum := x, x
		for k := 3.0; term > 1e-18; k += 2 {
			term = float64(term*float64(x*x)) / k
			sum += term
		}
		return 0.5 - float64(density*sum)
	}
	// Laplace's continued fraction φ/(x+1/(x+2/(x+3/…))), from the inside out.
	tail := x
	for k := 120.0; k >= 1; k-- {
		tail = x + k/tail
	}
	return density / tail
}

// normalQuantile is the standard normal quantile by Wichura's algorithm AS 241, PPND16 (Applied Statistics 37, 1988).
func normalQuantile(lower, upper float64) float64 {
	if q := (lower - upper) / 2; math.Abs(q) <= 0.425 {
		r := 0.180625 - float64(q*q)
		return float64(q*polynomial(r, &as241a)) / polynomial(r, &as241b)
	}
	r := math.Sqrt(-log(min(lower, upper)))
	var z float64
	if r <= 5 {
		z = polynomial(r-1.6, &as241c) / polynomial(r-1.6, &as241d)
	} else {
		z = polynomial(r-5, &as241e) / polynomial(r-5, &as241f)
	}
	if lower < upper {
		return -z
	}
	return z
}

func polynomial(x float64, coefficients *[8]float64) float64 {
	sum := coefficients[7]
	for i := 6; i >= 0; i-- {
		sum = float64(sum*x) + coefficients[i]
	}
	return sum
}

var (
	as241a = [8]float64{
		3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
		4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3,
	}
	as241b = [8]float64{
		1, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
		2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4, 5.2264952788528545610e+3,
	}
	as241c = [8]float64{
		1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
		1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
	}
	as241d = [8]float64{
		1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
		1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
	}
	as241e = [8]float64{
		6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
		2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
	}
	as241f = [8]float64{
		1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
		7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
	}
)
