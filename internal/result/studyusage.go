package result

import (
	"math"
	"time"

	"alertsim/internal/deployment"
	"alertsim/internal/study"
)

// Bytes of what the store keeps of a study; the test in functions that counts holds the units that follow from them against
// what a server of DynamoDB counts.
const (
	studyBytes = 1200 // of META: a query with some levels, and the estimate
	partBytes  = 60   // of a part in which nothing is made
	madeBytes  = 4    // of each chunk that is
	chunkBytes = 60   // of a chunk without its runs
	runBytes   = 42   // of a run with the figures of plain settings
)

// studyCalls is what the function takes of a job besides its work, in calls to DynamoDB and SQS: an assumption.
const studyCalls = 40 * time.Millisecond

// StudyUsageOf is what a study asks of AWS from its creation to its end if nothing is lost and nobody looks, of so many
// processes that work on it. The work is that of the estimate.
func StudyUsageOf(s study.Study, processes int) (u Usage) {
	chunks, parts := s.Chunks(), float64(len(s.Parts))
	divided, sent := divisions(s)
	half := float64(chunks) / 2 // on the average, while it runs
	whole := studyBytes + parts*partBytes
	read := math.Ceil((whole + half*madeBytes) / readUnit)

	// Created by the API: the name of the latest is read, and a transaction checks the session and writes all, twice over.
	u.ReadUnits = 1
	u.WriteUnits = 2 * (1 + 1 + writeUnits(studyBytes) + parts + 1)
	u.Sends = 1 + sent
	// A job for several chunks reads the study, and one for a chunk its part, whether it is wanted still.
	// A process reads the study once besides.
	u.ReadUnits += float64(divided+processes) * read
	for part := range s.Parts {
		for made := range s.ChunksOfPart(part) {
			u.ReadUnits += math.Ceil((partBytes + madeBytes*float64(made)) / readUnit)
			u.WriteUnits += math.Ceil((partBytes + madeBytes*float64(made+1)) / writeUnit)
		}
	}
	for chunk := range chunks {
		span := s.Estimate.Layout.Span(chunk)
		u.WriteUnits += writeUnits(chunkBytes + runBytes*(span.To-span.From))
	}
	// Whoever fills a part looks whether that was the last, which completes the study.
	u.ReadUnits += parts * math.Ceil((whole+float64(chunks)*madeBytes)/readUnit)
	u.WriteUnits += writeUnits(studyBytes)

	u.Jobs = float64(divided + chunks)
	u.WorkerSeconds = s.Estimate.Work.Seconds() + u.Jobs*studyCalls.Seconds()
	u.Receives, u.Deletes, u.Extends = u.Jobs, u.Jobs, float64(chunks)
	u.PlatformLogBytes = u.Jobs * platformBytes
	return u
}

// divisions are how many jobs stand for several chunks, and how many requests send what these are divided into.
func divisions(s study.Study) (jobs int, sends float64) {
	open := []study.Job{s.FirstJob()}
	for len(open) > 0 {
		job := open[len(open)-1]
		open = open[:len(open)-1]
		jobs++
		into := s.Divide(job)
		sends += math.Ceil(float64(len(into)) / sendBatch)
		for _, j := range into {
			if j.To > 0 {
				open = append(open, j)
			}
		}
	}
	return jobs, sends
}

// StudyCostOf is what that costs in US dollars at list prices. Custom metrics, which are paid by the hour, are left out.
func StudyCostOf(u Usage) Cost {
	p := ListPrices
	c := Cost{
		Currency: "USD", Region: p.Region, AsOf: p.AsOf, Source: p.Source,
		Lambda:   u.WorkerSeconds*gigabytes(deployment.StudyMemory)*p.LambdaGBSecond + u.Jobs*p.LambdaRequest,
		SQS:      u.SQSRequests() * p.SQSRequest,
		DynamoDB: u.WriteUnits*p.DynamoDBWrite + u.ReadUnits*p.DynamoDBRead,
		Tracing:  u.Jobs * p.Trace,
		Logs:     u.PlatformLogBytes * p.LogByte,
	}
	c.Total = c.Lambda + c.SQS + c.DynamoDB + c.Tracing + c.Logs
	return c
}

// What Lambda's pollers do with a queue that fills: so many functions at first, and so many more each minute, up to what
// the event source permits (Lambda's Developer Guide, "Configuring scaling behavior for SQS event source mappings").
const (
	firstFunctions     = 5
	functionsPerMinute = 300
)

// StudyWall is about how long a study takes of so many functions at a time at most, of which ever more come: the work that
// they have done after t minutes is that of 5 + 300·t, as long as these are fewer.
func StudyWall(u Usage, longest time.Duration, concurrency int) time.Duration {
	work := u.WorkerSeconds / 60 // minutes of a function
	full := max(0, float64(concurrency-firstFunctions)/functionsPerMinute)
	first := min(firstFunctions, float64(concurrency))
	growing := full*first + full*full*functionsPerMinute/2 // done when all are there
	minutes := full + (work-growing)/float64(concurrency)
	if work < growing {
		minutes = (math.Sqrt(first*first+2*functionsPerMinute*work) - first) / functionsPerMinute
	}
	return max(longest, time.Duration(minutes*float64(time.Minute)))
}
