package settings

// Preset is a named, editable starting point for a sender group, with what goes with
// it: what its provider allows in a day, and how its recipients are.
type Preset struct {
	ID     string      `json:"id"`
	Name   string      `json:"name"`
	Group  SenderGroup `json:"group"`
	Source string      `json:"source"` // of the rate limit, and of the caps
	AsOf   string      `json:"asOf"`   // when that was read
	Note   string      `json:"note,omitempty"`

	// Caps have no groups: whoever takes them over names the group in them.
	Caps     []Cap      `json:"caps,omitempty"`
	Audience []Audience `json:"audience,omitempty"` // to whom a cap applies
	Retry    *Retry     `json:"retry,omitempty"`
	// NeverReached is a usual share of its channel's recipients to whom no attempt delivers.
	NeverReached float64 `json:"neverReached,omitempty"`
}

const (
	presetsAsOf = "2026-11-30"
	smsLimits   = "AWS End User Messaging, SMS limits"
	dlcLimits   = "AWS blog, 10DLC campaign types (AT&T's rates, T-Mobile's daily caps)"
	sesLimits   = "Amazon SES quotas"
	voiceLimits = "Bandwidth voice rate limits; Elbert County's CodeRED test of 11,975 numbers"
	pushLimits  = "Firebase Cloud Messaging, throttling and quotas"
)

const tMobileNote = "T-Mobile counts parts a day and brand, over all providers, from midnight in Los Angeles, and refuses the rest; about a third of US phones are in its network."

// Presets are what real providers allow. The send times and failure rates are
// typical ones: an SMS mostly takes 6 to 8 seconds with a tail beyond minutes,
// and about one in twenty fails. What is judgement rather than somebody's figure
// is so in docs/model.md, too.
var Presets = []Preset{
	smsPreset("sms-10dlc", "SMS, long code (US 10DLC, Canada)", 1, smsLimits),
	withDailyCap(smsPreset("sms-10dlc-unvetted", "SMS, 10DLC without vetting", 0.2, dlcLimits), 2000),
	withDailyCap(smsPreset("sms-10dlc-low", "SMS, 10DLC with vetting score 1–49", 4, dlcLimits), 10_000),
	withDailyCap(smsPreset("sms-10dlc-medium", "SMS, 10DLC with vetting score 51–75", 40, dlcLimits), 40_000),
	withDailyCap(smsPreset("sms-10dlc-high", "SMS, 10DLC with vetting score 76–100", 75, dlcLimits), 200_000),
	smsPreset("sms-toll-free", "SMS, toll-free number (US)", 3, smsLimits),
	smsPreset("sms-short-code", "SMS, short code (US, CA)", 100, smsLimits),
	smsPreset("sms-long-code", "SMS, long code (other countries)", 10, smsLimits),
	emailPreset("email-sandbox", "E-mail, SES sandbox", 1, 200, "In the sandbox, only to addresses that are verified."),
	emailPreset("email-production", "E-mail, SES production", 14, 50_000, "What accounts used to start with; yours has its own quota, which SES tells."),
	voicePreset("voice-residents", "Calls to residents", 0.25, 0.88, 0.08, 0.03, 0.01),
	voicePreset("voice-staff", "Calls to staff", 0.03, 0.7, 0.25, 0.04, 0.01),
	pushPreset(),
}

// smsPreset has enough senders to use the rate up: about 9 seconds each.
func smsPreset(id, name string, rate float64, source string) Preset {
	return Preset{ID: id, Name: name, Source: source, AsOf: presetsAsOf, Group: SenderGroup{
		Name:           "sms",
		Senders:        max(4, int(rate*12)),
		SendTime:       SendTime{Distribution: Lognormal, Mean: new(9.0), StandardDeviation: new(7.5)}, // median about 7 s
		FailureRate:    0.05,
		PermanentShare: 0.5,
		RatePerSecond:  new(rate),
		RateUnit:       Parts,
	}}
}

// withDailyCap gives a preset T-Mobile's cap of parts a day, and the share of phones that it is for.
func withDailyCap(p Preset, count int64) Preset {
	p.Note = tMobileNote
	p.Audience = []Audience{{Name: "T-Mobile", Share: new(0.345)}}
	p.Caps = []Cap{{
		Name: "T-Mobile, a day and brand", Count: count, Unit: Parts, Audience: []string{"T-Mobile"},
		Window: Window{Daily: "America/Los_Angeles"}, Over: Fail,
	}}
	return p
}

func emailPreset(id, name string, rate float64, quota int64, note string) Preset {
	return Preset{ID: id, Name: name, Source: sesLimits, AsOf: presetsAsOf, Note: note, Group: SenderGroup{
		Name:           "email",
		Senders:        max(4, int(rate*4)),
		SendTime:       SendTime{Distribution: Lognormal, Mean: new(2.0), StandardDeviation: new(2.0)},
		FailureRate:    0.02,
		PermanentShare: 0.8,
		RatePerSecond:  new(rate),
		RateUnit:       Messages,
	}, Caps: []Cap{{Name: "SES quota", Count: quota, Unit: Messages, Window: Window{Seconds: 86_400}, Over: Wait}}}
}

// voicePreset is calls over a hosted service: 15 seconds of ringing and 40 of message if somebody answers, 30 seconds if
// nobody does, and two redials after all have been called once.
func voicePreset(id, name string, neverReached, answered, noAnswer, busy, wrong float64) Preset {
	always := func(seconds float64) SendTime { return SendTime{Distribution: Constant, Mean: new(seconds)} }
	return Preset{ID: id, Name: name, Source: voiceLimits, AsOf: presetsAsOf,
		Note: "Whom a machine answers counts as answered. Wrong numbers are mostly among those that are never reached.",
		Group: SenderGroup{
			Name:    "calls",
			Senders: 100,
			Outcomes: []Outcome{
				{Name: "answered", Share: answered, Result: DeliveredResult, SendTime: SendTime{Distribution: Lognormal, Mean: new(55.0), StandardDeviation: new(12.0)}},
				{Name: "no answer", Share: noAnswer, Result: TemporaryResult, SendTime: always(30)},
				{Name: "busy", Share: busy, Result: TemporaryResult, SendTime: always(3)},
				{Name: "wrong number", Share: wrong, Result: PermanentResult, SendTime: always(5)},
			},
			RatePerSecond: new(5.0),
			RateUnit:      Messages,
		},
		Retry:        &Retry{MaxAttempts: 3, Delays: []float64{300, 900}, Order: FreshFirst},
		NeverReached: neverReached,
	}
}

// pushPreset is notifications to an app: the service keeps what is for a device that is offline, which attempts stand for.
func pushPreset() Preset {
	return Preset{ID: "push", Name: "Push notification to an app", Source: pushLimits, AsOf: presetsAsOf,
		Note: "Of those who have the app. The shares are estimates: measure your own. The service's own bound is 10,000 a second.",
		Group: SenderGroup{
			Name:           "push",
			Senders:        2000,
			SendTime:       SendTime{Distribution: Lognormal, Mean: new(1.0), StandardDeviation: new(1.0)},
			FailureRate:    0.12,
			PermanentShare: 0.02,
			RatePerSecond:  new(1000.0),
			RateUnit:       Messages,
		},
		Retry:        &Retry{MaxAttempts: 6, Delays: []float64{60, 300, 900, 1800, 3600}},
		NeverReached: 0.2,
	}
}
