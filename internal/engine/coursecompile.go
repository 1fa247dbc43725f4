package engine

import (
	"fmt"
	"maps"
	"math/bits"
	"slices"
)

// course compiles what is of the second version, with tables that tableOf makes.
func (c Config) course(tableOf func(Distribution) (*table, error)) (*course, error) {
	out := &course{caps: c.Caps, acknowledged: c.Acknowledged, freshFirst: c.FreshFirst}
	channels := c.Channels
	if len(channels) == 0 {
		channels = []Channel{{}}
	}
	for i, ch := range channels {
		compiled := courseChannel{never: chanceOf(ch.NeverReached), confirms: chanceOf(ch.Confirms)}
		if compiled.confirms.possible() {
			t, err := tableOf(ch.After)
			if err != nil {
				return nil, fmt.Errorf("channel %d: %w", i, err)
			}
			compiled.after = t
		}
		out.channels = append(out.channels, compiled)
	}
	for i, g := range c.Groups {
		compiled, err := g.course(tableOf)
		if err != nil {
			return nil, fmt.Errorf("group %d: %w", i, err)
		}
		out.groups = append(out.groups, compiled)
		out.channels[g.Channel].groups = append(out.channels[g.Channel].groups, uint8(i))
		out.channels[g.Channel].mask |= 1 << i
	}
	out.addAudiences(c, len(channels))
	out.keys = make([]stepKeys, 2*max(1, len(c.Steps)*max(1, c.Cycles)))
	out.seed(c.Seed)
	for _, cap := range c.Caps {
		out.held = append(out.held, cap.held(c.maxTries()))
	}
	for g := range c.Groups {
		masks := make([]uint32, len(out.audiences))
		for a := range masks {
			for i, cap := range c.Caps {
				if cap.Window > 0 && out.held[i] == 0 && !cap.closed() {
					continue // it cannot bind
				}
				if (cap.Groups == nil || cap.Groups[g]) && (cap.Audiences == nil || cap.Audiences[a]) {
					masks[a] |= 1 << i
				}
			}
		}
		out.covers = append(out.covers, masks)
	}
	out.under = make([]uint8, len(c.Caps))
	for g, masks := range out.covers {
		for _, mask := range masks {
			for ; mask != 0; mask &= mask - 1 {
				out.under[bits.TrailingZeros32(mask)] |= 1 << g
			}
		}
	}
	for g, group := range out.groups {
		near := out.channels[group.channel].mask
		for _, under := range out.under {
			if under&(1<<g) != 0 {
				near |= under
			}
		}
		out.near = append(out.near, near)
	}
	for i, cap := range c.Caps {
		if cap.Refuses {
			out.refuses |= 1 << i
		}
	}
	return out, nil
}

func (g Group) course(tableOf func(Distribution) (*table, error)) (courseGroup, error) {
	out := courseGroup{
		channel: uint8(g.Channel), senders: g.Senders, most: g.maxSenders(), burst: max(1, g.Burst),
		interval: nanosOf(g.RatePerSecond), timetable: g.Timetable, hours: g.Hours, closed: g.Closed, increment: g.Increment,
	}
	endings := func(is func(Ending) bool) (out []courseEnding, err error) {
		total, sum := 0.0, 0.0
		for _, e := range g.Endings {
			if is(e) {
				total += e.Share
			}
		}
		for i, e := range g.Endings {
			if !is(e) {
				continue
			}
			t, err := tableOf(e.SendTime)
			if err != nil {
				return nil, fmt.Errorf("ending %d: %w", i, err)
			}
			sum += e.Share
			out = append(out, courseEnding{chanceOf(min(1, sum/total)), e.Result, i, t})
		}
		if len(out) > 0 {
			out[len(out)-1].below = chanceOf(1)
		}
		return out, nil
	}
	if len(g.Endings) == 0 {
		return out, nil
	}
	var err error
	if out.endings, err = endings(func(Ending) bool { return true }); err != nil {
		return out, err
	}
	out.unable, err = endings(func(e Ending) bool { return e.Result != Reached })
	if len(out.unable) == 0 {
		out.unable = []courseEnding{{chanceOf(1), Temporary, 0, out.endings[0].table}}
	}
	return out, err
}

