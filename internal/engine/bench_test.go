package engine

import (
	"container/heap"
	"fmt"
	"testing"
	"time"
)

const benchMessages = 200_000

func simpleConfig(senders int) Config {
	return Config{
		Messages: benchMessages,
		Seed:     1,
		Groups:   []Group{{Senders: senders, SendTime: Normal(10, 2), FailureRate: 0.05}},
		Retry:    Retry{MaxAttempts: 1},
	}
}

// fullConfig has retries, a rate limit that leaves some senders idle, and a deadline that some messages miss.
func fullConfig(senders int) Config {
	return Config{
		Messages: benchMessages,
		Seed:     1,
		Groups: []Group{{
			Senders: senders, SendTime: Normal(10, 2), FailureRate: 0.1, PermanentShare: 0.1,
			RatePerSecond: float64(senders) / 11,
		}},
		Retry:      Retry{MaxAttempts: 3, InitialBackoff: 30 * Second, Multiplier: 2, MaxBackoff: 600 * Second, Jitter: true},
		TimeToLive: Time(11.5*benchMessages/float64(senders)) * Second,
	}
}

func BenchmarkSimple(b *testing.B) { compareWithHeap(b, simpleConfig, heapSimple) }
func BenchmarkFull(b *testing.B)   { compareWithHeap(b, fullConfig, heapFull) }

// compareWithHeap times the engine and the plain implementation of the same schedule in turns, and reports how many
// times faster the engine is. The best of either's passes counts, for the machine has other things to do as well.
func compareWithHeap(b *testing.B, config func(senders int) Config, plain func(*Schedule) Counts) {
	for _, senders := range []int{40, 1000} {
		b.Run(fmt.Sprintf("senders=%d", senders), func(b *testing.B) {
			s := compile(b, config(senders))
			engine := func() Counts {
				r := s.Run(SenderRange{0, senders})
				r.Advance(never, 0)
				return r.Counts()
			}
			if got, want := engine(), plain(s); got != want {
				b.Fatalf("the engine counts %+v, the plain implementation %+v", got, want)
			}
			plainTime, engineTime := time.Duration(never), time.Duration(never)
			for range 20 {
				plainTime = min(plainTime, stopwatch(func() { plain(s) }))
				engineTime = min(engineTime, stopwatch(func() { engine() }))
			}
			for b.Loop() {
				engine()
			}
			b.ReportMetric(float64(engineTime)/benchMessages, "ns/message")
			b.ReportMetric(float64(plainTime)/float64(engineTime), "x-faster")
		})
	}
}

func stopwatch(f func()) time.Duration {
	start := time.Now()
	f()
	return time.Since(start)
}

