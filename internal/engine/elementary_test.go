package engine

import (
	"math"
	"testing"
)

func TestElementary(t *testing.T) {
	within := func(name string, x, got, want, tolerance float64) {
		t.Helper()
		if math.Abs(got-want) > tolerance*max(1e-300, math.Abs(want)) {
			t.Errorf("%s(%v) = %v, want %v", name, x, got, want)
		}
	}
	for x := 1e-14; x < 1e12; x *= 1.037 {
		within("log", x, log(x), math.Log(x), 4e-15)
		within("log1p", x, log1p(x), math.Log1p(x), 4e-15)
		if x < 700 {
			within("exp", x, exp(x), math.Exp(x), 4e-15)
			within("exp", -x, exp(-x), math.Exp(-x), 4e-15)
		}
		if x < 0.7 {
			within("log1p", -x, log1p(-x), math.Log1p(-x), 4e-15)
		}
		if x < 38 {
			within("normalTail", x, normalTail(x), math.Erfc(x/math.Sqrt2)/2, 1e-12)
		}
		if x < 0.5 {
			// The inverse of the tail is checked by going back, which takes 60 times the last bit of z.
			z := normalQuantile(1-x, x)
			within("normalQuantile", x, math.Erfc(z/math.Sqrt2)/2, x, 1e-13)
			within("normalQuantile", -x, normalQuantile(x, 1-x), -z, 0)
		}
	}
	if log(1) != 0 || exp(0) != 1 || normalTail(0) != 0.5 || normalTail(1e9) != 0 || normalQuantile(0.5, 0.5) != 0 {
		t.Error("an exact value is not exact")
	}
}
