// Package fit makes settings of a log of what was sent: send times, outcomes, rates, senders, retries and caps, each
// with the interval that the log leaves open. It knows no files but a stream and a folder for what does not fit into
// memory.
//
// A log is read once. Its attempts are sorted by recipient, since a recipient's attempts belong together, and what
// begins and ends is then sorted by time; both by external sorting, so that the memory does not grow with the log.
//
// Intervals are of 95 %, from resampling. What is not independent is resampled together: recipients are divided by a
// hash of their name into blocks, and whole blocks are drawn with replacement.
package fit

// Limits says what no log of sends can tell, in sentences.
var Limits = []string{
	`"Sent", "accepted" and "queued" say what a provider has taken, not that a handset has it. Such rows count as open.`,
	"A receipt comes when the provider has it. Where receipts are late, send times are too long by as much.",
	"Who was tried once and failed may be out of reach for good or only then; only later attempts tell the two apart.",
	"How many senders there would be is seen only while all of them are at work, a rate limit only while it holds something back.",
	"Why nothing was started for a while (an outage, closed hours, a person) is not in the log, nor what was never handed over. A pause is written as one, on that day; opening hours are not seen.",
	"What changed on the way (a ramp of senders or of the rate, slower hours, more failures) comes out as its mixture: one figure for all of the log.",
	"Confirmations are seen only in a column of their own. Who was delivered to more than once may have confirmed any of these, and who confirmed after the log ends counts as one who did not.",
}
