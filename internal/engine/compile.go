package engine

import (
	"errors"
	"fmt"
	"math"
	"math/bits"
	"slices"
)

// ErrTooLong is that a simulation lasts longer than the engine's keys hold: 2⁶¹ µs (73,000 years) with one sender and
// 2⁴⁷ µs (4.5 years) with 10,000. Whether it does shows only as it runs: see [Run.Err]. [Compile] returns it (wrapped)
// when so much of the send times does not fit that it needs no run to tell.
var ErrTooLong = errors.New("the simulation lasts longer than the engine can count")

// Schedule is a compiled Config. It is immutable, and any number of goroutines may use it at once.
type Schedule struct {
	messages    int64
	senders     int
	groups      []group
	backoffs    [MaxAttempts]Time // by number of the attempt that failed, from 1; as long as there may be retries
	maxAttempts int               // 1 when no failure can be temporary
	jitter      bool
	prompt      bool // no retry is due in the instant of its failure
	deadline    Time // never when it cannot bind
	bound       Time // of the makespan, and what fits the keys
	shift       int  // of the time in a key
	attemptKey  uint64
	failureKey  uint64
	// For second draws where the first ones decide nothing, see chance.
	attemptTieKey, failureTieKey uint64
	simple                       bool    // neither retries nor limits nor a deadline: a free sender takes the next message at once
	course                       *course // of the model's second version; nil: there is nothing of it
}

type group struct {
	first, senders int
	sendTime       Distribution
	table          *table
	failure        chance   // of an attempt
	permanent      chance   // of a failure
	interval       interval // between two starts
}

const never = Time(math.MaxInt64)

// Compile checks a Config and builds the tables of its schedule, which takes about a millisecond for each group.
// Its errors name the field that is out of bounds; one wraps ErrTooLong.
func Compile(c Config) (*Schedule, error) {
	return compileWith(c, func(_ int, d Distribution) (*table, error) { return newTable(d.quantile()) })
}

// compileWith takes the table of each group from tableOf.
func compileWith(c Config, tableOf func(group int, d Distribution) (*table, error)) (*Schedule, error) {
	if err := c.validate(); err != nil {
		return nil, fmt.Errorf("engine: %w", err)
	}
	s := &Schedule{
		messages:    c.Messages,
		maxAttempts: 1,
		jitter:      c.Retry.Jitter,
		deadline:    never,
		prompt:      true,
		simple:      true,
	}
	s.seed(c.Seed)
	extended := c.extended()
	for i, g := range c.Groups {
		if extended {
			g.Senders = g.maxSenders()
		}
		t, err := tableOf(i, g.sendTime())
		if err != nil {
			return nil, fmt.Errorf("engine: group %d: %w", i, err)
		}
		compiled := group{
			first: s.senders, senders: g.Senders, sendTime: g.SendTime, table: t,
			failure: chanceOf(g.FailureRate), permanent: chanceOf(g.PermanentShare), interval: intervalOf(g.RatePerSecond),
		}
		if compiled.failure.possible() && !compiled.permanent.certain() {
			s.maxAttempts = c.Retry.MaxAttempts
		}
		s.simple = s.simple && compiled.interval == interval{}
		s.groups = append(s.groups, compiled)
		s.senders += g.Senders
	}
	if s.maxAttempts > 1 && !extended {
		s.backoffs = backoffs(c.Retry)
		s.prompt = !slices.Contains(s.backoffs[1:s.maxAttempts], 0)
		s.simple = false
	}
	s.shift = bits.Len(uint(s.senders-1)) + 1
	if err := s.fit(); err != nil {
		return nil, fmt.Errorf("engine: %w", err)
	}
	if extended {
		return s.extend(c)
	}
	s.bound = s.makespanBound()
	if c.TimeToLive > 0 && c.TimeToLive <= s.bound {
		s.deadline = c.TimeToLive
		s.bound = min(s.bound, s.deadline+s.longestSample())
		s.simple = false
	}
	s.bound = min(s.bound, s.limit())
	return s, nil
}

// limit is the last instant that a run may reach. What starts there and takes 1 µs longer than that still has a key.
func (s *Schedule) limit() Time { return MaxMakespan(s.senders) }

// fit cuts the samples of the tables to 1 µs more than the limit. It does no harm: such an attempt is still under way when
// the run has to stop.
func (s *Schedule) fit() error {
	for i := range s.groups {
		t, ok := s.groups[i].table.upTo(s.limit() + 1)
		if !ok {
			return fmt.Errorf("group %d: %w", i, ErrTooLong)
		}
		s.groups[i].table = t
	}
	return nil
}

// Messages is the number of messages of the schedule.
func (s *Schedule) Messages() int64 { return s.messages }

// Senders is the number of senders in all groups.
func (s *Schedule) Senders() int { return s.senders }

// SendersOf are the senders of a group, from 0: as many as it ever has.
func (s *Schedule) SendersOf(group int) SenderRange {
	g := s.groups[group]
	return SenderRange{g.first, g.first + g.senders}
}

// makespanBound is an upper bound of the makespan, whatever the seed, of a run that comes to its end. It adds up the
// instants before the end of the message that ends last, in two kinds.
//
// While a message is due and not taken, each group has its slot closed or all its senders busy. With A attempts in all,
// a group's slot is closed for at most A intervals, and all its senders are busy for at most A × longest / senders.
// Any group gives a bound; the least counts.
//
// While no message is due, the last message is itself in an attempt or in backoff.
func (s *Schedule) makespanBound() Time {
	attempts := uint64(s.messages) * uint64(s.maxAttempts)
	working := never
	for _, g := range s.groups {
		limited := scale(attempts, g.interval.ceil(), 1)
		busy := scale(attempts, g.table.longest(), g.senders)
		working = min(working, saturatingAdd(limited, busy))
	}
	last := scale(uint64(s.maxAttempts), s.longestSample(), 1)
	for _, b := range s.backoffs[:s.maxAttempts] {
		last = saturatingAdd(last, b)
	}
	return saturatingAdd(working, last)
}

func (s *Schedule) longestSample() Time {
	longest := Time(0)
	for _, g := range s.groups {
		longest = max(longest, g.table.longest())
	}
	return longest
}

// scale is n × t / d rounded up, or never if that is too much.
func scale(n uint64, t Time, d int) Time {
	high, low := bits.Mul64(n, uint64(t))
	if high >= uint64(d) {
		return never
	}
	quotient, _ := bits.Div64(high, low, uint64(d))
	if quotient >= uint64(never) {
		return never
	}
	return Time(quotient) + 1
}

func saturatingAdd(a, b Time) Time {
	if a > never-b {
		return never
	}
	return a + b
}
