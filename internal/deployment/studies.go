package deployment

import "time"

// StudyMemory is of the function of the studies, in MB: a whole processor, of which chunks are cut to take about a second,
// and all that a permitted run can hold.
const StudyMemory = 1769

// StudyTimeout is when Lambda ends the function. A chunk is about a second of work, or a single run that takes longer. The
// longest runs that are permitted have 100 million attempts: of 70 ns in two passages, which is 14 s, or of the whole model
// of 400 ns, which is 40 s. The time-out is more than five times as much, for a processor that is slower and for what a run
// has besides attempts; a test of the functions holds it to that.
const StudyTimeout = 4 * time.Minute

// LongestStudy is what the largest study takes of one processor that is permitted: study.MaxWork, which a test holds it to.
const LongestStudy = 10 * time.Hour
