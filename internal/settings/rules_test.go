package settings_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"alertsim/internal/fault"
	"alertsim/internal/settings"
)

// Rules about several fields at once. A row without want is accepted.
func TestRules(t *testing.T) {
	group := func(sendTime string) string {
		return `{"mode":"instant","senderGroups":[{"sendTime":{` + sendTime + `}}]}`
	}
	eight := strings.TrimSuffix(strings.Repeat(`{"senders":1250},`, 8), ",")
	for _, test := range []struct {
		why, body string
		want      []string
	}{
		{"a deviation of ten means", group(`"mean":2,"standardDeviation":20`), nil},
		{"and a little more", group(`"mean":2,"standardDeviation":20.001`),
			[]string{"senderGroups[0].sendTime.standardDeviation: at most 10 times the mean, here 20 seconds (got 20.001)"}},
		{"lognormal too", group(`"distribution":"lognormal","mean":2,"standardDeviation":21`), []string{"senderGroups[0].sendTime.standardDeviation: 10 times"}},
		{"not if the mean is wrong already", group(`"mean":-2,"standardDeviation":21`), []string{"senderGroups[0].sendTime.mean: must be between"}},
		{"minimum and maximum may be equal", group(`"distribution":"uniform","minimum":3,"maximum":3`), nil},
		{"but not the wrong way round", group(`"distribution":"uniform","minimum":3.1,"maximum":3`), []string{"senderGroups[0].sendTime.minimum: at most the maximum, here 3 seconds (got 3.1)"}},
		{"also against a default", group(`"distribution":"uniform","minimum":16`), []string{"senderGroups[0].sendTime.minimum: here 15 seconds"}},
		{"shares rise", group(`"distribution":"empirical","percentiles":[{"share":0.5,"seconds":1},{"share":0.5,"seconds":2}]`),
			[]string{"senderGroups[0].sendTime.percentiles[1].share: greater than the share before it, here 0.5"}},
		{"seconds do not fall", group(`"distribution":"empirical","percentiles":[{"share":0.5,"seconds":2},{"share":0.6,"seconds":1.5}]`),
			[]string{"senderGroups[0].sendTime.percentiles[1].seconds: at least the seconds before it, here 2"}},
		{"an empirical distribution needs points", group(`"distribution":"empirical"`), []string{"senderGroups[0].sendTime.percentiles: is needed"}},
		{"whose parts have no defaults", group(`"distribution":"empirical","percentiles":[{"share":0.1},{"seconds":1}]`),
			[]string{"senderGroups[0].sendTime.percentiles[0].seconds: is needed", "senderGroups[0].sendTime.percentiles[1].share: is needed"}},

		{"10,000 senders in all", `{"senderGroups":[` + eight + `]}`, nil},
		{"and one more", `{"senderGroups":[` + strings.Replace(eight, "1250", "1251", 1) + `]}`, []string{"senderGroups: at most 10,000 senders in all (has 10,001)"}},
		{"not if a group is wrong already", `{"senderGroups":[` + strings.Replace(eight, "1250", "0", 1) + `,{}]}`, []string{"senderGroups: must have 1 to 8 groups (has 9)"}},

		{"ten million live messages", `{"messages":10000000,"speed":1000,"senderGroups":[{"senders":10000}]}`, nil},
		{"and one more", `{"messages":10000001,"speed":1000,"senderGroups":[{"senders":10000}]}`, []string{"messages: at most 10,000,000 for a live simulation (got 10,000,001); mode instant takes more"}},
		{"ten million with retries", `{"messages":10000000,"mode":"instant","retry":{"maxAttempts":2}}`, nil},
		{"and one more", `{"messages":10000001,"mode":"instant","retry":{"maxAttempts":2}}`, []string{"retry.maxAttempts: must be 1 with more than 10,000,000 messages"}},

		// What may take longer than 24 h is decided from its plan; what must is refused.
		{"it may take longer", `{"messages":1000000}`, nil},
		{"24 h on the wall: 8,640 rounds of 10 s", `{"messages":34560,"senderGroups":[{"sendTime":{"distribution":"constant","mean":10}}]}`, nil},
		{"and a little more", `{"messages":34563,"senderGroups":[{"sendTime":{"distribution":"constant","mean":10}}]}`,
			[]string{"speed: is too slow: the run would take at least 24.1 hours and a live one may take 24; choose a speed of at least 2 or mode instant"}},
		{"the advice taken", `{"messages":34563,"speed":2,"senderGroups":[{"sendTime":{"distribution":"constant","mean":10}}]}`, nil},
		{"or the other one", `{"messages":34563,"mode":"instant","senderGroups":[{"sendTime":{"distribution":"constant","mean":10}}]}`, nil},
		{"a speed that there is not", `{"messages":10000000,"senderGroups":[{"senders":1,"sendTime":{"distribution":"uniform","minimum":3000,"maximum":3600}}]}`,
			[]string{"speed: choose mode instant"}},
		{"failures that are certain count", `{"messages":20000,"retry":{"maxAttempts":2},"senderGroups":[{"failureRate":1,"sendTime":{"distribution":"constant","mean":10}}]}`, []string{"speed: too slow"}},
		{"those that are not do not", `{"messages":20000,"retry":{"maxAttempts":2},"senderGroups":[{"failureRate":0.999,"sendTime":{"distribution":"constant","mean":10}}]}`, nil},
		{"backoffs that are certain: nine days", `{"messages":1,"retry":{"maxAttempts":10,"initialBackoff":86400,"maxBackoff":86400,"jitter":false},"senderGroups":[{"failureRate":1}]}`,
			[]string{"speed: choose a speed of at least 9 or mode instant"}},
		{"the advice taken", `{"messages":1,"speed":9,"retry":{"maxAttempts":10,"initialBackoff":86400,"maxBackoff":86400,"jitter":false},"senderGroups":[{"failureRate":1}]}`, nil},
		{"rate limits count", `{"messages":8643,"senderGroups":[{"senders":100,"ratePerSecond":0.1}]}`, []string{"speed: too slow"}},
		{"of every group together", `{"messages":17280,"senderGroups":[{"senders":100,"ratePerSecond":0.1},{"senders":100,"ratePerSecond":0.1}]}`, nil},
		{"a time-to-live ends it", `{"messages":34563,"timeToLive":3600,"senderGroups":[{"sendTime":{"distribution":"constant","mean":10}}]}`, nil},

		{"1,000 senders with a far tail", `{"messages":80000,"mode":"instant","senderGroups":[{"senders":1000,"sendTime":{"distribution":"lognormal","mean":9,"standardDeviation":90}}]}`, nil},
		{"and 4,000", `{"messages":80000,"mode":"instant","senderGroups":[{"senders":4000,"sendTime":{"distribution":"lognormal","mean":9,"standardDeviation":90}}]}`, nil},
		{"what the engine can count", `{"messages":100000000,"mode":"instant","senderGroups":[{"senders":1,"sendTime":{"distribution":"constant","mean":3600}}]}`, nil},
		{"what it may not be able to count", `{"messages":100000000,"mode":"instant","senderGroups":[{"senders":1,"sendTime":{"distribution":"lognormal","mean":3600,"standardDeviation":36000}}]}`, nil},
		// 2⁴⁷ µs are 140,737,488 s: at one in 100 s that is 1,407,374 intervals and a start before them. The bound allows
		// for rounding with one in 100,000.
		{"what no seed can make countable", `{"messages":100000000,"mode":"instant","senderGroups":[{"senders":10000,"ratePerSecond":0.01}]}`,
			[]string{"messages: would take at least 1e+10 simulated seconds, more than the 1.41e+08 that can be counted; use at most 1,407,389"}},
		{"the advice taken", `{"messages":1407389,"mode":"instant","senderGroups":[{"senders":10000,"ratePerSecond":0.01}]}`, nil},
		{"unless a time-to-live ends it", `{"messages":100000000,"mode":"instant","timeToLive":60,"senderGroups":[{"senders":10000,"ratePerSecond":0.01}]}`, nil},
	} {
		t.Run(test.why, func(t *testing.T) {
			if test.want != nil {
				refused(t, test.body, test.want)
			} else if _, err := settings.Decode([]byte(test.body)); err != nil {
				t.Errorf("%s was refused: %v", test.body, err)
			}
		})
	}
}

