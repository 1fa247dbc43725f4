package httpapi

import (
	"bytes"
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"alertsim/internal/calendar"
	"alertsim/internal/fit"
	"alertsim/internal/forecast"
	"alertsim/internal/lane"
)

// FitAnswer is what a log says of the model, and what it cannot say.
type FitAnswer struct {
	fit.Fit
	Curves   *fit.Curves `json:"curves,omitempty" doc:"The deliveries of the log, and those of a simulation of the settings; absent without settings."`
	Scenario string      `json:"scenario,omitempty" doc:"The settings as a scenario file: YAML, with a comment at every figure that says where it comes from."`
	Limits   []string    `json:"limits" nullable:"false" doc:"What no log of sends can tell, in sentences."`
}

// fitRequest is a log and what it does not say itself.
type fitRequest struct {
	asker
	log          arriving
	Sent         string   `query:"sent" maxLength:"200" doc:"The column of when an attempt began. Of every role: the name of a column where it is not recognised, or none."`
	Ended        string   `query:"ended" maxLength:"200" doc:"The column of when it ended."`
	Duration     string   `query:"duration" maxLength:"200" doc:"The column of how long it took, instead of when it ended."`
	Status       string   `query:"status" maxLength:"200" doc:"The column of the word for how it ended."`
	Result       string   `query:"result" maxLength:"200" doc:"The column of what that means, where another one says it."`
	Channel      string   `query:"channel" maxLength:"200"`
	Group        string   `query:"group" maxLength:"200" doc:"The column of the group of senders."`
	Recipient    string   `query:"recipient" maxLength:"200" doc:"The column of whom it was for; none: each row is somebody else."`
	Attempt      string   `query:"attempt" maxLength:"200" doc:"The column of the attempt's number, from 1."`
	Step         string   `query:"step" maxLength:"200" doc:"The column of the step of an escalation."`
	Audience     string   `query:"audience" maxLength:"200"`
	Acknowledged string   `query:"acknowledged" maxLength:"200" doc:"The column of when the recipient confirmed it."`
	Delivered    []string `query:"delivered,explode" maxItems:"64" doc:"Words of the status that mean that the recipient has it; may be given several times, as those that follow."`
	Temporary    []string `query:"temporary,explode" maxItems:"64" doc:"Words of a failure that may be tried again."`
	Permanent    []string `query:"permanent,explode" maxItems:"64" doc:"Words of a failure for good."`
	Failed       []string `query:"failed,explode" maxItems:"64" doc:"Words of a failure of either kind: what came after says which."`
	Open         []string `query:"open,explode" maxItems:"64" doc:"Words of an attempt that has not ended, as far as the log knows."`
	Refused      []string `query:"refused,explode" maxItems:"64" doc:"Words of an attempt that a cap of the provider refused."`
	Aborted      []string `query:"aborted,explode" maxItems:"64" doc:"Words of an attempt that was ended from outside."`
	Ignore       []string `query:"ignore,explode" maxItems:"64" doc:"Words of what was no attempt."`
	Zone         string   `query:"zone" maxLength:"64" default:"UTC" doc:"The IANA zone of times without an offset."`
	Name         string   `query:"name" maxLength:"80" doc:"What the settings are called."`
}

// columns are those that were given.
func (r *fitRequest) columns() map[fit.Role]string {
	out := map[fit.Role]string{
		fit.Sent: r.Sent, fit.Ended: r.Ended, fit.Duration: r.Duration, fit.Status: r.Status, fit.Result: r.Result, fit.Channel: r.Channel,
		fit.Group: r.Group, fit.Recipient: r.Recipient, fit.Attempt: r.Attempt, fit.Step: r.Step, fit.Audience: r.Audience, fit.Acknowledged: r.Acknowledged,
	}
	for role, name := range out {
		if name == "" {
			delete(out, role)
		}
	}
	return out
}

// statuses are what words were said to mean; none may mean two things.
func (r *fitRequest) statuses() (map[string]fit.Kind, error) {
	out := map[string]fit.Kind{}
	for _, given := range []struct {
		kind  fit.Kind
		words []string
	}{
		{fit.Delivered, r.Delivered}, {fit.Temporary, r.Temporary}, {fit.Permanent, r.Permanent}, {fit.Failed, r.Failed},
		{fit.Open, r.Open}, {fit.Refused, r.Refused}, {fit.Aborted, r.Aborted}, {fit.Ignored, r.Ignore},
	} {
		for _, word := range given.words {
			if other, ok := out[word]; ok && other != given.kind {
				return nil, wrongParameter(string(given.kind), "has the word "+quoted(word)+", of which "+string(other)+" is said too")
			}
			out[word] = given.kind
		}
	}
	return out, nil
}

func (r *fitRequest) options() (o fit.Options, err error) {
	o = fit.Options{Columns: r.columns(), Name: r.Name}
	if o.Statuses, err = r.statuses(); err != nil {
		return o, err
	}
	if o.Zone, err = calendar.Zone(r.Zone); err != nil {
		return o, wrongParameter("zone", "is no time zone that is known, as Europe/Berlin")
	}
	return o, nil
}

