package settings

import (
	crand "crypto/rand"
	"encoding/binary"
	"fmt"

	"alertsim/internal/fault"
	"alertsim/internal/words"
)

// Decode reads settings from JSON. Absent fields get their defaults, an absent
// seed a random one. It refuses unknown and repeated fields, other letter case,
// wrong types, fractions where integers belong and everything beyond the
// limits, and names every wrong field in one CodeInvalid error.
func Decode(raw []byte) (Settings, error) {
	return decode(raw, (*reader).checkRules)
}

// DecodeForecast reads settings that are only to be forecast: the live run may
// take longer on the wall than a real one.
func DecodeForecast(raw []byte) (Settings, error) {
	return decode(raw, (*reader).checkForecastRules)
}

func decode(raw []byte, rules func(*reader, Settings)) (Settings, error) {
	if len(raw) > MaxBodyBytes {
		return Settings{}, fault.Errorf(fault.CodeInvalid, "the settings are %s bytes long; at most %s are allowed",
			words.Number(float64(len(raw))), words.Number(MaxBodyBytes))
	}
	tree, err := parseBody(raw)
	if err != nil {
		return Settings{}, err
	}
	return read(tree, rules)
}

// ReadForecast is DecodeForecast for settings that are a *Tree already.
func ReadForecast(tree *Tree) (Settings, error) { return read(tree, (*reader).checkForecastRules) }

// DefaultSettings returns what the empty object decodes to, with seed 0.
func DefaultSettings() Settings {
	s, err := Decode([]byte(`{"seed":0}`))
	if err != nil {
		panic(fmt.Sprintf("settings: the defaults break the limits: %v", err)) // a defect in limits.go
	}
	return s
}

func read(value any, rules func(*reader, Settings)) (Settings, error) {
	root, ok := value.(*Tree)
	if !ok {
		return Settings{}, fault.Errorf(fault.CodeInvalid, "the settings must be a JSON object, as {\"messages\": 1000}")
	}
	r := &reader{}
	r.refuseRepeated(root, nil)
	s := r.settings(object{r, "", root})
	rules(r, s)
	if err := r.error(); err != nil {
		return Settings{}, err
	}
	return s, nil
}

func problemTitle(n int) string {
	if n == 1 {
		return "one field of the settings is wrong"
	}
	return fmt.Sprintf("%s fields of the settings are wrong", words.Number(float64(n)))
}

func (r *reader) settings(o object) Settings {
	s := Settings{
		Name:               o.text("name"),
		Text:               o.text("text"),
		Messages:           o.integer("messages"),
		StartAt:            o.instant("startAt"),
		Zone:               o.zone("zone"),
		Channels:           r.channels(o),
		Steps:              r.steps(o),
		Cycles:             int(o.integer("cycles")),
		Until:              Until(o.choice("until")),
		Audience:           r.audience(o),
		SenderGroups:       r.groups(o),
		Caps:               r.caps(o),
		Currency:           o.text("currency"),
		Retry:              r.retry(o.object("retry")),
		TimeToLive:         o.optional("timeToLive"),
		Mode:               Mode(o.choice("mode")),
		Speed:              o.number("speed"),
		MonitoringInterval: o.number("monitoringInterval"),
		AutoStart:          o.flag("autoStart"),
		Objectives:         r.objectives(o),
	}
	if o.has("seed") {
		s.Seed = o.integer("seed")
	} else {
		s.Seed = RandomSeed()
	}
	s.leaveDefaultsOut()
	if s.Name == "" {
		s.Name = fieldByPath["name"].Default.(string)
	}
	o.refuseOthers()
	return s
}

// leaveDefaultsOut writes what is as if it was not given as absent, so that the form of settings that have nothing of it
// is as it always was.
func (s *Settings) leaveDefaultsOut() {
	if s.Cycles == 1 {
		s.Cycles = 0
	}
	if s.Until == UntilDelivered {
		s.Until = ""
	}
	if s.Currency == defaultCurrency {
		s.Currency = ""
	}
}

func (r *reader) groups(o object) []SenderGroup {
	items, given := o.list("senderGroups")
	if !given {
		items = []object{{r, "senderGroups[0]", nil}}
	}
	groups := make([]SenderGroup, len(items))
	for i, g := range items {
		groups[i] = SenderGroup{
			Name:          g.text("name"),
			Channel:       g.text("channel"),
			Senders:       int(g.integer("senders")),
			Outcomes:      r.outcomes(g),
			RatePerSecond: g.optional("ratePerSecond"),
			RateUnit:      RateUnit(g.choice("rateUnit")),
			Burst:         g.integer("burst"),
			Timetable:     r.timetable(g),
			OpenHours:     r.openHours(g),
			Price:         r.price(g),
		}
		if !g.has("outcomes") {
			groups[i].SendTime = r.sendTime(g.object("sendTime"))
			groups[i].FailureRate, groups[i].PermanentShare = g.number("failureRate"), g.number("permanentShare")
		}
		if groups[i].Burst == 1 {
			groups[i].Burst = 0
		}
		if groups[i].Name == "" {
			groups[i].Name = fmt.Sprintf("group %d", i+1)
		}
		g.refuseOthers()
	}
	return groups
}

func (r *reader) sendTime(o object) SendTime {
	t := SendTime{Distribution: Distribution(o.choice("distribution"))}
	switch t.Distribution {
	case Normal, Lognormal:
		t.Mean = new(o.number("mean"))
		if o.has("standardDeviation") {
			t.StandardDeviation = new(o.number("standardDeviation"))
		} else {
			t.StandardDeviation = new(*t.Mean / 5)
		}
	case Exponential, Constant:
		t.Mean = new(o.number("mean"))
	case Uniform:
		t.Minimum, t.Maximum = new(o.number("minimum")), new(o.number("maximum"))
	case Empirical:
		items, given := o.list("percentiles")
		if !given {
			r.add(join(o.path, "percentiles"), `is needed for an empirical distribution, as [{"share": 0.5, "seconds": 7}, {"share": 0.95, "seconds": 30}]`)
		}
		for _, p := range items {
			t.Percentiles = append(t.Percentiles, Percentile{Share: p.number("share"), Seconds: p.number("seconds")})
			p.refuseOthers()
		}
	}
	o.refuseOtherParameters(t.Distribution)
	o.refuseOthers()
	return t
}

// RandomSeed draws a seed.
func RandomSeed() int64 {
	var b [8]byte
	_, _ = crand.Read(b[:]) // never fails: it ends the program instead
	return int64(binary.LittleEndian.Uint64(b[:]) & MaxSeed)
}
