package result

import (
	"alertsim/internal/settings"
	"alertsim/internal/study"
)

// StudyQuery is what a study asks for, as POST /api/studies takes it.
type StudyQuery struct {
	Name         string        `json:"name"`
	Settings     any           `json:"settings" doc:"Those that everything varies in, as they were given, with a seed."`
	Vary         []StudyFactor `json:"vary" nullable:"false" doc:"The factors; every level of each with every one of the others is a point."`
	Replications int           `json:"replications" doc:"Seeds of each point: that of the settings and the next ones."`
	Find         study.Find    `json:"find" enum:"grid,cheapest,fastest"`
	Probability  float64       `json:"probability" doc:"The share of the seeds in which every objective has to be met."`
}

// StudyFactor is one thing that varies.
type StudyFactor struct {
	Name         string             `json:"name"`
	Path         string             `json:"path,omitempty" doc:"The field that varies; absent: alternatives do."`
	Values       []any              `json:"values,omitempty" nullable:"false"`
	Alternatives []StudyAlternative `json:"alternatives,omitempty" nullable:"false"`
}

// StudyAlternative is a level that sets several fields.
type StudyAlternative struct {
	Name string `json:"name"`
	Set  any    `json:"set" doc:"Values by the paths of the fields."`
}

// QueryDocument is a query as it is told.
func QueryDocument(q study.Query) StudyQuery {
	out := StudyQuery{
		Name: q.Name, Settings: q.Settings, Vary: make([]StudyFactor, len(q.Vary)),
		Replications: q.Replications, Find: q.Find, Probability: q.Probability,
	}
	for i, f := range q.Vary {
		factor := StudyFactor{Name: f.Name, Path: f.Place.String()}
		for _, l := range f.Levels {
			if factor.Path != "" {
				factor.Values = append(factor.Values, l.Value)
				continue
			}
			set := &settings.Tree{}
			for _, s := range l.Set {
				set.Members = append(set.Members, settings.Member{Name: s.Place.String(), Value: s.Value})
			}
			factor.Alternatives = append(factor.Alternatives, StudyAlternative{l.Name, set})
		}
		out.Vary[i] = factor
	}
	return out
}
