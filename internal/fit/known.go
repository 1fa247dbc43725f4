package fit

// Known is a role of columns and what is known of it.
type Known struct {
	Role   Role     `json:"role" doc:"What the column is for."`
	What   string   `json:"what" doc:"What it tells, in words."`
	Needed bool     `json:"needed" doc:"Whether a log must have it: of ended and duration one."`
	Names  []string `json:"names" nullable:"false" doc:"Usual names, by preference, without capitals, blanks and marks."`
	Own    string   `json:"own,omitempty" doc:"The name in this program's own table of messages, which has startSeconds and attemptOutcome."`
}

// tells says what a column tells.
var tells = map[Role]string{
	Sent:         "when the attempt began",
	Ended:        "when it ended",
	Duration:     "how long it took, instead of when it ended",
	Status:       "the word for how it ended",
	Result:       "what that means, where another column says it",
	Channel:      "the channel, as sms or voice",
	Group:        "the group of senders, or the provider",
	Recipient:    "whom it was for",
	Attempt:      "the number of the attempt, from 1",
	Step:         "the step of an escalation",
	Audience:     "the part of the recipients",
	Acknowledged: "when the recipient confirmed it",
}

// KnownRoles is what is known of every role, in the order in which columns are recognised.
func KnownRoles() []Known {
	var out []Known
	for _, role := range Roles {
		k := Known{Role: role, What: tells[role], Names: append([]string{}, usual[role]...), Own: own[role]}
		for _, need := range Needs {
			k.Needed = k.Needed || need.Role == role
		}
		out = append(out, k)
	}
	return out
}

// Means is a kind and what is known of it.
type Means struct {
	Kind  Kind     `json:"kind"`
	What  string   `json:"what" doc:"What it says, in words."`
	Words []string `json:"words" nullable:"false" doc:"Known words, without capitals, blanks and marks."`
}

// says is what a kind says of an attempt.
var says = map[Kind]string{
	Delivered: "the recipient has it",
	Temporary: "it failed, and may be tried again",
	Permanent: "it failed for good",
	Failed:    "it failed; what came after says whether for good",
	Open:      "it has not ended, as far as the log knows",
	Refused:   "a cap of the provider refused it",
	Aborted:   "it was ended from outside",
	Ignored:   "it was no attempt",
}

// KnownKinds is what is known of every kind that can be said.
func KnownKinds() []Means {
	var out []Means
	for _, kind := range Kinds {
		out = append(out, Means{kind, says[kind], append([]string{}, meanings[kind]...)})
	}
	return out
}
