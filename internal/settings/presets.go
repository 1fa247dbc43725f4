package settings

// Preset is a named, editable starting point for a sender group.
type Preset struct {
	ID     string      `json:"id"`
	Name   string      `json:"name"`
	Group  SenderGroup `json:"group"`
	Source string      `json:"source"` // of the rate limit
}

const (
	smsLimits = "AWS End User Messaging, SMS limits"
	dlcLimits = "AWS blog, 10DLC campaign types (AT&T)"
	sesLimits = "Amazon SES quotas"
)

// Presets are what real providers allow. The send times and failure rates are
// typical ones: an SMS mostly takes 6 to 8 seconds with a tail beyond minutes,
// and about one in twenty fails.
var Presets = []Preset{
	smsPreset("sms-10dlc", "SMS, long code (US 10DLC, Canada)", 1, smsLimits),
	smsPreset("sms-10dlc-low", "SMS, 10DLC with vetting score 1–49", 4, dlcLimits),
	smsPreset("sms-10dlc-medium", "SMS, 10DLC with vetting score 51–75", 40, dlcLimits),
	smsPreset("sms-10dlc-high", "SMS, 10DLC with vetting score 76–100", 75, dlcLimits),
	smsPreset("sms-toll-free", "SMS, toll-free number (US)", 3, smsLimits),
	smsPreset("sms-short-code", "SMS, short code (US, CA)", 100, smsLimits),
	smsPreset("sms-long-code", "SMS, long code (other countries)", 10, smsLimits),
	emailPreset("email-sandbox", "E-mail, SES sandbox", 1),
	emailPreset("email-production", "E-mail, SES production", 14),
}

// smsPreset has enough senders to use the rate up: about 9 seconds each.
func smsPreset(id, name string, rate float64, source string) Preset {
	return Preset{ID: id, Name: name, Source: source, Group: SenderGroup{
		Name:           "sms",
		Senders:        max(4, int(rate*12)),
		SendTime:       SendTime{Distribution: Lognormal, Mean: new(9.0), StandardDeviation: new(7.5)}, // median about 7 s
		FailureRate:    0.05,
		PermanentShare: 0.5,
		RatePerSecond:  new(rate),
		RateUnit:       Parts,
	}}
}

func emailPreset(id, name string, rate float64) Preset {
	return Preset{ID: id, Name: name, Source: sesLimits, Group: SenderGroup{
		Name:           "email",
		Senders:        max(4, int(rate*4)),
		SendTime:       SendTime{Distribution: Lognormal, Mean: new(2.0), StandardDeviation: new(2.0)},
		FailureRate:    0.02,
		PermanentShare: 0.8,
		RatePerSecond:  new(rate),
		RateUnit:       Messages,
	}}
}
