package settings_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"alertsim/internal/settings"
	"alertsim/internal/settings/settingstest"
)

const sms = `{"channels":[{"name":"sms","acknowledgement":{"share":0.5,"time":{"distribution":"constant","mean":60}}},{"name":"voice"}],` +
	`"senderGroups":[{"name":"a","channel":"sms"},{"name":"b","channel":"voice"}],`

// Fields that do not fit together are refused, and both are named.
func TestRefusedTogether(t *testing.T) {
	for _, test := range []struct {
		body string
		want []string
	}{
		{`{"senderGroups":[{"channel":"sms"}]}`, []string{`senderGroups[0].channel: names a channel ("sms"), and there are no channels; list them in channels`}},
		{`{"steps":[{"channel":"sms"}]}`, []string{`steps[0].channel: names a channel ("sms"), and there are no channels`}},
		{`{"audience":[{"name":"a","share":1,"channels":["sms"]}]}`, []string{`audience[0].channels[0]: names a channel ("sms"), and there are no channels`}},
		{`{"channels":[{"name":"sms"},{"name":"voice"}]}`, []string{`senderGroups[0].channel: is needed, as there are several channels: one of "sms", "voice"`}},
		{`{"channels":[{"name":"sms"},{"name":"sms"}]}`, []string{`channels[1].name: is "sms", as that of channels[0]`, "senderGroups[0].channel"}},
		{sms + `"steps":[{"channel":"mail"}]}`, []string{`steps[0].channel: names the channel "mail", which is not in channels ("sms", "voice")`}},
		{`{"channels":[{"name":"sms"},{"name":"voice"}],"senderGroups":[{"channel":"sms"}],"steps":[{"channel":"sms"},{"channel":"voice"}]}`,
			[]string{`steps[1].channel: uses the channel "voice", on which no sender group works; give it one in senderGroups`}},
		{`{"channels":[{"name":"sms"},{"name":"voice"}],"senderGroups":[{"channel":"voice"}]}`, []string{`channels[0]: uses the channel "sms", on which no sender group works`}},
		{`{"channels":[{"name":"sms","acknowledgement":{}}]}`, []string{"channels[0].acknowledgement.share: is needed", "channels[0].acknowledgement.time: is needed"}},
		{`{"cycles":2}`, []string{"cycles: is for steps, and there are none"}},
		{`{"audience":[{"name":"a"}]}`, []string{"audience[0]: needs either a share, as 0.25, or a number of messages, and not both"}},
		{`{"audience":[{"name":"a","share":0.5,"messages":3}]}`, []string{"audience[0]: needs either a share"}},
		{`{"messages":1000,"audience":[{"name":"a","share":0.6},{"name":"b","messages":401}]}`, []string{"audience: has 1,001 messages in all, and messages says 1,000"}},
		{`{"senderGroups":[{"outcomes":[{"name":"a","share":0.5,"result":"delivered","sendTime":{"distribution":"constant","mean":1}},{"name":"b","share":0.4,"result":"temporary","sendTime":{"distribution":"constant","mean":1}}]}]}`,
			[]string{"senderGroups[0].outcomes: must have shares that add up to 1 (they come to 0.9)"}},
		{`{"senderGroups":[{"failureRate":0.1,"sendTime":{"mean":5},"outcomes":[{"name":"a","share":0.5,"result":"delivered","sendTime":{"distribution":"constant","mean":1}},{"name":"b","share":0.5,"result":"temporary","sendTime":{"distribution":"constant","mean":1}}],"timetable":[{"at":1,"failureRate":1}]}]}`,
			[]string{"senderGroups[0].sendTime: is said by outcomes", "senderGroups[0].failureRate: is said by outcomes", "senderGroups[0].timetable[0].failureRate: cannot be changed where outcomes say"}},
		{`{"senderGroups":[{"timetable":[{"at":5,"abort":true},{"at":5,"open":false}]}]}`,
			[]string{"senderGroups[0].timetable[0].abort: ends what is under way as the group closes; give open: false beside it", "senderGroups[0].timetable[1].at: must be later than the one before it, at 5 s (got 5)"}},
		{`{"startAt":"2026-03-28T20:00:00+01:00"}`, []string{"zone: is needed beside startAt"}},
		{`{"zone":"Europe/Berlin"}`, []string{"startAt: is needed beside zone"}},
		{`{"startAt":"2026-03-28","zone":"Berlin"}`, []string{"startAt: must be a moment with its offset from UTC", "zone: must be a time zone of the IANA database"}},
		{`{"senderGroups":[{"openHours":[{"from":"08:00","to":"21:00"}]}]}`, []string{"senderGroups[0].openHours: are read on a clock, which needs startAt and zone"}},
		{`{"senderGroups":[{"openHours":[{"from":"8:00","to":"25:00"},{"days":["noday"],"from":"24:00"}]}]}`,
			[]string{`senderGroups[0].openHours[0].from: must be a time of day in quotes, as "08:00" (got "8:00")`, "senderGroups[0].openHours[0].to", `senderGroups[0].openHours[1].from`, "senderGroups[0].openHours[1].to: is needed", "senderGroups[0].openHours[1].days[0]: must be a day of the week"}},
		{`{"caps":[{"name":"day","count":5,"window":{"daily":"UTC"}}]}`, []string{"caps[0].window.daily: counts days, which needs startAt and zone"}},
		{`{"caps":[{"name":"day","count":5,"window":{}}]}`, []string{"caps[0].window: needs either seconds"}},
		{`{"caps":[{"name":"day","count":5,"window":{"seconds":5,"daily":"UTC"}}]}`, []string{"caps[0].window: needs either seconds", "caps[0].window.daily: counts days"}},
		{`{"caps":[{"name":"day","count":5,"window":{"seconds":5,"at":"08:00"}}]}`, []string{"caps[0].window.at: is when a day begins, and the window is one of seconds"}},
		{`{"caps":[{"name":"day","count":5,"window":{"seconds":5},"groups":["x"],"audience":["y"]}]}`,
			[]string{`caps[0].groups[0]: names the sender group "x", which is not in senderGroups ("sms")`, `caps[0].audience[0]: names the audience "y", and there are none`}},
		{`{"messages":10000000,"senderGroups":[{}],"caps":[{"name":"a","count":5000000,"window":{"seconds":5}}]}`,
			[]string{"caps: with windows of seconds would have to remember 5,000,000 starts, and can 4,000,000"}},
		{`{"retry":{"delays":[60],"initialBackoff":5}}`, []string{"retry.initialBackoff: is said by delays, which are given too"}},
		{`{"retry":{"maxAttempts":2,"jitter":0.5,"spread":0.5}}`, []string{"retry.spread: is instead of jitter"}},
		{sms + `"steps":[{"channel":"sms","retry":{"order":"freshFirst"}}]}`, []string{"steps[0].retry.order: is not a field here; it belongs into retry.order"}},
		{`{"objectives":[{"of":"acknowledged"}]}`, []string{"objectives[0].of: is acknowledged, and no channel has an acknowledgement"}},
		{`{"objectives":[{"audience":"vip"}]}`, []string{`objectives[0].audience: names the audience "vip", and there are none`}},
		{`{"objectives":[{"budget":5}]}`, []string{"objectives[0].budget: cannot be kept or missed, as no sender group has a price"}},
		{`{"senderGroups":[{"price":{"perPart":0.01}}],"objectives":[{"budget":5,"share":0.5}]}`, []string{"objectives[0].share: is of another kind of objective than budget"}},
		{`{"senderGroups":[{"price":{"perPart":0.0000001}}]}`, []string{"senderGroups[0].price.perPart: must be a whole number of millionths"}},
		{`{"senderGroups":[{"price":{"increment":1}}]}`, []string{"senderGroups[0].price.increment: is what minutes are billed in, and perMinute is not given"}},
		{`{"mode":"instant","messages":10000001,"retry":{"order":"freshFirst"}}`, []string{"messages: must be at most 10,000,000 with channels, steps"}},
		{`{"mode":"instant","messages":10000000,"retry":{"maxAttempts":11}}`, []string{"messages: could be tried 110,000,000 times in all"}},
		{strings.Replace(sms, "{", `{"mode":"instant","messages":1000000,`, 1) + `"cycles":10,"steps":[{"channel":"sms","retry":{"maxAttempts":6}},{"channel":"voice","retry":{"maxAttempts":5}}]}`, []string{"messages: could be tried 110,000,000 times in all, through all steps and cycles"}},
	} {
		t.Run(strings.Join(test.want, " "), func(t *testing.T) { refused(t, test.body, test.want) })
	}
}

