package forecast_test

import (
	"context"
	"strings"
	"testing"

	"alertsim/internal/forecast"
	"alertsim/internal/settings"
)

// boundsOf finds what bounds settings.
func boundsOf(t *testing.T, raw string) forecast.Bounds {
	t.Helper()
	s, err := settings.DecodeForecast([]byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := forecast.Of(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	found, err := forecast.FindBounds(context.Background(), s, plan)
	if err != nil {
		t.Fatal(err)
	}
	if n := forecast.BoundsRuns(s); n != 1+len(s.Relaxations()) || n > 42 {
		t.Errorf("%d runs", n)
	}
	return found
}

// By hand: what is decisive is what comes first, and how much sooner it is. Sends take a second each, exactly.
func TestWhatBounds(t *testing.T) {
	const second = `"sendTime":{"distribution":"constant","mean":1}`
	for _, test := range []struct {
		why, settings, path, change string
		at                          float64 // seconds of the best; below 0: never
	}{
		// 1,000 messages by 10 senders take 100 s, by 11 senders 91 s.
		{"senders", `{"seed":1,"messages":1000,"objectives":[{"share":1,"within":50}],"senderGroups":[{"senders":10,` + second + `}]}`,
			"senderGroups[0].senders", "11 senders instead of 10", 90}, // 900 messages by 10 take 90 s
		// At 10 a second the last of 1,000 starts at 99.9 s, at 11 a second at 90.818182 s.
		{"rate", `{"seed":1,"messages":1000,"objectives":[{"share":1,"within":50}],"senderGroups":[{"senders":50,"ratePerSecond":10,` + second + `}]}`,
			"messages", "900 messages instead of 1,000", 90.9}, // 900 messages: the last starts at 89.9 s
		// A cap of 100 in an hour lets the last 20 of 120 start at 3,600 s; of 110 in an hour 10 of them. Of 108 messages 8.
		{"cap", `{"seed":1,"messages":110,"objectives":[{"share":1,"within":50}],"senderGroups":[{"senders":200,` + second + `}],
			"caps":[{"name":"hour","count":100,"unit":"messages","window":{"seconds":3600}}]}`, "caps[0].count", "cap hour: 110 instead of 100", 1},
		// Half an hour is open: the rest goes on the next day, unless it is open 3 minutes longer.
		{"opening hours", `{"seed":1,"messages":33,"startAt":"2026-06-01T08:00:00Z","zone":"UTC","objectives":[{"share":1,"within":50}],
			"senderGroups":[{"senders":1,"openHours":[{"from":"08:00","to":"08:30"}],"sendTime":{"distribution":"constant","mean":60}}]}`,
			"senderGroups[0].senders", "", 17 * 60},
		// Everybody is unreachable: nothing helps.
		{"nothing", `{"seed":1,"messages":100,"channels":[{"name":"sms"}],"audience":[{"name":"a","share":1,"channels":[]}],"senderGroups":[{"channel":"sms"}]}`,
			"", "", -1},
	} {
		t.Run(test.why, func(t *testing.T) {
			found := boundsOf(t, test.settings)
			best := found.Relaxed[0]
			switch {
			case test.at < 0:
				if best.Helps(found.Base) || best.At != nil {
					t.Errorf("%+v helps", best)
				}
				return
			case best.At == nil || best.At.Seconds() != test.at:
				t.Errorf("%s reaches it at %v, want %v", best.Change, best.At.Seconds(), test.at)
			}
			names := []string{}
			for _, r := range found.Relaxed {
				names = append(names, r.Path)
				if r.Path == test.path && !strings.Contains(r.Change, test.change) {
					t.Errorf("%q, want %q", r.Change, test.change)
				}
			}
			if !strings.Contains(strings.Join(names[:2], " "), test.path) {
				t.Errorf("first are %v, want %s", names, test.path)
			}
		})
	}
}

// Where an audience's objective comes first, its time and its share count.
func TestBoundsOfAnAudience(t *testing.T) {
	found := boundsOf(t, `{"seed":1,"messages":100,"audience":[{"name":"late","share":0.5,"at":600}],
		"objectives":[{"share":1,"within":60,"audience":"late"}],"senderGroups":[{"senders":10,"sendTime":{"distribution":"constant","mean":10}}]}`)
	if found.Objective != 0 || found.Base.Messages != 50 || found.Base.Count != 50 || found.Base.At.Seconds() != 50 {
		t.Errorf("%+v", found.Base)
	}
}
