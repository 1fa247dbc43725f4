package engine

import "fmt"

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