func TestEstimatedMakespan(t *testing.T) {
	for _, test := range []struct {
		why, body string
		want      float64
	}{
		{"messages × mean / senders", `{}`, 2500},
		{"the cut at 0 moves a normal mean", `{"senderGroups":[{"sendTime":{"mean":10,"standardDeviation":10}}]}`, 2500 * 1.2875999},
		{"the mean of a uniform one lies in the middle", `{"senderGroups":[{"sendTime":{"distribution":"uniform","minimum":2,"maximum":4}}]}`, 750},
		{"lines between percentiles", `{"senderGroups":[{"sendTime":{"distribution":"empirical","percentiles":[{"share":0.5,"seconds":2},{"share":1,"seconds":4}]}}]}`, 1000 * 2.5 / 4},
		{"a rate limit", `{"senderGroups":[{"ratePerSecond":0.1}]}`, 10_000},
		{"a rate limit that does not bind", `{"senderGroups":[{"ratePerSecond":0.5}]}`, 2500},
		{"groups add up", `{"senderGroups":[{},{"senders":12}]}`, 625},
		{"half fail and are tried again", `{"senderGroups":[{"failureRate":0.5}],"retry":{"maxAttempts":3}}`, 2500 * 1.75},
		{"permanent failures are not", `{"senderGroups":[{"failureRate":0.5,"permanentShare":1}],"retry":{"maxAttempts":3}}`, 2500},
		{"a time-to-live", `{"timeToLive":100}`, 100},
	} {
		s, err := settings.Decode([]byte(test.body))
		if err != nil {
			t.Errorf("%s: %v", test.why, err)
			continue
		}
		if got := s.EstimatedMakespan(); math.Abs(got-test.want) > 1e-6*test.want {
			t.Errorf("%s: %g s, want %g", test.why, got, test.want)
		}
	}
}

