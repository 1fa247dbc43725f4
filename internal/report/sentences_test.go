package report

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"alertsim/internal/settings"
)

// Every setting that matters is said; the words are read here, and the goldens hold the rest.
func TestAssumptionsSayTheWholeModel(t *testing.T) {
	s, err := settings.DecodeForecast([]byte(`{"messages": 1000, "seed": 7, "text": "Leave now", "startAt": "2026-11-30T20:00:00+01:00", "zone": "Europe/Berlin",
		"currency": "EUR", "timeToLive": 7200, "until": "acknowledged", "cycles": 2, "retry": {"maxAttempts": 3, "delays": [60, 300], "order": "freshFirst"},
		"channels": [{"name": "call", "neverReached": 0.1, "acknowledgement": {"share": 0.5, "time": {"distribution": "constant", "mean": 5}}}, {"name": "sms"}],
		"steps": [{"channel": "call", "wait": 600}, {"channel": "sms"}],
		"audience": [{"name": "ward", "share": 0.25, "priority": 3, "at": 60, "channels": ["sms"]}],
		"caps": [{"name": "carrier", "count": 500, "unit": "messages", "window": {"daily": "Europe/Berlin"}, "over": "fail"}],
		"senderGroups": [{"name": "lines", "channel": "call", "senders": 20, "openHours": [{"from": "08:00", "to": "20:00"}],
			"outcomes": [{"name": "answered", "share": 0.6, "result": "delivered", "sendTime": {"distribution": "constant", "mean": 30}},
				{"name": "busy", "share": 0.4, "result": "temporary", "sendTime": {"distribution": "constant", "mean": 3}}]},
		{"name": "gateway", "channel": "sms", "senders": 1, "sendTime": {"distribution": "lognormal", "mean": 9, "standardDeviation": 4}, "failureRate": 0.03, "permanentShare": 0.2,
			"ratePerSecond": 30, "burst": 5, "timetable": [{"at": 600, "open": false}], "price": {"perPart": 0.05, "once": 10}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	r := Report{}
	r.Settings = s
	got := r.assumptions()
	for _, want := range []string{
		"1,000 messages, one for each recipient, wait to be sent from the start on.",
		"The alert starts on Mon 30 Nov 2026, 20:00:00 (UTC+01:00), by the clocks of Europe/Berlin.",
		"The text has 9 characters, which is 1 SMS part.",
		"Audience ward: 250 messages, over sms, priority 3, from 1 min on.",
		"The rest: 750 messages.",
		"Channel call: 10 % are never reached, 50 % confirm: 5 s each.",
		"lines: 20 senders, whose attempts end as answered 60 % (30 s each), busy 40 % (3 s each); over call, open 08:00 to 20:00.",
		"gateway: 1 sender, busy 9 s on average with an attempt (lognormal, ± 4 s); 3 % of the attempts fail, 20 % of them for good; at most 30 attempts a second start; over sms, bursts of 5, from 10 min on closed.",
		"gateway costs 0.05 EUR an SMS part of each attempt and 10 EUR once.",
		"Cap carrier: 500 messages a day in Europe/Berlin; what is over fails.",
		"Attempts that fail for now are made again: up to 3, after 1 min, 5 min.",
		"Messages that were never tried go before retries and later steps.",
		"A message goes through 2 steps until it is confirmed, up to 2 times.",
		"What is not delivered 2 h after the start expires.",
		"What is left to chance is drawn from seed 7.",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is not among\n%s", want, strings.Join(got, "\n"))
		}
	}
}

// Words are explained where they are used, and only there.
func TestGlossaryHasWhatIsUsed(t *testing.T) {
	s := glossary("The makespan of 3 attempts", "a step, for good")
	var names []string
	for _, r := range s.Rows {
		names = append(names, r.Cells[0])
	}
	if !slices.Equal(names, []string{"attempt", "makespan", "step", "permanent"}) {
		t.Errorf("%q", names)
	}
	if got := glossary("capable, steps' end").Rows; len(got) != 1 || got[0].Cells[0] != "step" {
		t.Errorf("%v", got)
	}
}

// What is wanted of a report stands on it in its order.
func TestPageTellsInOrder(t *testing.T) {
	r := reports(t)["signs"]
	r.Made = time.Date(2026, 11, 30, 20, 0, 0, 0, time.UTC)
	var b bytes.Buffer
	if err := r.HTML(&b); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	at := 0
	for _, part := range []string{"Computed on Mon 30 Nov 2026, 20:00:00 (UTC+00:00).", "<blockquote>é火", `class="answer"`, ">Assumptions<", ">Ended over time<", ">Objectives</h2>", ">Result</h2>", ">What the words mean<"} {
		next := strings.Index(page[at:], part)
		if next < 0 {
			t.Fatalf("%q does not follow", part)
		}
		at += next
	}
}