// By hand: shares are integer billionths, and what is left goes to the largest remainders, the first of equals.
func TestAudienceNumbers(t *testing.T) {
	for _, test := range []struct {
		messages int64
		shares   []float64
		want     []int64
	}{
		{10, []float64{0.5}, []int64{5, 5}},
		{10, []float64{0.25, 0.25, 0.25}, []int64{3, 3, 2, 2}}, // 2.5 each: the first two
		{7, []float64{0.1, 0.1, 0.8}, []int64{1, 1, 5, 0}},     // 0.7, 0.7, 5.6
		{3, []float64{0.333333333, 0.333333333, 0.333333334}, []int64{1, 1, 1, 0}},
		{1, []float64{0.4, 0.3}, []int64{1, 0, 0}}, // 0.4, 0.3, 0.3
		{20_000, []float64{0.05, 0.3, 0.1, 0.01, 0.2}, []int64{1000, 6000, 2000, 200, 4000, 6800}},
	} {
		s := settings.Settings{Messages: test.messages}
		for _, share := range test.shares {
			s.Audience = append(s.Audience, settings.Audience{Share: &share})
		}
		if got := s.AudienceNumbers(); !slices.Equal(got, test.want) {
			t.Errorf("%d by %v: %v, want %v", test.messages, test.shares, got, test.want)
		}
	}
}

