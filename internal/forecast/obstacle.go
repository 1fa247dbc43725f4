package forecast

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"alertsim/internal/settings"
	"alertsim/internal/words"
)

// obstacle is something that may keep senders from meeting the objectives.
type obstacle struct {
	name   string
	there  func(settings.Settings) bool
	remove func(*settings.Settings)
	reason string // why it is in the way
	advice string
}

var obstacles = []obstacle{
	{
		"rate limits", anyGroup(func(g settings.SenderGroup) bool { return g.RatePerSecond != nil }),
		everyGroup(func(g *settings.SenderGroup) { g.RatePerSecond = nil }),
		"the rate limits do not let enough attempts start in time", "ask the provider for a higher rate or add another group",
	},
	{
		"time-to-live", func(s settings.Settings) bool { return s.TimeToLive != nil },
		func(s *settings.Settings) { s.TimeToLive = nil },
		"the time-to-live ends before enough messages are delivered", "make it longer",
	},
	{
		"failures", anyGroup(func(g settings.SenderGroup) bool { return g.FailureRate > 0 }),
		everyGroup(func(g *settings.SenderGroup) { g.FailureRate = 0 }),
		"too many messages fail", "allow more attempts, or choose a provider with fewer failures or a smaller share",
	},
}

func anyGroup(is func(settings.SenderGroup) bool) func(settings.Settings) bool {
	return func(s settings.Settings) bool { return slices.ContainsFunc(s.SenderGroups, is) }
}

func everyGroup(change func(*settings.SenderGroup)) func(*settings.Settings) {
	return func(s *settings.Settings) {
		s.SenderGroups = slices.Clone(s.SenderGroups)
		for i := range s.SenderGroups {
			change(&s.SenderGroups[i])
		}
	}
}

// reason tells why no number of senders suffices, by what was tried: the search's
// most promising numbers, with one obstacle after the other taken away.
func (s *search) reason(ctx context.Context) (string, error) {
	if !s.searched.Complete() {
		return "none of the numbers that were tried suffices", nil
	}
	reason, err := s.findReason(ctx)
	if errors.Is(err, errOutOfTime) {
		return "every number was tried or is ruled out; there was no time to find out what is in the way", nil
	}
	return reason, err
}

func (s *search) findReason(ctx context.Context) (string, error) {
	var there []obstacle
	for _, o := range obstacles {
		if o.there(s.query.Settings) {
			there = append(there, o)
		}
	}
	for _, o := range there {
		if enough, err := s.without(ctx, o); err != nil {
			return "", err
		} else if enough != nil {
			return fmt.Sprintf("%s: without the %s, %s; %s", o.reason, o.name, enough.words(), o.advice), nil
		}
	}
	var names []string
	for _, o := range there {
		names = append(names, o.name)
	}
	all := strings.Join(names, " and ")
	if len(names) > 2 {
		all = names[0] + ", " + strings.Join(names[1:], " and ")
	}
	bare := s
	if len(there) > 1 {
		if enough, err := s.without(ctx, there...); err != nil {
			return "", err
		} else if enough != nil {
			return fmt.Sprintf("%s together keep the objectives out of reach, none of them alone: without all of them, %s", all, enough.words()), nil
		}
	}
	if len(there) > 0 {
		var err error
		if bare, err = s.bare(ctx, there...); err != nil {
			return "", err
		}
	}
	return bare.tooSlow(ctx, all)
}

// tooSlow is the reason if nothing is in the way but the sending itself.
func (s *search) tooSlow(ctx context.Context, without string) (string, error) {
	var best *trial
	for _, n := range s.promising() {
		t, err := s.complete(ctx, n, s.seeds)
		if err != nil {
			return "", err
		}
		if best == nil || t.held > best.held {
			best = &trial{s.with(n).TotalSenders(), t.held, t.runs}
		}
	}
	even := ""
	if without != "" {
		even = "even without " + without + " "
	}
	advice := "shorten the send time or give the objectives more time"
	if _, maximum := s.limits(); int64(maximum) < s.query.Settings.Messages {
		advice = "shorten the send time, give the objectives more time, or send fewer messages"
	}
	return fmt.Sprintf("%s%s; sending takes too long: %s", even, best.words(), advice), nil
}

// trial is what so many senders came to.
type trial struct{ senders, held, runs int }

func (o *trial) words() string {
	return fmt.Sprintf("%s meet every objective in %d of %d seeds", words.Counted(int64(o.senders), "sender"), o.held, o.runs)
}

// without tells what suffices if obstacles are taken away; nil if nothing that is
// tried does.
func (s *search) without(ctx context.Context, gone ...obstacle) (*trial, error) {
	bare, err := s.bare(ctx, gone...)
	if err != nil {
		return nil, err
	}
	for _, n := range bare.promising() {
		enough, err := bare.suffices(ctx, n)
		if err != nil {
			return nil, err
		}
		if enough {
			t := bare.tries[n]
			return &trial{bare.with(n).TotalSenders(), t.held, t.runs}, nil
		}
	}
	return nil, nil
}

// bare is the same search without obstacles.
func (s *search) bare(ctx context.Context, gone ...obstacle) (*search, error) {
	q := s.query
	for _, o := range gone {
		o.remove(&q.Settings)
	}
	bare, err := newSearch(ctx, q)
	if err != nil {
		return nil, err
	}
	bare.deadline = s.deadline
	return bare, nil
}

// promising are the numbers to try once more: the most there may be, and those of
// the settings.
func (s *search) promising() []int {
	_, maximum := s.limits()
	if own := s.own(); own < maximum {
		return []int{maximum, own}
	}
	return []int{maximum}
}
