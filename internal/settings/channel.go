package settings

import "alertsim/internal/engine"

// Channel is a way to reach recipients: SMS, calls, e-mail. Its sender groups share one queue.
type Channel struct {
	Name            string           `json:"name"`
	NeverReached    float64          `json:"neverReached,omitempty"` // share of the recipients to whom no attempt delivers
	Acknowledgement *Acknowledgement `json:"acknowledgement,omitempty"`
}

// Acknowledgement says how recipients confirm what was delivered.
type Acknowledgement struct {
	Share float64  `json:"share"` // of the deliveries that are confirmed
	Time  SendTime `json:"time"`  // from the delivery
}

// Step is one rung of an escalation: the attempts over one channel.
type Step struct {
	Channel string  `json:"channel"`
	Wait    float64 `json:"wait"`            // seconds from a delivery for its confirmation, before the next step is due
	Retry   *Retry  `json:"retry,omitempty"` // instead of the settings'
}

// Until is when a message needs no further step.
type Until string

// The ends of an escalation. In the settings the first one is "".
const (
	UntilDelivered    Until = "delivered"
	UntilAcknowledged Until = "acknowledged"
)

// Untils lists both, the default first.
var Untils = []Until{UntilDelivered, UntilAcknowledged}

// TimesThrough is how often the steps are gone through, at least once.
func (s Settings) TimesThrough() int { return max(1, s.Cycles) }

// Confirms reports whether anything can be acknowledged.
func (s Settings) Confirms() bool {
	for _, c := range s.Channels {
		if c.Acknowledgement != nil && c.Acknowledgement.Share > 0 {
			return true
		}
	}
	return false
}

func (r *reader) channels(o object) []Channel {
	items, _ := o.list("channels")
	var channels []Channel
	for _, item := range items {
		c := Channel{Name: item.neededText("name"), NeverReached: item.number("neverReached")}
		if item.has("acknowledgement") {
			a := item.object("acknowledgement")
			c.Acknowledgement = &Acknowledgement{Share: a.number("share"), Time: a.neededSendTime("time")}
			a.refuseOthers()
		}
		item.refuseOthers()
		channels = append(channels, c)
	}
	return channels
}

func (r *reader) steps(o object) []Step {
	items, _ := o.list("steps")
	var steps []Step
	for _, item := range items {
		s := Step{Channel: item.neededText("channel"), Wait: item.number("wait")}
		if item.has("retry") {
			s.Retry = new(r.retry(item.object("retry")))
		}
		item.refuseOthers()
		steps = append(steps, s)
	}
	return steps
}

// checkChannels is about names of channels, and whether somebody works on those that are used.
func (r *reader) checkChannels(s Settings) {
	r.checkNames("channels", len(s.Channels), func(i int) string { return s.Channels[i].Name })
	known := func(path, name string) {
		switch {
		case r.failed(path):
		case len(s.Channels) == 0:
			r.add(path, "names a channel (%q), and there are no channels; list them in channels, as [{\"name\": %q}]", name, name)
		case s.channelIndex(name) < 0:
			r.add(path, "names the channel %q, which is not in channels (%s)", name, s.channelNames())
		}
	}
	for i, g := range s.SenderGroups {
		path := at("senderGroups", i) + ".channel"
		switch {
		case g.Channel != "":
			known(path, g.Channel)
		case len(s.Channels) > 1:
			r.add(path, "is needed, as there are several channels: one of %s", s.channelNames())
		}
	}
	for i, step := range s.Steps {
		known(at("steps", i)+".channel", step.Channel)
	}
	for i, a := range s.Audience {
		for j, name := range a.Channels {
			known(at(at("audience", i)+".channels", j), name)
		}
	}
	if s.Cycles > 1 && len(s.Steps) == 0 {
		r.add("cycles", "is for steps, and there are none; list them in steps, or leave cycles out")
	}
	if len(r.errs) > 0 {
		return
	}
	works := map[int]bool{}
	for _, g := range s.SenderGroups {
		works[s.channelOf(g)] = true
	}
	for c, path := range s.usedChannels() {
		if !works[c] {
			r.add(path, "uses the channel %q, on which no sender group works; give it one in senderGroups", s.Channels[c].Name)
		}
	}
}

// usedChannels are those over which somebody is tried, with the path of what says so.
func (s Settings) usedChannels() map[int]string {
	used := map[int]string{}
	if len(s.Channels) == 0 {
		return used
	}
	audiences := s.Audience
	if len(audiences) == 0 {
		audiences = []Audience{{}}
	}
	for _, a := range audiences {
		for i, step := range s.Steps {
			if a.has(step.Channel) {
				used[s.channelIndex(step.Channel)] = at("steps", i) + ".channel"
			}
		}
		if len(s.Steps) > 0 {
			continue
		}
		for c, channel := range s.Channels {
			if a.has(channel.Name) {
				used[c] = at("channels", c)
				break
			}
		}
	}
	return used
}

func (s Settings) channelNames() string {
	return quoted(len(s.Channels), func(i int) string { return s.Channels[i].Name })
}

// channelIndex is a channel's number; -1 if there is none of that name.
func (s Settings) channelIndex(name string) int {
	for i, c := range s.Channels {
		if c.Name == name {
			return i
		}
	}
	return -1
}

// channelOf is the number of the channel on which a group works, 0 where there is only one.
func (s Settings) channelOf(g SenderGroup) int { return max(0, s.channelIndex(g.Channel)) }

// addChannels says channels and steps in the engine's terms.
func (s Settings) addChannels(c *engine.Config) {
	for _, channel := range s.Channels {
		out := engine.Channel{NeverReached: channel.NeverReached}
		if a := channel.Acknowledgement; a != nil {
			out.Confirms, out.After = a.Share, a.Time.engine()
		}
		c.Channels = append(c.Channels, out)
	}
	for _, step := range s.Steps {
		out := engine.Step{Channel: max(0, s.channelIndex(step.Channel)), Wait: MicrosOf(step.Wait)}
		if step.Retry != nil {
			out.Retry = new(step.Retry.engine())
		}
		c.Steps = append(c.Steps, out)
	}
	c.Cycles, c.Acknowledged = s.Cycles, s.Until == UntilAcknowledged
}
