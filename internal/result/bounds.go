package result

import (
	"alertsim/internal/forecast"
	"alertsim/internal/settings"
)

// Measured is what is held against runs of other settings.
type Measured struct {
	Objective *int     `json:"objective,omitempty" doc:"The number of the objective that is measured, from 0; absent: the time of 95 % of the deliveries is."`
	At        *float64 `json:"at" doc:"When that is reached, in simulated seconds from when its audience comes; null: never."`
	Count     int64    `json:"count" doc:"Of how many messages it is true in the end."`
	Of        int64    `json:"of" doc:"Messages in all that it is about."`
}

func measured(b forecast.Baseline) Measured {
	out := Measured{At: seconds(b.Base.At), Count: b.Base.Count, Of: b.Base.Messages}
	if b.Objective >= 0 {
		out.Objective = &b.Objective
	}
	return out
}

// Bounds tell what bounds a result.
type Bounds struct {
	Measured
	Relaxed []Bound `json:"relaxed" nullable:"false" doc:"With one bound relaxed by a tenth at a time, and the same seed: what helps most first."`
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
	out := &Bounds{Measured: measured(found.Baseline), Relaxed: []Bound{}}
	for _, r := range found.Relaxed {
		out.Relaxed = append(out.Relaxed, newBound(r, found.Base))
	}
	return out
}

func newBound(v forecast.Varied, base forecast.Reach) Bound {
	b := Bound{Path: v.Path, Change: v.Change, At: seconds(v.At), Count: v.Count, Of: v.Messages, Helps: v.Helps(base)}
	if v.At != nil && base.At != nil {
		b.Gain = (*base.At - *v.At).Seconds()
	}
	return b
}

// Changes tell what would help a result most.
type Changes struct {
	Measured
	Best []Change `json:"best" nullable:"false" doc:"At most three that help, each alone and with the same seed: what helps most first."`
}

// Change is one that helps.
type Change struct {
	Bound
	Settings settings.Settings `json:"settings" doc:"With the change."`
}

// NewChanges is the document of what was found.
func NewChanges(found forecast.Changes) *Changes {
	out := &Changes{Measured: measured(found.Baseline), Best: []Change{}}
	for _, v := range found.Best {
		out.Best = append(out.Best, Change{newBound(v, found.Base), v.Settings})
	}
	return out
}

func seconds(m *settings.Micros) *float64 {
	if m == nil {
		return nil
	}
	return new(m.Seconds())
}
