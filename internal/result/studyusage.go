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
// processes that work on it, whatever is made of it by now. The work is that of the estimate.
func StudyUsageOf(s study.Study, processes int) (u Usage) {
	chunks, parts := s.Chunks(), float64(len(s.Parts))
	divided := divisionOf(chunks, map[int]division{})
	half := float64(chunks) / 2 // on the average, while it runs
	whole := studyBytes + parts*partBytes
	read := math.Ceil((whole + half*madeBytes) / readUnit)

	// Created by the API: the name of the latest is read, and a transaction checks the session and writes all, twice over.
	u.ReadUnits = 1
	u.WriteUnits = 2 * (1 + 1 + writeUnits(studyBytes) + parts + 1)
	u.Sends = 1 + divided.sends
	// A job for several chunks reads the study, and one for a chunk its part, whether it is wanted still.
	// A process reads the study once besides.
	u.ReadUnits += float64(divided.jobs+processes) * read
	for made := range s.ChunksOfPart(0) { // the first parts have one more than the last, where they do not come out even
		of := parts
		if with := chunks - made*len(s.Parts); with < len(s.Parts) {
			of = float64(with)
		}
		u.ReadUnits += of * math.Ceil((partBytes+madeBytes*float64(made))/readUnit)
		u.WriteUnits += of * math.Ceil((partBytes+madeBytes*float64(made+1))/writeUnit)
	}
	for _, size := range s.Estimate.Layout.Sizes {
		u.WriteUnits += float64(size.Chunks) * writeUnits(chunkBytes+runBytes*size.Runs)
	}
	// Whoever fills a part looks whether that was the last, which completes the study.
	u.ReadUnits += parts * math.Ceil((whole+float64(chunks)*madeBytes)/readUnit)
	u.WriteUnits += writeUnits(studyBytes)

	u.Jobs = float64(divided.jobs + chunks)
	u.WorkerSeconds = s.Estimate.Work.Seconds() + u.Jobs*studyCalls.Seconds()
	u.Receives, u.Deletes, u.Extends = u.Jobs, u.Jobs, float64(chunks)
	u.PlatformLogBytes = u.Jobs * platformBytes
	return u
}

// division is how many jobs stand for several chunks, and how many requests send what these are divided into.
type division struct {
	jobs  int
	sends float64
}

// divisionOf is that of a job for so many chunks of which none is made, as study.Study.Divide divides it. All parts
// that it makes but the last are of one size, so few numbers come up; known are those that have.
func divisionOf(chunks int, known map[int]division) division {
	if d, ok := known[chunks]; ok {
		return d
	}
	d := division{1, 1} // ten jobs or fewer are one request
	size := sendBatch
	for size*sendBatch < chunks {
		size *= sendBatch
	}
	for left := chunks; chunks > sendBatch && left > 0; left -= size {
		if part := min(size, left); part > 1 {
			of := divisionOf(part, known)
			d.jobs, d.sends = d.jobs+of.jobs, d.sends+of.sends
		}
	}
	known[chunks] = d
	return d
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