// MaxLog is how long a log may be where answers are streamed: on one machine, where one of that length is done in the time
// of a forecast.
const MaxLog = 64_000_000

// maxLogOfEvent is how long one may be where a call is a Lambda function's event, of at most 6 MB: as text within JSON a
// log grows by a character for each of its quotes and ends of lines.
const maxLogOfEvent = 4_000_000

// maxLog is the longest log that is taken.
func (a *api) maxLog() int64 {
	most := int64(maxLogOfEvent)
	if a.Stream {
		most = MaxLog
	}
	return min(most, fit.MostWithin(a.Forecasts.Memory()))
}

// logLanes are of logs that arrive and wait to be fitted, which are in memory as a whole: those of strangers and those of
// members.
func logLanes(most int64) (lanes [2]*lane.Lane) {
	for i := range lanes {
		lanes[i] = lane.New(lane.Limits{What: "logs", Memory: most, UnderWay: 8, PerCaller: 2, All: 32})
	}
	return lanes
}

func (a *api) addFit(humaAPI huma.API) {
	op := a.guest(operation(http.MethodPost, "/forecast/fit", "fitLog", "What a log of sends says of the model", http.StatusOK,
		http.StatusBadRequest, http.StatusUnprocessableEntity, http.StatusTooManyRequests))
	op.Description = "The log is a table with the names of its columns in the first line, separated by commas, semicolons or tabs; a row is an attempt. " +
		"It is computed as a forecast is, and nothing of it is kept. Longer logs (limits: log.maxBytes) are for the command line: alertsim fit."
	huma.Register(humaAPI, a.takesLog(humaAPI, op), func(ctx context.Context, r *fitRequest) (*struct{ Body FitAnswer }, error) {
		answer, err := a.fit(ctx, r)
		if err != nil {
			return nil, a.fitProblem(ctx, err)
		}
		return &struct{ Body FitAnswer }{answer}, nil
	})
}

func (a *api) fit(ctx context.Context, r *fitRequest) (answer FitAnswer, err error) {
	o, err := r.options()
	if err != nil {
		return answer, err
	}
	raw, leave, err := a.arrived(ctx, r)
	if err != nil {
		return answer, err
	}
	defer leave()
	o.Size = int64(len(raw))
	job := forecast.Job{
		Attempts: o.Size / leastRow, Bytes: o.Size + fit.Memory(o.Size), Plans: 1,
		What: "the log was", Remedy: "give a part of it, or let the command line fit it (alertsim fit), which takes the time it needs",
	}
	err = a.Forecasts.Do(ctx, r.job(ctx, job), func(ctx context.Context) error {
		return forecast.InTurns(ctx, func(tell func(share float64) error) error {
			answer, err = fitted(ctx, raw, o, tell)
			return err
		})
	})
	return answer, err
}

// leastRow is about how many bytes the row of an attempt has at the least.
const leastRow = 10

// laysOver is the share of the work that is over when the log is fitted, and its simulation begins.
const laysOver = 0.9

func fitted(ctx context.Context, raw []byte, o fit.Options, tell func(share float64) error) (answer FitAnswer, err error) {
	o.Progress = func(share float64) { _ = tell(laysOver * share) } // ends with ctx, which is looked at
	f, err := fit.Log(ctx, bytes.NewReader(raw), o)
	if err != nil {
		return answer, err
	}
	answer = FitAnswer{Fit: *f, Limits: fit.Limits}
	if f.Settings == nil {
		return answer, nil
	}
	answer.Curves, err = f.LayOver(ctx, func(share float64) { _ = tell(laysOver + (1-laysOver)*min(1, share)) })
	if err != nil {
		return answer, err
	}
	var scenario bytes.Buffer
	err = f.Scenario(&scenario, "a log")
	answer.Scenario = scenario.String()
	return answer, err
}

// leastArrival is the time that a log has at the least to arrive; as long as a forecast may take otherwise.
const leastArrival = 2 * time.Second

// arrived is the log, and what is called when it is not needed any more.
func (a *api) arrived(ctx context.Context, r *fitRequest) (raw []byte, leave func(), err error) {
	most := a.maxLog()
	if r.log.length > most {
		r.log.refused()
		return nil, nil, errLogTooLong
	}
	class := 0
	if sessionOf(ctx).ID != "" {
		class = 1
	}
	expected := r.log.length
	if expected < 0 {
		expected = most
	}
	leave, err = a.logs[class].Enter(ctx, r.address, expected, listWait)
	if err != nil {
		r.log.refused()
		return nil, nil, err
	}
	raw, err = r.log.read(most, time.Now().Add(max(leastArrival, a.Forecasts.Budget())))
	if err == nil && len(raw) == 0 {
		err = &fit.Fault{Why: "is empty"}
	}
	if err != nil {
		leave()
		return nil, nil, err
	}
	return raw, leave, nil
}

func quoted(text string) string { return "“" + text + "”" }
