package result

import (
	"alertsim/internal/forecast"
	"alertsim/internal/settings"
)

// Bounds tell what bounds a result.
type Bounds struct {
	Objective *int     `json:"objective,omitempty" doc:"The number of the objective that is measured, from 0; absent: the time of 95 % of the deliveries is."`
	At        *float64 `json:"at" doc:"When that is reached, in simulated seconds from when its audience comes; null: never."`
	Count     int64    `json:"count" doc:"Of how many messages it is true in the end."`
	Of        int64    `json:"of" doc:"Messages in all that it is about."`
	Relaxed   []Bound  `json:"relaxed" nullable:"false" doc:"With one bound relaxed by a tenth at a time, and the same seed: what helps most first."`
}

// Bound is one that was relaxed.
type Bound struct {
	Path   string   `json:"path" doc:"Of the field that was changed."`
	Change string   `json:"change" doc:"In words."`
	At     *float64 `json:"at" doc:"When what is measured is reached; null: never."`
	Gain   float64  `json:"gain" doc:"Seconds sooner; 0 also where one of the two never comes."`
	Count  int64    `json:"count"`
	Of     int64    `json:"of"`
	Helps  bool     `json:"helps" doc:"It is reached, or reached sooner; or where it is not, true of a larger share in the end."`
}

// NewBounds is the document of what was found.
func NewBounds(found forecast.Bounds) *Bounds {
	out := &Bounds{At: seconds(found.Base.At), Count: found.Base.Count, Of: found.Base.Messages, Relaxed: []Bound{}}
	if found.Objective >= 0 {
		out.Objective = &found.Objective
	}
	for _, r := range found.Relaxed {
		b := Bound{Path: r.Path, Change: r.Change, At: seconds(r.At), Count: r.Count, Of: r.Messages, Helps: r.Helps(found.Base)}
		if r.At != nil && found.Base.At != nil {
			b.Gain = (*found.Base.At - *r.At).Seconds()
		}
		out.Relaxed = append(out.Relaxed, b)
	}
	return out
}

func seconds(m *settings.Micros) *float64 {
	if m == nil {
		return nil
	}
	return new(m.Seconds())
}