// held is how many starts a rolling window can hold, if that is fewer than there can be; else 0.
func (c Cap) held(tries int64) int64 {
	if c.Window == 0 {
		return 0
	}
	least, most := c.Count, c.Count
	for _, t := range c.Timetable {
		least, most = min(least, t.Count), max(most, t.Count)
	}
	if least/c.Weight >= tries {
		return 0
	}
	return min(most/c.Weight, tries)
}

// closed reports whether a cap never lets anything start.
func (c Cap) closed() bool {
	most := c.Count
	for _, t := range c.Timetable {
		most = max(most, t.Count)
	}
	return most < c.Weight
}

// maxTries is how many attempts there can be.
func (c Config) maxTries() int64 {
	attempts := int64(0)
	for _, s := range c.Steps {
		if s.Retry != nil {
			attempts += int64(s.Retry.MaxAttempts)
		} else {
			attempts += int64(c.Retry.MaxAttempts)
		}
	}
	if len(c.Steps) == 0 {
		return c.Messages * int64(c.Retry.MaxAttempts)
	}
	return c.Messages * attempts * int64(max(1, c.Cycles))
}

// confirms reports whether anything may be acknowledged.
func (c *course) confirms() bool {
	return slices.ContainsFunc(c.channels, func(ch courseChannel) bool { return ch.after != nil })
}

// maxSenders is how many senders a group ever has.
func (g Group) maxSenders() int {
	most := g.Senders
	for _, c := range g.Timetable {
		if c.Senders != nil {
			most = max(most, *c.Senders)
		}
	}
	return most
}

// nanosOf is the time between two starts in nanoseconds; 0: no limit.
func nanosOf(rate float64) int64 {
	if rate == 0 {
		return 0
	}
	return int64(1e9/rate + 0.5)
}

func (c *course) addAudiences(from Config, channels int) {
	audiences := from.Audiences
	if len(audiences) == 0 {
		audiences = []Audience{{Messages: from.Messages}}
	}
	general := from.Retry.rule()
	rules := make([]*waitRule, len(from.Steps))
	for i, s := range from.Steps {
		rules[i] = general
		if s.Retry != nil {
			rules[i] = s.Retry.rule()
		}
	}
	priorities := map[int][]uint8{}
	for i, a := range audiences {
		out := courseAudience{messages: a.Messages, at: a.At}
		has := func(channel int) bool { return a.Channels == nil || a.Channels[channel] }
		if len(from.Steps) == 0 {
			for ch := range channels {
				if has(ch) {
					out.path = []pathStep{{0, uint8(ch), 0, general}}
					break
				}
			}
		}
		for cycle := range max(1, from.Cycles) {
			for j, s := range from.Steps {
				if has(s.Channel) {
					out.path = append(out.path, pathStep{cycle*len(from.Steps) + j, uint8(s.Channel), s.Wait, rules[j]})
				}
			}
		}
		if len(out.path) > 0 {
			out.first = out.path[0].channel
		}
		c.audiences = append(c.audiences, out)
		priorities[a.Priority] = append(priorities[a.Priority], uint8(i))
	}
	falling := slices.Sorted(maps.Keys(priorities))
	slices.Reverse(falling)
	c.levels = make([][][]uint8, channels)
	for channel := range c.levels {
		for _, p := range falling {
			var level []uint8
			for _, a := range priorities[p] {
				if slices.ContainsFunc(c.audiences[a].path, func(s pathStep) bool { return int(s.channel) == channel }) {
					level = append(level, a)
				}
			}
			if level != nil {
				c.levels[channel] = append(c.levels[channel], level)
			}
		}
	}
}
