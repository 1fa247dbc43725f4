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
		forecasts, others   int
		keptF, keptS, keptW int
		burst               int
		rate                float64
		timeout, budget     time.Duration
	}{
		// A new account: 5 workers, the sweeper, 2 forecasts (one of each method) and 2 for the API make 10.
		{10, 5, 2, 2, 0, 0, 0, 1, 0.2, 4 * time.Second, 3 * time.Second},
		{10, 2, 5, 2, 0, 0, 0, 1, 0.4, 4 * time.Second, 3 * time.Second},
		{50, 5, 10, 34, 0, 0, 0, 3, 0.6, 4 * time.Second, 3 * time.Second},
		// 102 - 100 are one short of the sweeper and two forecasts.
		{102, 5, 10, 86, 0, 0, 0, 3, 0.6, 4 * time.Second, 3 * time.Second},
		{103, 5, 2, 95, 2, 1, 0, 1, 1, 28 * time.Second, 25 * time.Second},
		{115, 5, 10, 99, 10, 1, 0, 5, 5, 28 * time.Second, 25 * time.Second},
		{116, 5, 10, 100, 10, 1, 5, 5, 5, 28 * time.Second, 25 * time.Second},
		{1000, 64, 10, 925, 10, 1, 64, 5, 5, 28 * time.Second, 25 * time.Second},
		// So many workers leave the API its two.
		{110, 105, 2, 2, 2, 1, 0, 1, 1, 28 * time.Second, 25 * time.Second},
	} {
		t.Run(fmt.Sprint(test.account, "/", test.workers), func(t *testing.T) {
			c, err := Divide(test.account, test.workers)
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
			c, err := Divide(account, workers)
			if fits := account >= workers+5; fits != (err == nil) {
				t.Fatalf("%d workers in %d: %v", workers, account, err)
			}
			if err != nil {
				continue
			}
			kept := c.Reserved.Forecasts + c.Reserved.Sweeper + c.Reserved.Workers
			switch {
			case c.Workers+c.Sweeper+c.Forecasts+c.Others != account, c.Others < 2, c.Forecasts < 2, c.Sweeper != 1:
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

func TestTooManyWorkersAreRefusedInWords(t *testing.T) {
	_, err := Divide(NewAccount, 6)
	if err == nil {
		t.Fatal("6 workers in an account of 10")
	}
	for _, word := range []string{"workerConcurrency 6", "accountConcurrency 10", "5 workers are the most"} {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("%q is not in %q", word, err)
		}
	}
}

// The program answers before its function is ended, and that before the gateway gives up.
func TestDeadlinesHaveMargin(t *testing.T) {
	for _, account := range []int{NewAccount, 1000} {
		c, err := Divide(account, Standard().WorkerConcurrency)
		if err != nil {
			t.Fatal(err)
		}
		if c.ForecastBudget+time.Second > c.ForecastTimeout || c.ForecastTimeout+time.Second > GatewayTimeout || CallTimeout+time.Second > GatewayTimeout {
			t.Errorf("%+v", c)
		}
	}
}
