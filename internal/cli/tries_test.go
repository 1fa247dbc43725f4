package cli

import (
	"encoding/csv"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"alertsim/internal/result"
)

// try is a row of the table of messages: an attempt, or a message without any.
type try struct {
	message, number, sender, step int // number: of the attempt, 0 if there was none
	start, end                    float64
	audience, channel, result     string
	outcome                       string // the message's
	delivered                     float64
	acknowledged                  float64 // infinite: it was not
}

// triesOf are the rows of --messages-csv, in the order of their starts.
func triesOf(t *testing.T, args ...string) []try {
	t.Helper()
	a := ask(t, "", append([]string{"simulate", "--messages-csv", "-"}, args...)...)
	rows, err := csv.NewReader(strings.NewReader(a.out)).ReadAll()
	if err != nil || len(rows) == 0 {
		t.Fatalf("%q: %v, %s", args, err, a.err)
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	tries := make([]try, 0, len(rows))
	for _, row := range rows[1:] {
		text := func(name string) string {
			if i, is := column[name]; is {
				return row[i]
			}
			return ""
		}
		number := func(name string) float64 {
			if text(name) == "" {
				return math.Inf(1)
			}
			x, err := strconv.ParseFloat(text(name), 64)
			if err != nil {
				t.Fatalf("%s is %q", name, text(name))
			}
			return x
		}
		r := try{
			message: int(number("message")), audience: text("audience"), outcome: text("outcome"),
			delivered: math.Inf(1), acknowledged: number("acknowledgedAtSeconds"),
		}
		if r.outcome == "delivered" {
			r.delivered = number("endedAtSeconds")
		}
		if text("attempt") != "" {
			r.number, r.sender, r.channel, r.result = int(number("attempt")), int(number("sender")), text("channel"), text("result")
			r.start = number("startSeconds")
			r.end = math.Round((r.start+number("durationSeconds"))*1e6) / 1e6
			if text("step") != "" {
				r.step = int(number("step"))
			}
		}
		tries = append(tries, r)
	}
	slices.SortStableFunc(tries, func(a, b try) int {
		switch {
		case a.start < b.start:
			return -1
		case a.start > b.start:
			return 1
		}
		return a.sender - b.sender
	})
	return tries
}

// reachedBy is when a share of an audience's messages was delivered, each counted once; infinite: never.
func reachedBy(tries []try, share float64, is func(try) bool) float64 {
	seen, times := map[int]bool{}, []float64(nil)
	for _, r := range tries {
		if is(r) && !seen[r.message] {
			seen[r.message] = true
			times = append(times, r.delivered)
		}
	}
	slices.Sort(times)
	return times[int(math.Ceil(share*float64(len(times))))-1]
}

// exampleOf is an example's document and its tries.
func exampleOf(t *testing.T, name string) (result.ForecastAnswer, []try) {
	t.Helper()
	path := filepath.Join(examples, name)
	answer, tries := answerOf(t, ask(t, "", "simulate", "--json", path)), triesOf(t, path)
	attempts := 0
	for _, r := range tries {
		attempts += min(r.number, 1)
	}
	if int64(attempts) != answer.Attempts {
		t.Fatalf("%s: the table has %d attempts, the answer %d", name, attempts, answer.Attempts)
	}
	return answer, tries
}

// near reports a figure that is further from what is wanted than is given.
func near(t *testing.T, what string, got, want, give float64) {
	t.Helper()
	if !(math.Abs(got-want) <= give) {
		t.Errorf("%s: %v, want %v ± %v", what, got, want, give)
	}
}
