package fit

import "slices"

// Kind is what a word for the end of an attempt means.
type Kind string

// The kinds.
const (
	Delivered Kind = "delivered" // the recipient's device or mailbox has it
	Temporary Kind = "temporary" // it failed, and may be tried again
	Permanent Kind = "permanent" // it failed for good
	Failed    Kind = "failed"    // it failed; what came after says whether for good
	Open      Kind = "open"      // it has not ended, as far as the log knows: "sent", "accepted"
	Refused   Kind = "refused"   // a cap of the provider refused it
	Aborted   Kind = "aborted"   // it was ended from outside, so its duration says nothing
	Ignored   Kind = "ignore"    // no attempt at all, as an "opened" or a "click"
	Unknown   Kind = "unknown"   // nobody has said what it means
)

// Kinds are those that a user can say.
var Kinds = []Kind{Delivered, Temporary, Permanent, Failed, Open, Refused, Aborted, Ignored}

// meanings are known words by kind, without capitals, blanks and marks.
var meanings = map[Kind][]string{
	Delivered: {"delivered", "delivery", "success", "successful", "successfullydelivered", "textdelivered", "reached", "answered", "completed", "complete",
		"confirmed", "read", "received", "ok", "deliveredtohandset", "deliveredtoterminal", "deliverytohandset", "human", "voicedelivered"},
	Temporary: {"temporary", "temporaryfailure", "temporarilyfailed", "retried", "retry", "busy", "noanswer", "noreply", "timeout", "timedout", "expired", "unreachable", "textunreachable",
		"textcarrierunreachable", "textttlexpired", "ttlexpired", "deferred", "deliverydelay", "deliverydelayed", "softbounce", "transient", "transientbounce", "congestion", "texttemporaryfailure", "unavailable", "absent"},
	Permanent: {"permanent", "permanentfailure", "hardbounce", "permanentbounce", "invalid", "textinvalid", "textinvalidmessage", "invalidnumber", "unknownnumber", "wrongnumber",
		"blocked", "textblocked", "textcarrierblocked", "textspam", "spam", "rejected", "reject", "rejectd", "optedout", "unsubscribed", "textprotectblocked", "suppressed", "renderingfailure", "blacklisted"},
	Failed: {"failed", "failure", "undelivered", "undeliverable", "undeliv", "notdelivered", "error", "bounce", "bounced", "dropped", "textunknown", "fail"},
	Open: {"sent", "send", "accepted", "accepteddelivery", "queued", "sending", "scheduled", "submitted", "pending", "textpending", "textqueued", "textsent", "textsuccessful", "enroute",
		"processed", "processing", "initiated", "ringing", "inprogress", "dispatched", "buffered", "open", "new", "created"},
	Refused: {"overcap", "throttled", "ratelimited", "ratelimitexceeded", "quotaexceeded", "dailylimitexceeded", "capped"},
	Aborted: {"aborted", "canceled", "cancelled"},
	Ignored: {"click", "clicked", "opened", "complaint", "subscription"},
}

// kindOf is what a word means by the table; Unknown if nobody knows.
func kindOf(word string) Kind {
	w := plain(word)
	for kind, list := range meanings {
		if slices.Contains(list, w) {
			return kind
		}
	}
	return Unknown
}

// Word is a word for the end of an attempt, and what it was taken for.
type Word struct {
	Text  string `json:"text"`
	Kind  Kind   `json:"kind"`
	Given bool   `json:"given,omitempty" doc:"By whoever asked."`
	Rows  int64  `json:"rows"`
}

// maxWords is how many different words a log may have.
const maxWords = 64

// vocabulary numbers the words of a log as they come.
type vocabulary struct {
	given  map[string]Kind // by plain words
	words  []Word
	number map[string]int
}

func newVocabulary(given map[string]Kind) *vocabulary {
	v := &vocabulary{given: map[string]Kind{}, number: map[string]int{}}
	for word, kind := range given {
		v.given[plain(word)] = kind
	}
	return v
}

// of is a word's number, and -1 if there are too many. meaning is what another column says of it; "": there is none.
func (v *vocabulary) of(word, meaning string) int {
	key := word
	if meaning != "" {
		key = word + "\x00" + meaning
	}
	if n, ok := v.number[key]; ok {
		return n
	}
	if len(v.words) == maxWords {
		return -1
	}
	w := Word{Text: word, Kind: kindOf(word)}
	if meaning != "" {
		if w.Kind = kindOf(meaning); word == "" {
			w.Text = meaning
		}
	}
	if kind, ok := v.given[plain(w.Text)]; ok {
		w.Kind, w.Given = kind, true
	}
	n := len(v.words)
	v.words = append(v.words, w)
	v.number[key] = n
	return n
}
