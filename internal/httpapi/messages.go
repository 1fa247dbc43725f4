package httpapi

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"iter"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"alertsim/internal/control"
	"alertsim/internal/engine"
	"alertsim/internal/report"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// Message is one recipient's copy of the alert that has ended.
type Message struct {
	Index     int64     `json:"index"`
	Recipient string    `json:"recipient" doc:"A fictional number: no area code begins with 0. Each message has its own."`
	Text      string    `json:"text"`
	Outcome   string    `json:"outcome" enum:"delivered,failed,expired,unreachable"`
	Why       string    `json:"why" doc:"Why it ended so, in words."`
	EndedAt   float64   `json:"endedAt" doc:"Simulated seconds; of a delivered one when it was delivered first."`
	Attempts  []Attempt `json:"attempts" nullable:"false" doc:"None if it expired before the first, or is unreachable. Up to the simulation's clock, also after it was delivered."`

	Audience       string   `json:"audience,omitempty"`
	AcknowledgedAt *float64 `json:"acknowledgedAt,omitempty" doc:"Simulated seconds; absent if it was not by the simulation's clock."`
	Cost           *float64 `json:"cost,omitempty" doc:"Of its attempts, in the settings' currency; absent where no sender group has a price."`
}

// Attempt is one try to send a message.
type Attempt struct {
	Number   int     `json:"number"`
	Sender   int     `json:"sender"`
	Start    float64 `json:"start" doc:"Simulated seconds."`
	Duration float64 `json:"duration" doc:"Seconds."`
	Outcome  string  `json:"outcome" enum:"delivered,failed,expired,retried" doc:"What became of the message: retried if it goes on, or was over already."`

	Step    int    `json:"step,omitempty" doc:"Through the cycles, from 1; absent where there are no steps."`
	Channel string `json:"channel,omitempty"`
	Result  string `json:"result,omitempty" enum:"delivered,temporary,permanent,overCap,aborted" doc:"What the attempt itself came to."`
	Repeat  bool   `json:"repeat,omitempty" doc:"It delivered the message once more."`
}

// MessagesPage is a page of messages in order of their end.
type MessagesPage struct {
	Items []Message `json:"items" nullable:"false"`
	Next  int64     `json:"next,omitempty" doc:"What to give as after for the next page, which may be due before the limit is reached; absent when there are no more yet."`
}

type messagesRequest struct {
	asker
	ID      string `path:"id" maxLength:"64" doc:"The simulation's id."`
	Outcome string `query:"outcome" enum:"delivered,failed,expired,unreachable" doc:"Only those that ended so."`
	After   int64  `query:"after" minimum:"0" default:"0" doc:"What the page before gave as next: so many have ended before."`
	Limit   int    `query:"limit" minimum:"0" maximum:"5000" default:"0" doc:"0: 100 as JSON; as CSV all there are where the server streams, else 5,000."`
	Format  string `query:"format" enum:"json,csv" default:"json"`
}

// messagesLimit is a page of JSON if no limit is given.
const messagesLimit = 100

