package study

import (
	"encoding/json"

	"alertsim/internal/settings"
)

// MarshalJSON writes what Decode reads, with every level and the seed: the same query, whatever it was read from.
func (q Query) MarshalJSON() ([]byte, error) {
	vary := []any{}
	for _, f := range q.Vary {
		if f.Place.String() == "" {
			vary = append(vary, factorJSON{Name: f.Name, Alternatives: alternativesJSON(f.Levels)})
			continue
		}
		values := make([]any, len(f.Levels))
		for i, l := range f.Levels {
			values[i] = l.Value
		}
		vary = append(vary, factorJSON{Name: f.Name, Path: f.Place.String(), Values: values})
	}
	return json.Marshal(queryJSON{q.Name, q.Settings, vary, q.Replications, q.Find, q.Probability})
}

type queryJSON struct {
	Name         string         `json:"name"`
	Settings     *settings.Tree `json:"settings"`
	Vary         []any          `json:"vary"`
	Replications int            `json:"replications"`
	Find         Find           `json:"find"`
	Probability  float64        `json:"probability"`
}

type factorJSON struct {
	Name         string            `json:"name"`
	Path         string            `json:"path,omitempty"`
	Values       []any             `json:"values,omitempty"`
	Alternatives []alternativeJSON `json:"alternatives,omitempty"`
}

type alternativeJSON struct {
	Name string         `json:"name"`
	Set  *settings.Tree `json:"set"`
}

func alternativesJSON(levels []Level) []alternativeJSON {
	out := make([]alternativeJSON, len(levels))
	for i, l := range levels {
		set := &settings.Tree{}
		for _, s := range l.Set {
			set.Members = append(set.Members, settings.Member{Name: s.Place.String(), Value: s.Value})
		}
		out[i] = alternativeJSON{l.Name, set}
	}
	return out
}