// Documents of the whole model are read, written and read again; and the engine takes them.
func TestModelDocuments(t *testing.T) {
	files, err := filepath.Glob("../../examples/acceptance/*.json")
	if err != nil || len(files) < 17 {
		t.Fatalf("%d documents, %v", len(files), err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s, err := settings.DecodeForecast(raw)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		again, err := settingstest.Valid(s)
		if err != nil {
			t.Errorf("%s: accepted, but not again: %v", file, err)
		}
		equal(t, file, again, s)
	}
}

// What is as if it was not given is not written, so that the form of other settings is as it was.
func TestDefaultsAreLeftOut(t *testing.T) {
	plain, given := `{"seed":1}`, `{"seed":1,"cycles":1,"until":"delivered","currency":"USD","retry":{"order":"retriesFirst"},"senderGroups":[{"name":"sms","burst":1,"channel":""}],"objectives":[{"of":"delivered"}]}`
	want, err := settings.Decode([]byte(plain))
	if err != nil {
		t.Fatal(err)
	}
	given = strings.Replace(given, `"cycles":1,`, "", 1) // which is for steps
	got, err := settings.Decode([]byte(given))
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "with defaults given", got, want)
	if got.Extended() || want.Extended() {
		t.Error("what has nothing of the second version is run as if it had")
	}
}

// What makes settings ones of the second version of the model, each alone.
func TestExtended(t *testing.T) {
	for body, want := range map[string]bool{
		`{}`:                           false,
		`{"retry":{"maxAttempts":10}}`: false,
		`{"retry":{"maxAttempts":11}}`: true,
		`{"retry":{"maxAttempts":2,"jitter":0.5}}`:                                  true,
		`{"retry":{"maxAttempts":2,"jitter":1}}`:                                    false,
		`{"retry":{"spread":0.1,"maxAttempts":2}}`:                                  true,
		`{"retry":{"delays":[5]}}`:                                                  true,
		`{"retry":{"order":"freshFirst"}}`:                                          true,
		`{"channels":[{"name":"sms"}]}`:                                             true,
		`{"audience":[{"name":"a","share":0.5}]}`:                                   true,
		`{"senderGroups":[{"burst":2}]}`:                                            true,
		`{"senderGroups":[{"price":{"perPart":0.01}}]}`:                             false,
		`{"senderGroups":[{"price":{"perMinute":0.01}}]}`:                           true,
		`{"senderGroups":[{"timetable":[{"at":5,"senders":2}]}]}`:                   true,
		`{"caps":[{"name":"a","count":5,"window":{"seconds":5}}]}`:                  true,
		`{"startAt":"2026-03-28T20:00:00+01:00","zone":"Europe/Berlin"}`:            false,
		`{"objectives":[{"share":0.5,"within":5},{"share":0.5,"within":31622400}]}`: false,
	} {
		s, err := settings.Decode([]byte(body))
		if err != nil {
			t.Errorf("%s: %v", body, err)
		} else if s.Extended() != want {
			t.Errorf("%s: extended is %v", body, s.Extended())
		}
	}
}

func ExampleSettings_AudienceNumbers() {
	share := 0.25
	s := settings.Settings{Messages: 10, Audience: []settings.Audience{{Name: "at risk", Share: &share}}}
	fmt.Println(s.AudienceNumbers())
	// Output: [3 7]
}
