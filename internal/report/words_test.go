package report

import (
	"testing"

	"alertsim/internal/simulation"
)

func TestCount(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 7: "7", 999: "999", 1000: "1,000", 25_000: "25,000", 100_000_000: "100,000,000", -1234: "-1,234", -123: "-123"} {
		if got := Count(n); got != want {
			t.Errorf("Count(%d) = %q, want %q", n, got, want)
		}
	}
	if got := Counted(1, "sender") + Counted(0, "sender") + Counted(1200, "sender"); got != "1 sender0 senders1,200 senders" {
		t.Errorf("Counted: %q", got)
	}
}

func TestPercentNeverRoundsToAllOrNothing(t *testing.T) {
	tests := []struct {
		part, whole int64
		want        string
	}{
		{0, 10, "0 %"}, {10, 10, "100 %"}, {1, 10, "10.0 %"}, {1, 3, "33.3 %"}, {2, 3, "66.7 %"},
		{1, 100_000_000, "<0.1 %"}, {99_999_999, 100_000_000, ">99.9 %"}, {9994, 10_000, "99.9 %"}, {5, 10_000, "0.1 %"},
	}
	for _, test := range tests {
		if got := Percent(test.part, test.whole); got != test.want {
			t.Errorf("Percent(%d, %d) = %q, want %q", test.part, test.whole, got, test.want)
		}
	}
}

func TestShareIsAsItWasWritten(t *testing.T) {
	for share, want := range map[float64]string{0.95: "95 %", 0.999: "99.9 %", 1: "100 %", 0.0001: "0.01 %", 0.07: "7 %", 0.57: "57 %"} {
		if got := Share(share); got != want {
			t.Errorf("Share(%v) = %q, want %q", share, got, want)
		}
	}
}

func TestDuration(t *testing.T) {
	const second, minute, hour = 1_000_000, 60_000_000, 3_600_000_000
	for m, want := range map[simulation.Micros]string{
		0: "0 µs", 999: "999 µs", 1000: "1 ms", 850_400: "850 ms", 999_499: "999 ms", 999_500: "1 s", second: "1 s",
		9_040_000: "9.04 s", 7_500_000: "7.5 s", 59_994_999: "59.99 s", 59_995_000: "1 min", // never 60 s
		minute: "1 min", 2500 * second: "41 min 40 s", hour - 500_000: "1 h", hour: "1 h", hour + 28*second: "1 h 28 s",
		24*hour + 2*hour: "1 d 2 h", 400 * 24 * hour: "400 d", 365_000 * 24 * hour: "365,000 d", -2 * second: "-2 s",
	} {
		if got := Duration(m); got != want {
			t.Errorf("Duration(%d) = %q, want %q", m, got, want)
		}
	}
}

func TestMoney(t *testing.T) {
	for dollars, want := range map[float64]string{0: "$0", 1e-9: "under $0.000001", 0.0000123: "$0.000012", 0.0084: "$0.0084", 0.00996: "$0.0100",
		0.01: "$0.01", 1.239: "$1.24", 1234.5: "$1,234.50"} {
		if got := Money(dollars); got != want {
			t.Errorf("Money(%v) = %q, want %q", dollars, got, want)
		}
	}
}
