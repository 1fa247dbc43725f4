package settings

import (
	"math"

	"alertsim/internal/engine"
	"alertsim/internal/words"
)

// Outcome is one way in which an attempt of a group ends, with its own duration: a busy line is not a conversation.
type Outcome struct {
	Name     string        `json:"name"`
	Share    float64       `json:"share"` // of the attempts
	Result   OutcomeResult `json:"result"`
	SendTime SendTime      `json:"sendTime"`
}

// OutcomeResult is what an outcome means for the message.
type OutcomeResult string

// The results.
const (
	DeliveredResult OutcomeResult = "delivered"
	TemporaryResult OutcomeResult = "temporary" // a failure after which it may be tried again
	PermanentResult OutcomeResult = "permanent" // a failure that ends the step
)

// OutcomeResults lists every result.
var OutcomeResults = []OutcomeResult{DeliveredResult, TemporaryResult, PermanentResult}

// sharesSlack is how far a sum of shares may be from 1 by rounding.
const sharesSlack = 1e-9

func (r *reader) outcomes(group object) []Outcome {
	items, _ := group.list("outcomes")
	var out []Outcome
	sum := 0.0
	for _, item := range items {
		o := Outcome{
			Name: item.neededText("name"), Share: item.number("share"), Result: OutcomeResult(item.choice("result")),
			SendTime: item.neededSendTime("sendTime"),
		}
		sum += o.Share
		item.refuseOthers()
		out = append(out, o)
	}
	path := join(group.path, "outcomes")
	if len(out) == 0 || r.failed(path) {
		return out
	}
	if math.Abs(sum-1) > sharesSlack {
		r.add(path, "must have shares that add up to 1 (they come to %s)", words.Number(sum))
	}
	said := "is said by outcomes, which are given too; leave one of the two out"
	if group.has("sendTime") {
		r.add(join(group.path, "sendTime"), "%s", said)
	}
	for _, other := range []string{"failureRate", "permanentShare"} {
		if group.number(other) != 0 { // as which it is written
			r.add(join(group.path, other), "%s", said)
		}
	}
	return out
}

func (o Outcome) engine() engine.Ending {
	results := map[OutcomeResult]engine.Result{DeliveredResult: engine.Reached, TemporaryResult: engine.Temporary, PermanentResult: engine.Permanent}
	return engine.Ending{Share: o.Share, Result: results[o.Result], SendTime: o.SendTime.engine()}
}
