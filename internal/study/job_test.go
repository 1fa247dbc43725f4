package study

import (
	"strings"
	"testing"
	"time"

	"alertsim/internal/fault"
)

func TestJobEncoding(t *testing.T) {
	for want, job := range map[string]Job{
		`{"v":1,"kind":"study","study":"s","chunk":17}`:          {Study: "s", Chunk: 17},
		`{"v":1,"kind":"study","study":"s","chunk":0,"to":3000}`: {Study: "s", To: 3000},
	} {
		got, err := ParseJob(job.Encode())
		if job.Encode() != want || err != nil || got.Study != job.Study || got.Chunk != job.Chunk || got.To != job.To {
			t.Errorf("%s, read as %+v (%v)", job.Encode(), got, err)
		}
	}
	for _, body := range []string{
		``, `[]`, `null`, `{}`, `{"v":1,"kind":"run","simulation":"s","shard":0,"turn":1}`, `{"v":2,"kind":"study","study":"s","chunk":0}`, `{"v":1,"kind":"study","study":"","chunk":0}`,
		`{"v":1,"kind":"study","study":"s","chunk":-1}`, `{"v":1,"kind":"study","study":"s","chunk":5,"to":5}`, `{"v":1,"kind":"study","study":"s","chunk":0.5}`,
		strings.Repeat(`{"v":1,"kind":"study","study":"s","chunk":1}`, 2),
	} {
		if job, err := ParseJob(body); fault.CodeOf(err) != fault.CodeInvalid {
			t.Errorf("%s: %+v, %v", body, job, err)
		}
	}
}

// A job for several chunks comes to one for each that is not made, whatever is made, in few steps of few jobs.
func TestDivide(t *testing.T) {
	for _, chunks := range []int{1, 2, 9, 10, 11, 15, 100, 101, 1234, 15_152} {
		for _, every := range []int{0, 1, 2, 7} { // of which one is made; 0: none
			s := Study{ID: "s", State: Running, Estimate: Estimate{Layout: Layout{Sizes: []Size{{chunks, 1}}}}, Parts: make([]Part, 3)}
			made := map[int]bool{}
			for chunk := range chunks {
				if every > 0 && chunk%every == 0 {
					made[chunk] = true
					part := &s.Parts[s.PartOf(chunk)]
					part.Made = append(part.Made, chunk)
				}
			}
			seen, dividing, longest := map[int]int{}, 0, 0
			var follow func(j Job, depth int)
			follow = func(j Job, depth int) {
				longest = max(longest, depth)
				if j.To == 0 {
					seen[j.Chunk]++
					return
				}
				dividing++
				jobs := s.Divide(j)
				if len(jobs) > fanOut {
					t.Fatalf("%d chunks, job %+v: %d jobs", chunks, j, len(jobs))
				}
				for _, next := range jobs {
					follow(next, depth+1)
				}
			}
			follow(s.FirstJob(), 0)
			for chunk := range chunks {
				if want := map[bool]int{true: 0, false: 1}[made[chunk]]; seen[chunk] != want {
					t.Fatalf("%d chunks, one in %d made: chunk %d comes up %d times", chunks, every, chunk, seen[chunk])
				}
			}
			// By hand: a tenth of the chunks, and a tenth of that, and so on; one more in each step at most.
			if most := chunks/9 + 2*longest + 1; dividing > most || longest > 5 {
				t.Errorf("%d chunks, one in %d made: %d jobs divide, in %d steps", chunks, every, dividing, longest)
			}
		}
	}
}

// By hand: what is made, how long nothing is, in time in which somebody could work, and how often jobs are sent again.
func TestWatch(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	s := Study{ID: "s", State: Running, Estimate: Estimate{Layout: Layout{Sizes: []Size{{3, 1}}}, Longest: 20 * time.Second}, Parts: []Part{{Open: true}}}
	if s.Patience() != 3*time.Minute {
		t.Fatal(s.Patience())
	}
	look := func(after time.Duration, resend bool, reason string) {
		t.Helper()
		now = now.Add(after)
		next, again, why := s.Watched(now)
		if s = next; again != resend || why != reason {
			t.Errorf("%v %q after %v of silence, want %v %q", again, why, s.Watch.Silent, resend, reason)
		}
	}
	look(0, false, "")
	look(time.Minute, false, "")
	look(10*time.Hour, false, "") // everything stood still: a look vouches for a minute
	look(-5*time.Hour, false, "") // and the clock was set back
	s, _, _ = s.Make(1)
	look(time.Minute, false, "") // it gets on
	for range maxResends {
		look(time.Minute, false, "")
		look(time.Minute, false, "")
		look(time.Minute, true, "")
	}
	look(time.Minute, false, "")
	look(time.Minute, false, "")
	look(time.Minute, false, "its jobs were sent 6 times, and nothing more was made of it")
	s, _, _ = s.Make(0)
	if look(time.Minute, false, ""); s.Watch.Sent != 0 {
		t.Errorf("after more was made: %+v", s.Watch)
	}
}
