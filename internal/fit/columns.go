package fit

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Role is what a column of a log is for.
type Role string

// The roles.
const (
	Sent         Role = "sent"     // when the attempt began
	Ended        Role = "ended"    // when it ended
	Duration     Role = "duration" // from its beginning to its end, instead of Ended
	Status       Role = "status"   // the word for how it ended
	Result       Role = "result"   // what that means, where another column says it: delivered, temporary, permanent
	Channel      Role = "channel"
	Group        Role = "group" // of senders
	Recipient    Role = "recipient"
	Attempt      Role = "attempt" // of the recipient, from 1
	Step         Role = "step"    // of an escalation
	Audience     Role = "audience"
	Acknowledged Role = "acknowledged" // when the recipient confirmed it
)

// Roles lists every role.
var Roles = []Role{Sent, Ended, Duration, Status, Result, Channel, Group, Recipient, Attempt, Step, Audience, Acknowledged}

// usual are names that columns have, by preference, without capitals, blanks and marks.
var usual = map[Role][]string{
	Sent: {"sent", "sentat", "datesent", "sentdate", "senttime", "senttimestamp", "sentseconds", "startseconds", "startedat", "startat", "starttime", "started", "start",
		"attemptedat", "submittedat", "submitted", "submittime", "messagerequesttimestamp", "mailtimestamp", "notificationtimestamp", "requestedat",
		"createdat", "datecreated", "createdtime", "created"},
	Ended: {"ended", "endedat", "endtime", "endseconds", "end", "deliveredat", "datedelivered", "deliverytime", "deliverytimestamp", "completedat", "completed", "finishedat",
		"finished", "donedate", "doneat", "receiptat", "dateupdated", "updatedat", "statusat", "statustimestamp", "eventtimestamp"},
	Duration: {"duration", "durationseconds", "durationms", "dwelltimems", "deliverydwelltimems", "processingtimemillis", "deliveryprocessingtimemillis",
		"sendtime", "sendseconds", "latencyms", "latency", "elapsed", "elapsedseconds", "elapsedms"},
	Status: {"status", "messagestatus", "smsstatus", "callstatus", "deliverystatus", "sendstatus", "finalstatus", "state", "eventtype", "event", "outcome",
		"attemptoutcome", "disposition", "result"},
	Channel:      {"channel", "channeltype", "medium", "via"},
	Group:        {"group", "sendergroup", "provider", "gateway", "route", "trunk"},
	Recipient:    {"recipient", "recipientid", "to", "destination", "destinationphonenumber", "deliverydestination", "maildestination", "phone", "phonenumber", "telephone", "number", "msisdn", "email", "emailaddress", "address", "contact", "contactid", "message", "messageid"},
	Attempt:      {"attempt", "attemptnumber", "attemptno", "attemptid", "try", "trynumber"},
	Step:         {"step"},
	Audience:     {"audience", "segment", "recipientgroup"},
	Acknowledged: {"acknowledged", "acknowledgedat", "acknowledgedatseconds", "acknowledgementtime", "confirmedat", "confirmed", "acked", "ackedat"},
}

// own are the columns of this program's --messages-csv. Its outcome and endedAtSeconds are the message's, not the attempt's.
var own = map[Role]string{
	Sent: "startSeconds", Duration: "durationSeconds", Recipient: "message", Attempt: "attempt",
	Channel: "channel", Group: "group", Step: "step", Audience: "audience", Acknowledged: "acknowledgedAtSeconds",
}

// None says of a role that no column is for it.
const None = "none"

// Column is a role and the column that is taken for it.
type Column struct {
	Role  Role   `json:"role"`
	Name  string `json:"name"`
	Given bool   `json:"given,omitempty" doc:"By whoever asked, not recognised."`
	index int
}

