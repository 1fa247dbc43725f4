package httpapi

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"alertsim/internal/fault"
	"alertsim/internal/forecast"
	"alertsim/internal/result"
)

type sendersRequest struct {
	asker
	Group       string  `query:"group" maxLength:"2" doc:"Index of the sender group to change; absent: all of them in proportion."`
	Probability float64 `query:"probability" exclusiveMinimum:"0" maximum:"1" default:"0.95" doc:"In what share of the seeds every objective has to be met."`
	RawBody     []byte
}

// searchBudget is how long numbers of senders are tried, of the time that a
// forecast may take: what the answer then still needs takes half as much again at
// most.
func searchBudget(forecast time.Duration) time.Duration { return forecast * 3 / 5 }

func (a *api) addSenders(humaAPI huma.API) {
	op := a.guest(operation(http.MethodPost, "/forecast/senders", "forecastSenders", "The fewest senders that meet every objective", http.StatusOK,
		http.StatusBadRequest, http.StatusUnprocessableEntity, http.StatusTooManyRequests))
	op.Description = "Every number of senders is tried with the same seeds: that of the settings and the next ones, 100 of them, or as many as have 100,000,000 attempts together, " +
		"but 20 at least. Numbers are tried for three fifths of the time that a forecast may take (limits: forecastSeconds); the answer says which were not."
	huma.Register(humaAPI, takesSettings(humaAPI, op), func(ctx context.Context, r *sendersRequest) (*struct{ Body result.SendersAnswer }, error) {
		answer, err := a.fewestSenders(ctx, r)
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		return &struct{ Body result.SendersAnswer }{answer}, nil
	})
}

func (a *api) fewestSenders(ctx context.Context, r *sendersRequest) (answer result.SendersAnswer, err error) {
	s, err := forecastSettings(r.RawBody)
	if err != nil {
		return answer, err
	}
	query := forecast.SendersQuery{Settings: s, Group: -1, Probability: r.Probability, Budget: searchBudget(a.Forecasts.Budget())}
	if r.Group != "" {
		if query.Group, err = strconv.Atoi(r.Group); err != nil {
			query.Group = len(s.SenderGroups) // which is refused
		}
	}
	if err := forecast.CheckSearch(query); err != nil {
		return answer, err
	}
	err = a.Forecasts.Do(ctx, r.job(ctx, forecast.SearchJob(s)), func(ctx context.Context) error {
		found, err := forecast.FewestSenders(ctx, query)
		if err == nil && found.Senders == 0 {
			err = noSenders(found)
		}
		if err == nil {
			answer = result.NewSendersAnswer(s, found, a.Deployment)
		}
		return err
	})
	return answer, err
}

func noSenders(found forecast.Senders) error {
	searched := strings.Join(found.SearchedInWords(), " ")
	if !found.Searched.Complete() {
		return fault.Errorf(fault.CodeTooLong, "no number of senders was found that meets the objectives: %s %s",
			searched, "Ask with fewer messages, or let the command line search, which takes the time it needs")
	}
	return &fault.Error{Code: fault.CodeInvalid, Message: "no number of senders meets the objectives", Fields: []fault.FieldError{
		{Path: "objectives", Message: found.Reason + ". " + strings.TrimSuffix(searched, ".")}}}
}