// A plan decides where only it can: a single message with nine backoffs of up to a day.
func TestCheckMakespan(t *testing.T) {
	s, err := settings.Decode([]byte(`{"messages":1,"retry":{"maxAttempts":10,"initialBackoff":86400,"maxBackoff":86400},"senderGroups":[{"failureRate":0.9}]}`))
	if err != nil {
		t.Fatal(err)
	}
	day := settings.MicrosOf(86_400)
	if err := settings.CheckMakespan(s, day); err != nil {
		t.Errorf("24 h: %v", err)
	}
	err = settings.CheckMakespan(s, 9*day)
	if fault.CodeOf(err) != fault.CodeInvalid || !strings.Contains(err.Error(), "about 216.0 hours and a live one may take 24; choose a speed of at least 9 or") {
		t.Errorf("nine days: %v", err)
	}
	if s.Speed = 9; settings.CheckMakespan(s, 9*day) != nil {
		t.Error("the advice was taken")
	}
	if s.Speed, s.Mode = 1, settings.Instant; settings.CheckMakespan(s, 9*day) != nil {
		t.Error("the other advice was taken")
	}
}

func ExampleDecode() {
	_, err := settings.Decode([]byte(`{"messages": 0, "Speed": 2}`))
	fmt.Println(err)
	// Output:
	// 2 fields of the settings are wrong; messages: must be between 1 and 100,000,000 messages (got 0); Speed: is not a field; write it "speed"
}
