package httpapi_test

import (
	"context"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"alertsim/internal/result"
)

func TestFewestSendersOverHTTP(t *testing.T) {
	e := newEnv(t)
	answer := read[result.SendersAnswer](t, e.call("POST", "/api/forecast/senders?group=0", `{"seed": 1}`, 200))
	// By hand: 950 messages of 10 s in 900 s take 10.6 senders.
	if answer.Senders < 11 || answer.Senders > 12 || answer.Groups[0] != answer.Senders || len(answer.Curve) < 8 || answer.Probability != 0.95 {
		t.Errorf("%d senders in %v, %d points, probability %v", answer.Senders, answer.Groups, len(answer.Curve), answer.Probability)
	}
	s := answer.Seeds
	if s.Of != 100 || s.Met < 95 || s.Share != float64(s.Met)/100 || s.Confidence != 0.95 || !(s.Interval.Low < s.Share && s.Share <= s.Interval.High) {
		t.Errorf("%+v", s)
	}
	if f := answer.Fewer; f == nil || f.Senders != answer.Senders-1 || f.Met >= 95 || f.Of != 100 {
		t.Errorf("%+v", f)
	}
	if w := answer.Searched; !w.Ordered || len(w.Untried) != 0 || len(w.InWords) == 0 {
		t.Errorf("%+v", w)
	}
	// The runs that the page makes of the answer are the first of the search's.
	r := read[result.ForecastAnswer](t, e.call("POST", "/api/forecast?replications=100", `{"seed": 1, "senderGroups": [{"senders": `+strconv.Itoa(answer.Senders)+`}]}`, 200)).Replications
	if r.Objectives[0].Met != s.Share {
		t.Errorf("the search says %v, as many replications %v", s.Share, r.Objectives[0].Met)
	}
}

func TestSendersForAnotherProbability(t *testing.T) {
	e := newEnv(t)
	body := `{"seed": 1, "senderGroups": [{"sendTime": {"distribution": "exponential", "mean": 10}}]}`
	half := read[result.SendersAnswer](t, e.call("POST", "/api/forecast/senders?probability=0.5", body, 200))
	all := read[result.SendersAnswer](t, e.call("POST", "/api/forecast/senders?probability=1", body, 200))
	if half.Senders > all.Senders || half.Seeds.Met < 50 || all.Seeds.Met != 100 || all.Seeds.Interval.High != 1 {
		t.Errorf("%d senders %+v, %d senders %+v", half.Senders, half.Seeds, all.Senders, all.Seeds)
	}
}

// What cannot be is said with what was tried.
func TestNoSendersOverHTTP(t *testing.T) {
	e := newEnv(t)
	p := e.call("POST", "/api/forecast/senders", `{"seed": 1, "senderGroups": [{"ratePerSecond": 1}]}`, 422).problem(t)
	for _, words := range []string{"without the rate limits, 1,000 senders meet every objective in 100 of 100 seeds", "1,000 that do not suffice, the most there may be"} {
		if !strings.Contains(p.Errors[0].Message, words) {
			t.Errorf("%q is not in %q", words, p.Errors[0].Message)
		}
	}
}

// A search ends when its client goes, long before it would be done.
func TestSearchEndsWithItsClient(t *testing.T) {
	e := newEnv(t)
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	body := `{"messages": 1000000, "mode": "instant", "retry": {"maxAttempts": 3}, "senderGroups": [{"failureRate": 0.1}, {"failureRate": 0.2}]}`
	request := httptest.NewRequestWithContext(ctx, "POST", "/api/forecast/senders", strings.NewReader(body))
	begun := time.Now()
	e.handler.ServeHTTP(httptest.NewRecorder(), request)
	if took := time.Since(begun); took > 5*time.Second {
		t.Errorf("it went on for %v", took)
	}
}
