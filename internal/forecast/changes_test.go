package forecast_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"

	"alertsim/internal/forecast"
	"alertsim/internal/settings"
)

func changesOf(t *testing.T, raw string) forecast.Changes {
	t.Helper()
	s, err := settings.DecodeForecast([]byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := forecast.Of(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	found, err := forecast.FindChanges(context.Background(), s, plan)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// By hand: what helps most comes first, and what it comes to. Sends take a second each, exactly.
func TestWhatWouldHelp(t *testing.T) {
	const second = `"sendTime":{"distribution":"constant","mean":1}`
	for _, test := range []struct {
		why, settings string
		want          []string // change, and when what is measured is reached
	}{
		// 1,000 messages by 10 senders take 100 s, by 20 they take 50 s; nothing fails, so no attempt more helps.
		{"senders", `{"seed":1,"messages":1000,"objectives":[{"share":1,"within":50}],"senderGroups":[{"senders":10,` + second + `}]}`,
			[]string{"Twice the senders, 20: 50"}},
		// At 10 a second the last of 1,000 starts at 99.9 s, at 20 a second at 49.95 s. More senders change nothing.
		{"rate", `{"seed":1,"messages":1000,"objectives":[{"share":1,"within":50}],"senderGroups":[{"senders":50,"ratePerSecond":10,` + second + `}]}`,
			[]string{"Twice the rate, 20 parts a second: 50.95"}},
		// 100 in an hour: the last 20 of 120 start at 3,600 s. Twice of it: all of them at 0.
		{"cap", `{"seed":1,"messages":120,"objectives":[{"share":1,"within":50}],"senderGroups":[{"senders":200,` + second + `}],
			"caps":[{"name":"hour","count":100,"unit":"messages","window":{"seconds":3600}}]}`, []string{"Twice the cap hour: 1"}},
		// 30 are sent by 08:30, the last three the next day. With two senders, or open at all hours, at 17 and at 33 minutes.
		{"hours", `{"seed":1,"messages":33,"startAt":"2026-06-01T08:00:00Z","zone":"UTC","objectives":[{"share":1,"within":50}],
			"senderGroups":[{"senders":1,"openHours":[{"from":"08:00","to":"08:30"}],"sendTime":{"distribution":"constant","mean":60}}]}`,
			[]string{"Twice the senders, 2: 1020", "Open at all hours: 1980"}},
		// Everybody is unreachable: nothing helps.
		{"nothing", `{"seed":1,"messages":100,"channels":[{"name":"sms"}],"audience":[{"name":"a","share":1,"channels":[]}],"senderGroups":[{"channel":"sms"}]}`, nil},
	} {
		t.Run(test.why, func(t *testing.T) {
			var got []string
			for _, v := range changesOf(t, test.settings).Best {
				at := "never"
				if v.At != nil {
					at = fmt.Sprint(v.At.Seconds())
				}
				got = append(got, v.Change+": "+at)
			}
			if fmt.Sprint(got) != fmt.Sprint(test.want) {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

// With failures a larger share in the end counts where the objective is never reached.
func TestChangesOfWhatIsNeverReached(t *testing.T) {
	found := changesOf(t, `{"seed":1,"messages":1000,"objectives":[{"share":0.99,"within":600}],
		"senderGroups":[{"senders":100,"failureRate":0.2,"sendTime":{"distribution":"constant","mean":1}}],"retry":{"maxAttempts":2,"initialBackoff":1}}`)
	if found.Base.At != nil || len(found.Best) == 0 {
		t.Fatalf("%+v", found)
	}
	// A fifth of a fifth fails: 4 %. With half the failures 1 %, with three attempts 0.8 %.
	best := map[string]bool{}
	for _, v := range found.Best {
		best[v.Path] = v.At != nil
	}
	if _, told := best["retry.maxAttempts"]; !told {
		t.Errorf("%v", best)
	}
	if _, told := best["senderGroups[0].failureRate"]; !told {
		t.Errorf("%v", best)
	}
}

// Every change of the largest settings is settings again, and they are as many as the API says at most.
func TestChangesAreSettings(t *testing.T) {
	for _, raw := range []string{`{}`, largestDocument(t)} {
		s, err := settings.DecodeForecast([]byte(raw))
		if err != nil {
			t.Fatal(err)
		}
		before, _ := json.Marshal(s)
		changes := s.Changes()
		for _, v := range changes {
			document, _ := json.Marshal(v.Settings)
			if _, err := settings.DecodeForecast(document); err != nil {
				t.Errorf("%s: %v", v.Change, err)
			}
			if string(document) == string(before) {
				t.Errorf("%s changes nothing", v.Change)
			}
		}
		if after, _ := json.Marshal(s); string(after) != string(before) {
			t.Error("the settings were changed themselves")
		}
		// Of each of 16 caps, 8 groups (four each), 8 channels, 7 waits between 8 steps, and three of retry and expiry.
		if most := 16 + 8*4 + 8 + 7 + 3; raw != `{}` && len(changes) != most {
			t.Errorf("%d changes, want %d", len(changes), most)
		}
	}
}

// largestDocument has as many caps, groups, channels and steps as may be, each with all that can be changed.
func largestDocument(t *testing.T) string {
	t.Helper()
	list := func(n int, element func(i int) string) (out string) {
		for i := range n {
			if i > 0 {
				out += ","
			}
			out += element(i)
		}
		return "[" + out + "]"
	}
	const most = 8
	return fmt.Sprintf(`{"messages":1000,"startAt":"2026-06-01T08:00:00Z","zone":"UTC","timeToLive":100000,"retry":{"maxAttempts":3,"initialBackoff":10},
		"channels":%s,"steps":%s,"senderGroups":%s,"caps":%s}`,
		list(most, func(i int) string {
			return fmt.Sprintf(`{"name":"c%d","neverReached":0.1,"acknowledgement":{"share":0.5,"time":{"distribution":"constant","mean":60}}}`, i)
		}),
		list(most, func(i int) string { return fmt.Sprintf(`{"channel":"c%d","wait":60}`, i) }),
		list(most, func(i int) string {
			return fmt.Sprintf(`{"name":"g%d","channel":"c%d","senders":2,"failureRate":0.1,"ratePerSecond":5,"openHours":[{"from":"08:00","to":"20:00"}]}`, i, i)
		}),
		list(16, func(i int) string {
			return fmt.Sprintf(`{"name":"k%d","count":1000,"unit":"messages","window":{"seconds":3600}}`, i)
		}))
}