func (a *api) addMessages(humaAPI huma.API) {
	op := a.member(humaAPI, operation(http.MethodGet, "/simulations/{id}/messages", "listMessages",
		"The messages behind the numbers, computed again from the settings", http.StatusOK, http.StatusNotFound, http.StatusConflict, http.StatusTooManyRequests))
	page := humaAPI.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[MessagesPage](), true, "")
	op.Responses = map[string]*huma.Response{"200": {Description: "A page, or with format=csv a table.", Content: map[string]*huma.MediaType{
		"application/json": {Schema: page},
		"text/csv":         {Schema: &huma.Schema{Type: huma.TypeString}},
	}}}
	huma.Register(humaAPI, op, func(ctx context.Context, r *messagesRequest) (*huma.StreamResponse, error) {
		q := control.MessageQuery{Outcome: engine.OutcomeOf(r.Outcome), After: r.After, Limit: r.Limit}
		if q.Limit == 0 && r.Format == "json" {
			q.Limit = messagesLimit
		}
		if q.Limit == 0 && !a.Stream {
			q.Limit = control.MaxMessagesPage
		}
		lane := a.pages
		if r.Format == "csv" {
			lane = a.tables
		}
		leave, err := lane.Enter(ctx, r.address, 0, listWait)
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		streams := false
		defer func() {
			if !streams {
				leave()
			}
		}()
		ctx, cancel := inTime(ctx)
		defer cancel()
		s, messages, err := a.control.Messages(ctx, r.ID, q)
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		if r.Format == "csv" && !a.Stream {
			var table bytes.Buffer
			_ = writeTable(&table, s, messages) // a buffer takes everything
			if ctx.Err() != nil {
				return nil, a.problem(ctx, listTooLong(ctx))
			}
			return &huma.StreamResponse{Body: func(h huma.Context) {
				tableHeaders(h, s)
				_, _ = table.WriteTo(h.BodyWriter()) // the client may have gone
			}}, nil
		}
		if r.Format == "csv" {
			streams = true
			return &huma.StreamResponse{Body: func(h huma.Context) {
				defer leave()
				tableHeaders(h, s)
				if err := writeTable(h.BodyWriter(), s, messages); err != nil {
					a.Log.InfoContext(ctx, "messages not written to the end", "error", err)
				}
			}}, nil
		}
		document := messagesPage(s.Settings, q.Limit, messages)
		if ctx.Err() != nil {
			return nil, a.problem(ctx, listTooLong(ctx))
		}
		raw, err := json.Marshal(document)
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		return &huma.StreamResponse{Body: func(h huma.Context) {
			h.SetHeader("Content-Type", "application/json")
			_, _ = h.BodyWriter().Write(append(raw, '\n')) // the client may have gone
		}}, nil
	})
}

func tableHeaders(h huma.Context, s simulation.Simulation) {
	h.SetHeader("Content-Type", "text/csv; charset=utf-8")
	h.SetHeader("Content-Disposition", `attachment; filename="alertsim-`+s.ID+`-messages.csv"`)
}

func writeTable(w io.Writer, s simulation.Simulation, messages iter.Seq[control.PlacedMessage]) error {
	_, _ = io.WriteString(w, report.ByteOrderMark) // the client may have gone: the next write tells
	return report.MessagesCSV(w, s.Settings, withoutPosition(messages))
}

// pageBytes is about how much JSON a page has at most: a Lambda function may answer
// with 6 MB.
const pageBytes = 4 << 20

// messagesPage takes messages up to the limit, or to what fits a page.
func messagesPage(s settings.Settings, limit int, messages iter.Seq[control.PlacedMessage]) MessagesPage {
	const itemBytes, attemptBytes = 420, 320 // with every digit there can be
	page := MessagesPage{Items: []Message{}}
	text, _ := json.Marshal(s.AlertText()) // a text always has a JSON form
	left := pageBytes
	for m := range messages {
		item := messageDocument(s, m.Message)
		page.Items = append(page.Items, item)
		left -= itemBytes + len(text) + attemptBytes*len(m.Attempts)
		if len(page.Items) == limit || left < 0 {
			page.Next = m.Position
			break
		}
	}
	return page
}

func messageDocument(s settings.Settings, m simulation.Message) Message {
	item := Message{
		Index: m.Index, Recipient: s.Recipient(m.Index), Text: s.AlertText(), Outcome: m.Outcome.String(), Why: m.Why(),
		EndedAt: m.EndedAt.Seconds(), Attempts: make([]Attempt, len(m.Attempts)),
	}
	if audiences, _ := s.Audiences(); len(audiences) > 0 {
		item.Audience = audiences[m.Audience].Name
	}
	if m.AcknowledgedAt != nil {
		item.AcknowledgedAt = new(m.AcknowledgedAt.Seconds())
	}
	if charge := simulation.ChargeOf(s, m); charge != nil {
		item.Cost = new(simulation.Amount(charge))
	}
	for i, a := range m.Attempts {
		item.Attempts[i] = Attempt{
			Number: a.Number, Sender: a.Sender, Start: a.Start.Seconds(), Duration: a.Duration.Seconds(), Outcome: a.Outcome.String(),
			Channel: s.SenderGroups[s.GroupOf(a.Sender)].Channel, Result: a.Result.String(), Repeat: a.Repeat,
		}
		if len(s.Steps) > 0 {
			item.Attempts[i].Step = a.Step + 1
		}
	}
	return item
}

// withoutPosition is the messages alone.
func withoutPosition(placed iter.Seq[control.PlacedMessage]) iter.Seq[simulation.Message] {
	return func(yield func(simulation.Message) bool) {
		for m := range placed {
			if !yield(m.Message) {
				return
			}
		}
	}
}
