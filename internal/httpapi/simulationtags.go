package httpapi

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"alertsim/internal/simulation"
)

type tagRequest struct {
	ID   string `path:"id" maxLength:"64" doc:"The simulation's id."`
	Body struct {
		Add    []string `json:"add,omitempty" maxItems:"10" doc:"Tags that it gets, of 1 to 30 characters. What it has already is no error."`
		Remove []string `json:"remove,omitempty" maxItems:"10" doc:"Tags that it loses. What it has not is no error."`
	}
}

// TagList is the tags of a simulation.
type TagList struct {
	Tags simulation.Tags `json:"tags" nullable:"false" doc:"All that it has now."`
}

func (a *api) addTags(humaAPI huma.API) {
	op := operation(http.MethodPost, "/simulations/{id}/tags", "tagSimulation", "Add tags to a simulation and remove some", http.StatusOK,
		http.StatusNotFound, http.StatusConflict)
	op.Description = "A simulation has up to 10 tags, in whatever state it is; one more is a conflict. Tags that are neither added nor removed stay: " +
		"of two members who do so at once nobody loses one."
	huma.Register(humaAPI, a.member(humaAPI, takesBody(humaAPI, op)), func(ctx context.Context, r *tagRequest) (*struct{ Body TagList }, error) {
		tags, err := a.control.Tag(ctx, r.ID, r.Body.Add, r.Body.Remove)
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		return &struct{ Body TagList }{TagList{listOf(tags)}}, nil
	})
}

// listOf is an empty list rather than null.
func listOf(tags simulation.Tags) simulation.Tags {
	if tags == nil {
		return simulation.Tags{}
	}
	return tags
}
