package result_test

import (
	"math"
	"testing"
	"time"

	"alertsim/internal/result"
	"alertsim/internal/simulation"
	"alertsim/internal/study"
)

// By hand: two chunks of 3 runs each in one part. The query is one of 1,200 bytes, 2 units; a part has 60 + 4 a chunk.
func TestStudyUsage(t *testing.T) {
	q, err := study.Decode([]byte(`{"settings": {"seed": 1, "messages": 10}, "replications": 3, "vary": [{"path": "messages", "values": [10, 20]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	e, err := q.Prepare(1 << 30)
	if err != nil {
		t.Fatal(err)
	}
	e.Layout, e.Work = study.Layout{Sizes: []study.Size{{Chunks: 2, Runs: 3}}}, 3*time.Second
	u := result.StudyUsageOf(study.New("s", "session", q, e, simulation.Stamp(time.Unix(1, 0))), 4)
	want := result.Usage{
		Jobs:          3,          // one for both chunks, and one each
		WorkerSeconds: 3 + 3*0.04, // work and calls
		Sends:         2,          // the first job, and the two
		Receives:      3, Deletes: 3, Extends: 2,
		// Created: session, latest, META of 2 units, a part, the history, twice over; two chunks; each noted; completed.
		WriteUnits: 2*(1+1+2+1+1) + 2 + 2 + 2,
		// The latest; the study by the job for both, and by 4 processes; the part twice; the study when its part is full.
		ReadUnits:        1 + 1 + 4 + 2 + 1,
		PlatformLogBytes: 3000,
	}
	if math.Abs(u.WorkerSeconds-want.WorkerSeconds) > 1e-9 {
		t.Errorf("%v worker seconds", u.WorkerSeconds)
	}
	u.WorkerSeconds = want.WorkerSeconds
	if u != want {
		t.Errorf("got  %+v\nwant %+v", u, want)
	}
	c := result.StudyCostOf(u)
	if sum := c.Lambda + c.SQS + c.DynamoDB + c.Tracing + c.Logs; c.Total != sum || c.Lambda < 3*1.72*0.0000133334 {
		t.Errorf("%+v", c)
	}
}

// How jobs are divided is what the study does, whatever their number; and what is made does not change what all of it asks.
func TestStudyUsageDividesAsStudiesDo(t *testing.T) {
	q, err := study.Decode([]byte(`{"settings": {"seed": 1, "messages": 10}, "replications": 1, "vary": []}`))
	if err != nil {
		t.Fatal(err)
	}
	for _, chunks := range []int{1, 2, 10, 11, 15, 99, 100, 101, 1234, 15_152} {
		s := study.New("s", "session", q, study.Estimate{Runs: chunks, Layout: study.Layout{Sizes: []study.Size{{Chunks: chunks, Runs: 1}}}}, time.Unix(1, 0))
		jobs, sends := 0, 1.0
		for open := []study.Job{s.FirstJob()}; len(open) > 0; {
			job := open[len(open)-1]
			open = open[:len(open)-1]
			jobs++
			if job.To == 0 {
				continue
			}
			into := s.Divide(job)
			open, sends = append(open, into...), sends+math.Ceil(float64(len(into))/10)
		}
		before := result.StudyUsageOf(s, 1)
		if before.Jobs != float64(jobs) || before.Sends != sends {
			t.Errorf("%d chunks: %v jobs in %v requests, want %d in %v", chunks, before.Jobs, before.Sends, jobs, sends)
		}
		if s, _, err = s.Make(chunks - 1); err != nil {
			t.Fatal(err)
		}
		if after := result.StudyUsageOf(s, 1); after != before {
			t.Errorf("%d chunks: %+v with one made, %+v before", chunks, after, before)
		}
	}
}

// It is reckoned with each look at a study.
func BenchmarkStudyUsage(b *testing.B) {
	q, err := study.Decode([]byte(`{"settings": {"seed": 1, "messages": 10}, "replications": 1, "vary": []}`))
	if err != nil {
		b.Fatal(err)
	}
	s := study.New("s", "session", q, study.Estimate{Layout: study.Layout{Sizes: []study.Size{{Chunks: 70_000, Runs: 1}}}}, time.Unix(1, 0))
	for b.Loop() {
		result.StudyUsageOf(s, 1000)
	}
}

// Lambda's pollers begin with 5 functions and add 300 a minute.
func TestStudyWall(t *testing.T) {
	for _, test := range []struct {
		minutes     float64 // of work
		longest     time.Duration
		concurrency int
		want        time.Duration
	}{
		{10, 0, 2, 5 * time.Minute},
		{10, 0, 5, 2 * time.Minute},
		{10, 3 * time.Minute, 5, 3 * time.Minute},
		// After a minute 305 functions have done 5 + 150 minutes of work, and then 305 a minute.
		{155, 0, 305, time.Minute},
		{155 + 610, 0, 305, 3 * time.Minute},
		// Those 1,000 that are permitted do not come to be: the work is done before.
		{155, 0, 1000, time.Minute},
		{0, 0, 1000, 0},
	} {
		got := result.StudyWall(result.Usage{WorkerSeconds: test.minutes * 60}, test.longest, test.concurrency)
		if (got - test.want).Abs() > time.Millisecond {
			t.Errorf("%+v: %v", test, got)
		}
	}
}