func BenchmarkPlan(b *testing.B) {
	for _, c := range []struct {
		name   string
		config Config
	}{{"simple", simpleConfig(40)}, {"full", fullConfig(40)}, {"simple", simpleConfig(1000)}, {"full", fullConfig(1000)}} {
		c.config.Messages = 1_000_000
		c.config.TimeToLive *= 1_000_000 / benchMessages
		b.Run(fmt.Sprintf("%s/senders=%d", c.name, c.config.Groups[0].Senders), func(b *testing.B) {
			s := compile(b, c.config)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.Plan(Goal{Share: 0.5}, Goal{Share: 0.95}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkCompile(b *testing.B) {
	for b.Loop() {
		compile(b, simpleConfig(40))
	}
}

// heapSimple is what one writes first: a container/heap of senders by the end of their attempts.
func heapSimple(s *Schedule) Counts {
	var (
		counts Counts
		queue  eventHeap
		fresh  int64
	)
	start := func(sender int, now Time) {
		h := draw(s.attemptKey, firstTry(fresh))
		fresh++
		duration := s.groups[0].table.sample(h)
		heap.Push(&queue, &event{
			at: now + duration, sender: sender, duration: duration, failed: h&chanceMask < s.groups[0].failure.whole,
		})
	}
	for i := 0; i < s.senders && fresh < s.messages; i++ {
		start(i, 0)
	}
	for queue.Len() > 0 {
		e := heap.Pop(&queue).(*event)
		counts.Attempts++
		counts.SendTime += e.duration
		if e.failed {
			counts.Failed++
		} else {
			counts.Delivered++
		}
		if fresh < s.messages {
			start(e.sender, e.at)
		}
	}
	return counts
}

type event struct {
	at       Time
	kind     int // in an instant, ends come before all else
	sender   int
	duration Time
	failed   bool
	try      try
}

type eventHeap []*event

func (h eventHeap) Len() int { return len(h) }
func (h eventHeap) Less(i, j int) bool {
	if h[i].at != h[j].at {
		return h[i].at < h[j].at
	}
	if h[i].kind != h[j].kind {
		return h[i].kind < h[j].kind
	}
	return h[i].sender < h[j].sender
}
func (h eventHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *eventHeap) Push(x any)   { *h = append(*h, x.(*event)) }
func (h *eventHeap) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}

const (
	kindEnd = iota
	kindDeadline
	kindWake
)

// heapFull is an event simulation of one group with retries, a rate limit and a deadline: heaps of events, of retries
// and of free senders.
func heapFull(s *Schedule) Counts {
	var (
		counts  Counts
		queue   eventHeap
		retries retryHeap
		free    intHeap
		fresh   int64
		slot    slot
		group   = s.groups[0]
	)
	for i := range s.senders {
		heap.Push(&free, i)
	}
	heap.Push(&queue, &event{at: 0, kind: kindWake})
	heap.Push(&queue, &event{at: s.deadline, kind: kindDeadline})
	for queue.Len() > 0 {
		e := heap.Pop(&queue).(*event)
		now := e.at
		switch e.kind {
		case kindEnd:
			counts.Attempts++
			counts.SendTime += e.duration
			heap.Push(&free, e.sender)
			h := draw(s.failureKey, e.try)
			switch {
			case !e.failed:
				counts.Delivered++
			case e.try.attempt() == s.maxAttempts || h&chanceMask < group.permanent.whole:
				counts.Failed++
			case now >= s.deadline:
				counts.Expired++
			default:
				wait := jittered(s.backoffs[e.try.attempt()], h)
				heap.Push(&retries, retry{now + wait, e.try + 1})
				heap.Push(&queue, &event{at: now + wait, kind: kindWake})
			}
		case kindDeadline:
			counts.Expired += s.messages - fresh + int64(retries.Len())
			fresh, retries = s.messages, nil
		}
		if queue.Len() > 0 && queue[0].at == now && queue[0].kind <= kindDeadline {
			continue // starts come after all ends of the instant
		}
		for free.Len() > 0 && slot.opens <= now && now < s.deadline {
			var t try
			switch {
			case retries.Len() > 0 && retries[0].due <= now:
				t = heap.Pop(&retries).(retry).try
			case fresh < s.messages:
				t = firstTry(fresh)
				fresh++
			}
			if t == 0 {
				break
			}
			h := draw(s.attemptKey, t)
			duration := group.table.sample(h)
			heap.Push(&queue, &event{
				at: now + duration, sender: heap.Pop(&free).(int), duration: duration,
				failed: h&chanceMask < group.failure.whole, try: t,
			})
			slot.take(now, group.interval)
			heap.Push(&queue, &event{at: slot.opens, kind: kindWake})
		}
	}
	return counts
}

type retryHeap []retry

func (h retryHeap) Len() int           { return len(h) }
func (h retryHeap) Less(i, j int) bool { return h[i].before(h[j]) }
func (h retryHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *retryHeap) Push(x any)        { *h = append(*h, x.(retry)) }
func (h *retryHeap) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}

type intHeap []int

func (h intHeap) Len() int           { return len(h) }
func (h intHeap) Less(i, j int) bool { return h[i] < h[j] }
func (h intHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *intHeap) Push(x any)        { *h = append(*h, x.(int)) }
func (h *intHeap) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}
