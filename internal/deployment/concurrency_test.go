package deployment

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestDivide(t *testing.T) {
	for _, test := range []struct {
		account, workers    int
		studies             int
		forecasts, others   int
		keptF, keptS, keptW int
		burst               int
		rate                float64
		timeout, budget     time.Duration
	}{
		// A new account: 3 workers, 2 chunks of studies, the sweeper, 2 forecasts (one of each method) and 2 for the API make 10.
		{10, 3, 2, 2, 2, 0, 0, 0, 1, 0.2, 4 * time.Second, 3 * time.Second},
		{12, 2, 2, 5, 2, 0, 0, 0, 1, 0.4, 4 * time.Second, 3 * time.Second},
		{50, 5, 10, 10, 24, 0, 0, 0, 3, 0.6, 4 * time.Second, 3 * time.Second},
		// 102 - 100 are one short of the sweeper and two forecasts.
		{102, 5, 10, 10, 76, 0, 0, 0, 3, 0.6, 4 * time.Second, 3 * time.Second},
		{103, 5, 10, 2, 85, 2, 1, 0, 1, 1, 28 * time.Second, 25 * time.Second},
		{115, 5, 10, 10, 89, 10, 1, 0, 5, 5, 28 * time.Second, 25 * time.Second},
		{116, 5, 10, 10, 90, 10, 1, 5, 5, 5, 28 * time.Second, 25 * time.Second},
		{1000, 64, 10, 10, 915, 10, 1, 64, 5, 5, 28 * time.Second, 25 * time.Second},
		// So many workers and chunks leave the API its two.
		{110, 5, 100, 2, 2, 2, 1, 5, 1, 1, 28 * time.Second, 25 * time.Second},
	} {
		t.Run(fmt.Sprint(test.account, "/", test.workers, "/", test.studies), func(t *testing.T) {
			c, err := Divide(test.account, test.workers, test.studies)
			if err != nil {
				t.Fatal(err)
			}
			if c.Forecasts != test.forecasts || c.Others != test.others || c.ForecastBurst != test.burst || c.ForecastRate != test.rate ||
				c.ForecastTimeout != test.timeout || c.ForecastBudget != test.budget {
				t.Errorf("%+v", c)
			}
			if kept := c.Reserved; kept.Forecasts != test.keptF || kept.Sweeper != test.keptS || kept.Workers != test.keptW {
				t.Errorf("reserved %+v", kept)
			}
		})
	}
}

// What holds of every account that is large enough for its workers.
func TestNobodyIsStarved(t *testing.T) {
	for account := range 400 {
		for workers := 1; workers <= account; workers++ {
			studies := 2 + (account+workers)%7
			c, err := Divide(account, workers, studies)
			if fits := account >= workers+studies+5; fits != (err == nil) {
				t.Fatalf("%d workers in %d: %v", workers, account, err)
			}
			if err != nil {
				continue
			}
			kept := c.Reserved.Forecasts + c.Reserved.Sweeper + c.Reserved.Workers
			switch {
			case c.Workers+c.Studies+c.Sweeper+c.Forecasts+c.Others != account, c.Workers != workers, c.Studies != studies, c.Others < 2, c.Forecasts < 2, c.Sweeper != 1:
				t.Fatalf("%d workers in %d: %+v", workers, account, c)
			case kept > 0 && account-kept < 100:
				t.Fatalf("%d workers in %d: AWS refuses %+v", workers, account, c.Reserved)
			case kept == 0 && 2*mostUnderWay(c) > c.Forecasts:
				t.Fatalf("%d workers in %d: %d forecasts of each method at a time: %+v", workers, account, mostUnderWay(c), c)
			}
		}
	}
}

// mostUnderWay plays what strangers can do: whenever the gateway's bucket has a call, they make it, and each lasts as long
// as its function may and a second of start, but for a millisecond. It returns how many are under way at a time at most.
func mostUnderWay(c Concurrency) (most int) {
	bucket, underWay := float64(c.ForecastBurst), []int{}
	held := int((c.ForecastTimeout + time.Second).Milliseconds()) - 1
	for now := range 15_000 { // milliseconds
		for len(underWay) > 0 && underWay[0] <= now {
			underWay = underWay[1:]
		}
		for bucket >= 1 {
			bucket--
			underWay = append(underWay, now+held)
		}
		most = max(most, len(underWay))
		bucket = min(float64(c.ForecastBurst), bucket+c.ForecastRate/1000)
	}
	return most
}

// What is not said fits, whatever the account: all workers before more than two chunks of studies.
func TestFit(t *testing.T) {
	for account, want := range map[int][2]int{9: {2, 2}, 10: {3, 2}, 11: {4, 2}, 12: {5, 2}, 15: {5, 5}, 20: {5, 10}, 1000: {5, 10}} {
		workers, studies := Fit(account)
		if _, err := Divide(account, workers, studies); workers != want[0] || studies != want[1] || err != nil {
			t.Errorf("%d workers and %d studies in %d: %v", workers, studies, account, err)
		}
	}
}

func TestTooManyWorkersAreRefusedInWords(t *testing.T) {
	_, err := Divide(NewAccount, 4, 2)
	if err == nil {
		t.Fatal("4 workers and 2 studies in an account of 10")
	}
	for _, word := range []string{"workerConcurrency 4", "studyConcurrency 2", "accountConcurrency 10", "that 5 for both together are the most"} {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("%q is not in %q", word, err)
		}
	}
}

// The program answers before its function is ended, and that before the gateway gives up.
func TestDeadlinesHaveMargin(t *testing.T) {
	for _, account := range []int{NewAccount, 1000} {
		c, err := divideFitting(account)
		if err != nil {
			t.Fatal(err)
		}
		if c.ForecastBudget+time.Second > c.ForecastTimeout || c.ForecastTimeout+time.Second > GatewayTimeout || CallTimeout+time.Second > GatewayTimeout {
			t.Errorf("%+v", c)
		}
	}
}

func divideFitting(account int) (Concurrency, error) {
	workers, studies := Fit(account)
	return Divide(account, workers, studies)
}
