package result

import (
	"alertsim/internal/answer"
	"alertsim/internal/forecast"
)

// Answer is what a run comes to, in a sentence and as its figures.
type Answer struct {
	Sentence     string   `json:"sentence" doc:"In English, with figures as reports write them."`
	Objective    *int     `json:"objective,omitempty" doc:"The number of the objective that it is about, from 0: the first about time that is missed, else the first about time. Absent: there is none, and it is about 95 % of all messages."`
	Share        float64  `json:"share" doc:"Of the people: the objective's, else 0.95."`
	Acknowledged bool     `json:"acknowledged,omitempty" doc:"It is about confirmations; else about deliveries."`
	Audience     string   `json:"audience,omitempty" doc:"About whom it is; absent: everybody."`
	People       int64    `json:"people" doc:"About so many it is."`
	Reached      int64    `json:"reached" doc:"So many of them are reached in the end."`
	After        *float64 `json:"after" doc:"When the share is reached, in simulated seconds from when its audience comes; null: never."`
	Rough        bool     `json:"rough,omitempty" doc:"after is the end of the timeline's bin that holds the instant, as no objective asked for it."`
	Bound        *Decides `json:"bound,omitempty" doc:"What decides when, or whether, the share is reached; absent: nothing stands out."`
}

// Decides is what decides an answer.
type Decides struct {
	Kind     answer.Kind `json:"kind" enum:"cap,rate,senders,closed,retries,steps,sendTime,failures,timeToLive,unreachable,confirmations"`
	Path     string      `json:"path,omitempty" doc:"Of the setting that does; absent: it is not a single one."`
	Measured bool        `json:"measured,omitempty" doc:"Relaxing it by a tenth helps most, as bounds found out; else it is concluded from what the run says of its parts."`
}

// answerDocument is an answer as documents tell it.
func answerDocument(a answer.Answer) Answer {
	out := Answer{
		Sentence: a.Sentence(), Share: a.Share, Acknowledged: a.Acknowledged, Audience: a.Audience,
		People: a.People, Reached: a.Reached, After: seconds(a.After), Rough: a.After != nil && !a.Exact,
	}
	if a.Objective >= 0 {
		out.Objective = &a.Objective
	}
	if b := a.Bound; b != nil {
		out.Bound = &Decides{Kind: b.Kind, Path: b.Path, Measured: b.Measured}
	}
	return out
}

// WithBounds adds what was found to bound the result, by which the answer then goes.
func (f *ForecastAnswer) WithBounds(r Result, found forecast.Bounds) {
	f.Bounds = NewBounds(found)
	f.Answer = answerDocument(answer.Of(r.Settings, r.Plan, &found))
}