// Columns is which columns of a log are for what.
type Columns struct {
	Taken []Column `json:"taken" nullable:"false"`
	Left  []string `json:"left,omitempty" doc:"Names of the columns that are for nothing."`
	own   bool     // it is this program's own table
	whole int      // how many columns there are
	// outcome and endedAt are those of the message in the program's own table; -1: there are none.
	outcome, endedAt int
}

// of is the index of the column for a role; -1: there is none.
func (c *Columns) of(role Role) int {
	for _, t := range c.Taken {
		if t.Role == role {
			return t.index
		}
	}
	return -1
}

// plain is a name without what differs between programs.
func plain(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

// recognise finds the columns for every role: those that were given, then those with usual names. What is needed and
// not there is one error that lists the columns.
func recognise(header []string, given map[Role]string) (*Columns, error) {
	c := &Columns{whole: len(header), outcome: -1, endedAt: -1}
	if wrong := repeated(header); wrong != "" {
		return nil, &Fault{Line: 1, Why: fmt.Sprintf("has the name %q twice; columns need names of their own", wrong)}
	}
	index := func(name string) int {
		if i := slices.Index(header, name); i >= 0 {
			return i
		}
		return slices.IndexFunc(header, func(h string) bool { return plain(h) == plain(name) })
	}
	taken := map[int]bool{}
	take := func(role Role, i int, byHand bool) {
		c.Taken = append(c.Taken, Column{role, header[i], byHand, i})
		taken[i] = true
	}
	for _, role := range Roles {
		name, ok := given[role]
		if !ok || name == None {
			continue
		}
		i := index(name)
		if i < 0 {
			return nil, &ColumnError{role, name, header}
		}
		take(role, i, true)
	}
	open := func(role Role) bool { _, said := given[role]; return !said }
	if index("startSeconds") >= 0 && index("attemptOutcome") >= 0 {
		c.own, c.outcome, c.endedAt = true, index("outcome"), index("endedAtSeconds")
		for _, role := range Roles {
			if i := index(own[role]); own[role] != "" && i >= 0 && open(role) && !taken[i] {
				take(role, i, false)
			}
		}
		if i := index("ending"); i >= 0 && open(Status) && open(Result) {
			take(Status, i, false)
		}
		if i := index("result"); i >= 0 && open(Result) {
			take(Result, i, false)
		} else if open(Status) {
			take(Status, index("attemptOutcome"), false)
		}
		if c.of(Status) < 0 {
			take(Status, c.of(Result), false)
		}
	} else {
		for _, role := range Roles {
			if !open(role) || role == Duration && c.of(Ended) >= 0 {
				continue
			}
			for _, name := range usual[role] {
				i := slices.IndexFunc(header, func(h string) bool { return plain(h) == name })
				if i >= 0 && !taken[i] {
					take(role, i, false)
					break
				}
			}
		}
	}
	for i, name := range header {
		if !taken[i] && i != c.outcome && i != c.endedAt {
			c.Left = append(c.Left, name)
		}
	}
	return c, c.complete(header, given)
}

// Needs are the columns that a log must have.
var Needs = []Want{
	{Sent, "when an attempt began"},
	{Ended, "when it ended (or duration: how long it took)"},
	{Status, "how it ended"},
	{Recipient, "whom it was for (none: each row is somebody else)"},
}

// complete is an error about every role that is needed and has no column.
func (c *Columns) complete(header []string, given map[Role]string) error {
	var missing []Want
	for _, need := range Needs {
		there := c.of(need.Role) >= 0 || need.Role == Ended && c.of(Duration) >= 0 || need.Role == Recipient && given[Recipient] == None
		if !there {
			missing = append(missing, need)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return &MappingError{missing, header}
}

func quotedList(names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = fmt.Sprintf("%q", n)
	}
	return strings.Join(out, ", ")
}

func repeated(names []string) string {
	seen := map[string]bool{}
	for _, n := range names {
		if seen[n] && n != "" {
			return n
		}
		seen[n] = true
	}
	return ""
}
