package engine

import (
	"fmt"
	"maps"
	"math/bits"
	"slices"
)

// A course is what a Config of the model's second version is compiled to, beside what every Schedule has.
type course struct {
	channels     []courseChannel
	groups       []courseGroup
	audiences    []courseAudience
	levels       [][][]uint8 // by channel: the audiences that use it, by falling priority
	caps         []Cap
	held         []int64    // by cap: the starts that can be in its rolling window; 0: it has none, or cannot bind
	covers       [][]uint32 // of a group and an audience: the caps that count its attempts, a bit each
	refuses      uint32     // the caps that refuse
	under        []uint8    // by cap: the groups that it counts, a bit each
	near         []uint8    // by group: those that share its channel or a cap, and itself
	acknowledged bool
	freshFirst   bool
	keys         []stepKeys // by 2 k + a≫4
	reached      drawKeys   // whether a recipient can be reached
}

type courseChannel struct {
	never, confirms chance
	after           *table  // nil if nothing is acknowledged
	groups          []uint8 // that work on it
	mask            uint8   // the same, a bit each
}

type courseGroup struct {
	channel         uint8
	most            int            // senders that it ever has
	endings, unable []courseEnding // in general, and to a recipient who is never reached
	interval        int64          // ns; 0: no limit
	burst           int64
	timetable       []Change
	hours           []Time
	closed          bool
	senders         int
	increment       Time
}

// courseEnding is an ending with the chance of it or one before it.
type courseEnding struct {
	below  chance
	result Result
	ending int // its number in the group
	table  *table
}

type courseAudience struct {
	messages int64
	at       Time
	path     []pathStep // the steps that its recipients have, through the cycles
	first    uint8      // channel, of a path that is not empty
}

type pathStep struct {
	k       int // its number, of all that there are
	channel uint8
	wait    Time
	rule    *waitRule
}

// drawKeys are the keys of a draw, and of the second one where the first does not decide; see chance.
type drawKeys struct{ key, tie uint64 }

// stepKeys are those of a step's attempts, 16 of them.
type stepKeys struct{ attempt, failure, confirm drawKeys }

func (k drawKeys) happens(c chance, t try) bool { return c.happens(draw(k.key, t), k.tie, t) }

func keysOf(seed, purpose uint64) drawKeys {
	return drawKeys{drawKey(seed, purpose), drawKey(seed, purpose+purposeTie)}
}

const (
	purposeReached = 3 // 24 bits: is the recipient never reached?
	purposeConfirm = 4 // 40 bits: after how long; 24 bits: is it acknowledged?
)

// tryOf names an attempt for the draws of its step.
func tryOf(message int64, attempt uint8) try { return try(message)<<tryShift | try(attempt&15) }

// keysFor are the keys of a step's attempt.
func (c *course) keysFor(k int, attempt uint8) *stepKeys { return &c.keys[2*k+int(attempt>>4)] }

// DefaultDeadline is that of a Config of the second version without one: closed groups and small caps might never end.
const DefaultDeadline = 366 * 86_400 * Second

// extend makes a schedule one of the model's second version.
func (s *Schedule) extend(c Config) (*Schedule, error) {
	course, err := c.course(func(d Distribution) (*table, error) {
		t, err := newTable(d.quantile())
		if err != nil {
			return nil, err
		}
		if t, ok := t.upTo(s.limit() + 1); ok {
			return t, nil
		}
		return nil, ErrTooLong
	})
	if err != nil {
		return nil, fmt.Errorf("engine: %w", err)
	}
	s.course, s.simple, s.bound = course, false, s.limit()
	s.maxAttempts = 1
	for _, a := range course.audiences {
		for _, step := range a.path {
			s.maxAttempts = max(s.maxAttempts, int(step.rule.attempts))
		}
	}
	if s.deadline = c.TimeToLive; s.deadline == 0 {
		s.deadline = DefaultDeadline
	}
	return s, nil
}

// seed sets what a course draws by.
func (c *course) seed(seed uint64) {
	c.reached = keysOf(seed, purposeReached)
	keys := make([]stepKeys, len(c.keys))
	for k := range keys {
		from := 8 * uint64(k)
		keys[k] = stepKeys{keysOf(seed, from+purposeAttempt), keysOf(seed, from+purposeFailure), keysOf(seed, from+purposeConfirm)}
	}
	c.keys = keys
}

// sendTime is the distribution of a group's attempts, or of one of its endings.
func (g Group) sendTime() Distribution {
	if len(g.Endings) > 0 {
		return g.Endings[0].SendTime
	}
	return g.SendTime
}

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
