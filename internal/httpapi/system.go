package httpapi

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"alertsim/internal/engine"
	"alertsim/internal/fit"
	"alertsim/internal/forecast"
	"alertsim/internal/settings"
	"alertsim/internal/version"
)

// Limits is every bound and default, and the provider presets.
type Limits struct {
	Fields            []settings.Field  `json:"fields" nullable:"false" doc:"Every field of the settings."`
	MaxSenders        int               `json:"maxSenders" doc:"Of all groups together."`
	MaxLiveMessages   int64             `json:"maxLiveMessages"`
	MaxRetryMessages  int64             `json:"maxRetryMessages" doc:"With more than one attempt."`
	MaxDeviationRatio float64           `json:"maxDeviationRatio" doc:"Of a standard deviation to its mean."`
	MaxLiveSeconds    float64           `json:"maxLiveSeconds" doc:"Of a live run on the wall."`
	MaxBodyBytes      int               `json:"maxBodyBytes" doc:"Of the settings as JSON."`
	ForecastSeconds   float64           `json:"forecastSeconds" doc:"How long a forecast may be computed; what takes longer is answered in words."`
	MaxReplicated     int64             `json:"maxReplicatedAttempts" doc:"Messages × attempts × replications of one forecast."`
	Defaults          settings.Settings `json:"defaults" doc:"What {\"seed\": 0} becomes; an absent seed becomes a random one."`
	Presets           []settings.Preset `json:"presets" nullable:"false" doc:"Starting points for a sender group."`
	Log               LogLimits         `json:"log" doc:"What a log to fit may be."`
}

// LogLimits is what a log may be, and what is known of logs.
type LogLimits struct {
	MaxBytes int64       `json:"maxBytes" doc:"Of the log. The command line, alertsim fit, takes any length."`
	Roles    []fit.Known `json:"roles" nullable:"false" doc:"What columns are for, in the order in which they are recognised."`
	Kinds    []fit.Means `json:"kinds" nullable:"false" doc:"What words of the status may mean."`
}

// Health says that the API answers.
type Health struct {
	Status  string `json:"status" enum:"ok"`
	Version string `json:"version" doc:"Of the API."`
	// Build is which program it is.
	Build version.Build `json:"build" doc:"Of the program that answers."`
	// Engine and Active are what a deployment asks for: does this engine go on with what runs?
	Engine int     `json:"engineVersion" doc:"Of the program that answers. Another one gives other results for the same settings."`
	Active *Active `json:"active,omitempty" doc:"The simulation that has not ended; absent if there is none."`
}

// Active is what anybody may know of the simulation that has not ended.
type Active struct {
	State  string `json:"state" enum:"preparing,ready,running,unknown" doc:"unknown: what is stored cannot be read just now."`
	Engine int    `json:"engineVersion,omitempty" doc:"Of the program that created it: no other version goes on with it."`
}

func (a *api) addSystem(humaAPI huma.API) {
	huma.Register(humaAPI, operation(http.MethodGet, "/limits", "getLimits", "Every bound and default, and the provider presets", http.StatusOK),
		func(context.Context, *none) (*struct{ Body Limits }, error) {
			return &struct{ Body Limits }{Limits{
				Fields: settings.Fields, Presets: settings.Presets, Defaults: settings.DefaultSettings(),
				MaxSenders: settings.MaxSenders, MaxLiveMessages: settings.MaxLiveMessages,
				MaxRetryMessages: settings.MaxRetryMessages, MaxDeviationRatio: settings.MaxDeviationRatio,
				MaxLiveSeconds: settings.MaxLiveDuration.Seconds(), MaxBodyBytes: settings.MaxBodyBytes,
				Log:             LogLimits{MaxBytes: a.maxLog(), Roles: fit.KnownRoles(), Kinds: fit.KnownKinds()},
				ForecastSeconds: a.Forecasts.Budget().Seconds(), MaxReplicated: forecast.MaxReplicatedAttempts,
			}}, nil
		})
	huma.Register(humaAPI, operation(http.MethodGet, "/health", "getHealth", "Does the API answer", http.StatusOK),
		func(ctx context.Context, _ *none) (*struct{ Body Health }, error) {
			return &struct{ Body Health }{Health{Status: "ok", Version: Version, Build: version.Of(), Engine: engine.Version, Active: a.active(ctx)}}, nil
		})
}

// active says what runs, or that nobody knows: the API answers all the same.
func (a *api) active(ctx context.Context) *Active {
	s, err := a.control.Active(ctx)
	switch {
	case err != nil:
		a.Log.WarnContext(ctx, "whether a simulation runs cannot be read", "error", err)
		return &Active{State: "unknown"}
	case s == nil:
		return nil
	}
	return &Active{State: string(s.State), Engine: s.Engine}
}

// indented is JSON for people, with < and & as they are.
func indented(v any) ([]byte, error) {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(v)
	return buffer.Bytes(), err
}

// marshalWhole encodes an answer before its first byte is written. What cannot be
// encoded panics, which is answered as every internal error: huma itself would
// go on with the body of a success.
func marshalWhole(marshal func(io.Writer, any) error) func(io.Writer, any) error {
	return func(w io.Writer, v any) error {
		var buffer bytes.Buffer
		if err := marshal(&buffer, v); err != nil {
			panic(fmt.Errorf("encode the answer: %w", err))
		}
		_, _ = buffer.WriteTo(w) // the client may have gone
		return nil
	}
}
