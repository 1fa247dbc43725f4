package httpapi

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"alertsim/internal/answer"
	"alertsim/internal/fault"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

type simulationAnswer struct{ Body Simulation }

type byID struct {
	ID string `path:"id" maxLength:"64" doc:"The simulation's id."`
}

type createAnswer struct {
	Location string `header:"Location" doc:"Where the simulation is."`
	Body     Simulation
}

// Page is one page of the history, newest first.
type Page struct {
	Items []Listed `json:"items" nullable:"false" doc:"With find, tag or state there may be fewer than limit, even none, on a page that is not the last: one call looks at 1,000 simulations at most."`
	Next  string   `json:"next,omitempty" doc:"What to give as after for the next page; absent on the last one."`
}

// Listed is a simulation in the history.
type Listed struct {
	SimulationSummary
	Answer string          `json:"answer" doc:"What it comes to in a sentence, once it is completed; else how far it is."`
	Tags   simulation.Tags `json:"tags" nullable:"false" doc:"By which members find it again."`
}

type pageRequest struct {
	After string `query:"after" maxLength:"1000" doc:"What the page before gave as next."`
	Limit int    `query:"limit" minimum:"1" maximum:"100" default:"20"`
}

type historyRequest struct {
	After string           `query:"after" maxLength:"1000" doc:"What the page before gave as next."`
	Limit int              `query:"limit" minimum:"1" maximum:"100" default:"20"`
	Find  string           `query:"find" maxLength:"80" doc:"Only simulations with this in their name or in one of their tags, in any case."`
	Tag   string           `query:"tag" maxLength:"30" doc:"Only simulations with this tag."`
	State simulation.State `query:"state" enum:"preparing,ready,running,completed,cancelled,failed" doc:"Only simulations in this state."`
}

func (a *api) addSimulations(humaAPI huma.API) {
	create := operation(http.MethodPost, "/simulations", "createSimulation", "Create a simulation", http.StatusAccepted,
		http.StatusConflict)
	huma.Register(humaAPI, a.member(humaAPI, takesSettings(humaAPI, create)),
		func(ctx context.Context, r *struct{ RawBody []byte }) (*createAnswer, error) {
			given, err := settings.Decode(r.RawBody)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			s, err := a.control.Create(ctx, sessionOf(ctx), given)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			return &createAnswer{Base + "/simulations/" + s.ID, a.document(s)}, nil
		})
	huma.Register(humaAPI, a.member(humaAPI, operation(http.MethodGet, "/simulations", "listSimulations", "The history, newest first", http.StatusOK)),
		func(ctx context.Context, r *historyRequest) (*struct{ Body Page }, error) {
			find := simulation.Find{Text: r.Find, Tag: r.Tag, State: r.State}
			items, next, err := a.control.Simulations(ctx, find, r.After, r.Limit)
			if fault.CodeOf(err) == fault.CodeInvalid {
				return nil, a.problem(ctx, wrongParameter("after", "must be what the page before gave as next"))
			}
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			page := Page{Items: make([]Listed, len(items)), Next: next}
			for i, s := range items {
				page.Items[i] = Listed{a.summary(s.Simulation), answer.SoFar(s.Simulation, a.now()), listOf(s.Tags)}
			}
			return &struct{ Body Page }{page}, nil
		})
	a.addSimulationCall(humaAPI, operation(http.MethodGet, "/simulations/{id}", "getSimulation", "Everything the monitor shows",
		http.StatusOK, http.StatusNotFound), a.control.Simulation)
	a.addSimulationCall(humaAPI, operation(http.MethodPost, "/simulations/{id}/start", "startSimulation", "Start a ready simulation",
		http.StatusOK, http.StatusNotFound, http.StatusConflict), a.control.Start)
	a.addSimulationCall(humaAPI, operation(http.MethodPost, "/simulations/{id}/cancel", "cancelSimulation", "Cancel a simulation that has not ended",
		http.StatusOK, http.StatusNotFound, http.StatusConflict), a.control.Cancel)
	a.addTags(humaAPI)
	forget := operation(http.MethodDelete, "/simulations/{id}", "deleteSimulation", "Forget an ended simulation",
		http.StatusNoContent, http.StatusNotFound, http.StatusConflict)
	forget.Description = "The history is common to all sessions: any member of the one in play may delete what has ended, also what an earlier session made."
	huma.Register(humaAPI, a.member(humaAPI, forget),
		func(ctx context.Context, r *byID) (*none, error) {
			if err := a.control.Delete(ctx, r.ID); err != nil {
				return nil, a.problem(ctx, err)
			}
			return nil, nil
		})
}

// addSimulationCall registers a call that takes an id and answers with the
// simulation.
func (a *api) addSimulationCall(humaAPI huma.API, op huma.Operation, call func(context.Context, string) (simulation.Simulation, error)) {
	huma.Register(humaAPI, a.member(humaAPI, op), func(ctx context.Context, r *byID) (*simulationAnswer, error) {
		s, err := call(ctx, r.ID)
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		return &simulationAnswer{a.document(s)}, nil
	})
}
