package httpapi

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"alertsim/internal/simulation"
)

// Limits is every bound and default, and the provider presets.
type Limits struct {
	Fields            []simulation.Field  `json:"fields" nullable:"false" doc:"Every field of the settings."`
	MaxSenders        int                 `json:"maxSenders" doc:"Of all groups together."`
	MaxLiveMessages   int64               `json:"maxLiveMessages"`
	MaxRetryMessages  int64               `json:"maxRetryMessages" doc:"With more than one attempt."`
	MaxDeviationRatio float64             `json:"maxDeviationRatio" doc:"Of a standard deviation to its mean."`
	MaxLiveSeconds    float64             `json:"maxLiveSeconds" doc:"Of a live run on the wall."`
	MaxBodyBytes      int                 `json:"maxBodyBytes" doc:"Of the settings as JSON."`
	Defaults          simulation.Settings `json:"defaults" doc:"What {\"seed\": 0} becomes; an absent seed becomes a random one."`
	Presets           []simulation.Preset `json:"presets" nullable:"false" doc:"Starting points for a sender group."`
}

// Health says that the API answers.
type Health struct {
	Status  string `json:"status" enum:"ok"`
	Version string `json:"version"`
}

func (a *api) addSystem(humaAPI huma.API) {
	huma.Register(humaAPI, operation(http.MethodGet, "/limits", "getLimits", "Every bound and default, and the provider presets", http.StatusOK),
		func(context.Context, *none) (*struct{ Body Limits }, error) {
			return &struct{ Body Limits }{Limits{
				Fields: simulation.Fields, Presets: simulation.Presets, Defaults: simulation.DefaultSettings(),
				MaxSenders: simulation.MaxSenders, MaxLiveMessages: simulation.MaxLiveMessages,
				MaxRetryMessages: simulation.MaxRetryMessages, MaxDeviationRatio: simulation.MaxDeviationRatio,
				MaxLiveSeconds: simulation.MaxLiveDuration.Seconds(), MaxBodyBytes: simulation.MaxBodyBytes,
			}}, nil
		})
	huma.Register(humaAPI, operation(http.MethodGet, "/health", "getHealth", "Does the API answer", http.StatusOK),
		func(context.Context, *none) (*struct{ Body Health }, error) {
			return &struct{ Body Health }{Health{Status: "ok", Version: Version}}, nil
		})
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

// writeJSON writes an answer outside huma's own way, as compactly.
func writeJSON(w io.Writer, v any) {
	_ = json.NewEncoder(w).Encode(v) // the client may have gone
}
