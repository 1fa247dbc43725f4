package schedule

import (
	"reflect"
	"strings"
	"testing"

	"alertsim/internal/engine"
	"alertsim/internal/settings"
)

// Every field of the settings that has a bearing on the result is the engine's,
// in its units. Each row has the JSON of one field; the rest is the default.
func TestConfig(t *testing.T) {
	long := strings.Repeat("a", 161)
	for _, c := range []configCase{
		{``, func(*engine.Config) {}},
		{`"messages": 100000000`, func(c *engine.Config) { c.Messages = 100_000_000 }},
		{`"seed": 9007199254740991`, func(c *engine.Config) { c.Seed = 1<<53 - 1 }},
		{`"timeToLive": 604800`, func(c *engine.Config) { c.TimeToLive = 604_800 * engine.Second }},
		{`"timeToLive": 1.0000005`, func(c *engine.Config) { c.TimeToLive = 1_000_001 }}, // rounded
		{`"timeToLive": null`, func(*engine.Config) {}},
		{`"retry": {"maxAttempts": 7}`, func(c *engine.Config) { c.Retry.MaxAttempts = 7 }},
		{`"retry": {"initialBackoff": 0.25}`, func(c *engine.Config) { c.Retry.InitialBackoff = 250 * engine.Millisecond }},
		{`"retry": {"multiplier": 1.5}`, func(c *engine.Config) { c.Retry.Multiplier = 1.5 }},
		{`"retry": {"maxBackoff": 86400}`, func(c *engine.Config) { c.Retry.MaxBackoff = 86_400 * engine.Second }},
		{`"retry": {"jitter": false}`, func(c *engine.Config) { c.Retry.Jitter = false }},
		{group(`"senders": 10000`), func(c *engine.Config) { c.Groups[0].Senders = 10_000 }},
		{group(`"failureRate": 0.125`), func(c *engine.Config) { c.Groups[0].FailureRate = 0.125 }},
		{group(`"permanentShare": 0.75`), func(c *engine.Config) { c.Groups[0].PermanentShare = 0.75 }},
		{group(`"ratePerSecond": 0.01`), func(c *engine.Config) { c.Groups[0].RatePerSecond = 0.01 }},
		// Providers of SMS count the parts of a text, of which 161 places need two.
		{`"text": "` + long + `", ` + group(`"ratePerSecond": 10`), func(c *engine.Config) { c.Groups[0].RatePerSecond = 5 }},
		{`"text": "` + long + `", ` + group(`"ratePerSecond": 10, "rateUnit": "messages"`), func(c *engine.Config) { c.Groups[0].RatePerSecond = 10 }},
		{`"text": "` + long + `"`, func(*engine.Config) {}},
		{group(`"ratePerSecond": null`), func(*engine.Config) {}},
		sendTime(`"distribution": "normal"`, engine.Normal(10, 2)),
		sendTime(`"distribution": "normal", "mean": 3, "standardDeviation": 0`, engine.Normal(3, 0)),
		sendTime(`"distribution": "lognormal", "mean": 9, "standardDeviation": 7.5`, engine.Lognormal(9, 7.5)),
		sendTime(`"distribution": "exponential", "mean": 0.001`, engine.Exponential(0.001)),
		sendTime(`"distribution": "uniform", "minimum": 0, "maximum": 3600`, engine.Uniform(0, 3600)),
		sendTime(`"distribution": "constant", "mean": 0.5`, engine.Constant(0.5)),
		sendTime(`"distribution": "empirical", "percentiles": [{"share": 0.5, "seconds": 7}, {"share": 0.95, "seconds": 30}]`,
			engine.Empirical(engine.Point{Share: 0.5, Seconds: 7}, engine.Point{Share: 0.95, Seconds: 30})),
		{`"senderGroups": [{"senders": 1}, {"senders": 2, "sendTime": {"distribution": "constant", "mean": 1}}]`, func(c *engine.Config) {
			c.Groups = []engine.Group{
				{Senders: 1, SendTime: engine.Normal(10, 2)},
				{Senders: 2, SendTime: engine.Constant(1)},
			}
		}},
		// What is of no bearing, so that the same schedule serves every mode and speed.
		{`"name": "Flood"`, func(*engine.Config) {}},
		{`"mode": "live"`, func(*engine.Config) {}},
		{`"speed": 1000`, func(*engine.Config) {}},
		{`"monitoringInterval": 0.5`, func(*engine.Config) {}},
		{`"autoStart": true`, func(*engine.Config) {}},
		{`"objectives": []`, func(*engine.Config) {}},
	} {
		want := engine.Config{
			Messages: 1000,
			Groups:   []engine.Group{{Senders: 4, SendTime: engine.Normal(10, 2)}},
			Retry: engine.Retry{
				MaxAttempts: 1, InitialBackoff: 30 * engine.Second, Multiplier: 2, MaxBackoff: 600 * engine.Second, Jitter: true,
			},
		}
		c.change(&want)
		if got := configOf(t, c.settings); !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\n got %+v\nwant %+v", c.settings, got, want)
		}
	}
}

// configCase says what a field of the settings changes in the engine's default.
type configCase struct {
	settings string
	change   func(*engine.Config)
}

func group(field string) string { return `"senderGroups": [{` + field + `}]` }

func sendTime(fields string, d engine.Distribution) configCase {
	return configCase{group(`"sendTime": {` + fields + `}`), func(c *engine.Config) { c.Groups[0].SendTime = d }}
}

// configOf is the engine's form of the default settings with some fields; with
// seed 0 and of mode instant, which allows more, if these are not among them.
func configOf(t *testing.T, fields string) engine.Config {
	t.Helper()
	for _, other := range []string{`"seed": 0`, `"mode": "instant"`} {
		name, _, _ := strings.Cut(other, ":")
		if !strings.Contains(fields, name) {
			fields = strings.TrimSuffix(other+", "+fields, ", ")
		}
	}
	s, err := settings.Decode([]byte("{" + fields + "}"))
	if err != nil {
		t.Fatalf("%s: %v", fields, err)
	}
	return s.Engine()
}
