package httpapi

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"alertsim/internal/forecast"
	"alertsim/internal/result"
	"alertsim/internal/settings"
)

type forecastRequest struct {
	asker
	Replications int     `query:"replications" minimum:"1" maximum:"1000" default:"1" doc:"How many seeds to run; messages × attempts × replications must be at most 100,000,000."`
	Precision    float64 `query:"precision" minimum:"0" maximum:"1" default:"0" doc:"Stop early when every figure's interval reaches no further than this share of its median to either side; 0: never. It is looked at after 10, 20, 40 … runs."`
	Values       bool    `query:"values" default:"false" doc:"Tell every figure of every run too, in the order of the seeds: two forecasts with the same seed can then be compared seed by seed."`
	Bounds       bool    `query:"bounds" default:"false" doc:"Find out what bounds the result: up to 41 further runs, each with one cap, rate limit, number of senders, opening hours or the recipients relaxed by a tenth; messages × attempts × runs must be at most 100,000,000."`
	Changes      bool    `query:"changes" default:"false" doc:"Find out which changes would help most: up to 66 further runs, each with twice one cap, rate limit or number of senders, all hours open, half of what fails or waits, or one attempt more; messages × attempts × runs must be at most 100,000,000."`
	Moments      int     `query:"moments" minimum:"0" maximum:"240" default:"0" doc:"Tell how it stands, who waits and which senders are busy, at instant 0 and after each of so many equal steps to the end, by one further run; 0: do not."`
	RawBody      []byte
}

func (a *api) addForecasts(humaAPI huma.API) {
	op := a.guest(operation(http.MethodPost, "/forecast", "forecast", "What these settings will come to", http.StatusOK,
		http.StatusBadRequest, http.StatusUnprocessableEntity, http.StatusTooManyRequests))
	huma.Register(humaAPI, takesSettings(humaAPI, op), func(ctx context.Context, r *forecastRequest) (*struct{ Body result.ForecastAnswer }, error) {
		answer, err := a.forecast(ctx, r)
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		return &struct{ Body result.ForecastAnswer }{answer}, nil
	})
	a.addSenders(humaAPI)
	a.addFit(humaAPI)
}

func (a *api) forecast(ctx context.Context, r *forecastRequest) (answer result.ForecastAnswer, err error) {
	s, err := forecastSettings(r.RawBody)
	if err != nil {
		return answer, err
	}
	if err := forecast.CheckReplications(s, r.Replications, r.Precision); err != nil {
		return answer, err
	}
	runs, err := r.runs(s)
	if err != nil {
		return answer, err
	}
	job := forecast.JobOf(s, runs)
	if r.Precision > 0 { // it may be reached at the first look
		job.Least = forecast.JobOf(s, min(runs, forecast.MinPrecisionRuns)).Least
	}
	err = a.Forecasts.Do(ctx, r.job(ctx, job), func(ctx context.Context) error {
		if r.Replications == 1 {
			plan, err := forecast.Of(ctx, s)
			if err != nil {
				return err
			}
			whole := result.Of(s, plan, a.Deployment)
			answer = result.NewForecastAnswer(whole, nil)
			return r.vary(ctx, whole, &answer)
		}
		plan, replications, err := forecast.Replicate(ctx, s, r.Replications, r.Precision)
		if err == nil {
			answer = result.NewForecastAnswer(result.Of(s, plan, a.Deployment), &replications)
			if r.Values {
				answer.Replications.WithValues(replications)
			}
		}
		return err
	})
	return answer, err
}

// runs is how many runs the answer takes.
func (r *forecastRequest) runs(s settings.Settings) (int, error) {
	runs := r.Replications
	if r.Bounds {
		if err := forecast.CheckBounds(s, r.Replications); err != nil {
			return 0, err
		}
		runs = forecast.BoundsRuns(s)
	}
	if r.Changes {
		if err := forecast.CheckChanges(s, r.Replications); err != nil {
			return 0, err
		}
		runs += forecast.ChangesRuns(s) - 1
	}
	if r.Moments > 0 {
		if err := forecast.CheckMoments(r.Moments, r.Replications); err != nil {
			return 0, err
		}
		runs += forecast.MomentsRuns - 1
	}
	return runs, nil
}

// vary adds what is found out by further runs, of other settings or once more.
func (r *forecastRequest) vary(ctx context.Context, whole result.Result, answer *result.ForecastAnswer) error {
	if r.Bounds {
		found, err := forecast.FindBounds(ctx, whole.Settings, whole.Plan)
		if err != nil {
			return err
		}
		answer.WithBounds(whole, found)
	}
	if r.Changes {
		found, err := forecast.FindChanges(ctx, whole.Settings, whole.Plan)
		if err != nil {
			return err
		}
		answer.Changes = result.NewChanges(found)
	}
	if r.Moments > 0 {
		found, err := forecast.Moments(ctx, whole.Settings, whole.Plan, r.Moments)
		if err != nil {
			return err
		}
		answer.Moments = result.NewMoments(whole.Settings, found)
	}
	return nil
}

// forecastSettings reads settings for a forecast. A live run may take longer
// than is allowed on the wall: to say so is what a forecast is for.
func forecastSettings(raw []byte) (settings.Settings, error) {
	return settings.DecodeForecast(raw)
}

// asker is who asks for a forecast: anybody may, but members of the session in
// play go first.
type asker struct{ address string }

// Resolve notes the address, for everybody's share.
func (r *asker) Resolve(ctx huma.Context) []error {
	r.address = clientNetwork(ctx.RemoteAddr())
	return nil
}

func (r *asker) job(ctx context.Context, j forecast.Job) forecast.Job {
	j.Caller = r.address
	if session := sessionOf(ctx); session.ID != "" {
		j.Member = true
	}
	return j
}
