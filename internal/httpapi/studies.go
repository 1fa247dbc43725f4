package httpapi

import (
	"bytes"
	"context"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"alertsim/internal/fault"
	"alertsim/internal/report"
	"alertsim/internal/result"
	"alertsim/internal/study"
)

// Study is a study and how far it is.
type Study struct {
	ID         string            `json:"id"`
	State      study.State       `json:"state" enum:"running,completed,cancelled,failed"`
	Reason     string            `json:"reason,omitempty" doc:"Why it was cancelled or failed."`
	Engine     int               `json:"engineVersion" doc:"Of the program that created it: workers of another version leave it alone, because they count otherwise."`
	Query      result.StudyQuery `json:"query"`
	CreatedAt  Timestamp         `json:"createdAt"`
	FinishedAt *Timestamp        `json:"finishedAt,omitempty"`
	Estimate   StudyEstimate     `json:"estimate"`
	Progress   StudyProgress     `json:"progress"`
}

// StudyEstimate is what a study is before it starts.
type StudyEstimate struct {
	Points         int         `json:"points"`
	Runs           int         `json:"runs" doc:"Points × replications."`
	Chunks         int         `json:"chunks" doc:"Jobs, each of about a second of work."`
	Attempts       float64     `json:"attempts" doc:"How many all runs have, as expected."`
	WorkSeconds    float64     `json:"workSeconds" doc:"What all runs take of one processor, about."`
	LongestSeconds float64     `json:"longestSeconds" doc:"What the longest run takes: no number of workers makes the study shorter than that."`
	Workers        int         `json:"workers" doc:"How many chunks are computed at a time here, at most."`
	WallSeconds    float64     `json:"wallSeconds" doc:"About how long the study takes here, from its start to its end."`
	Cost           result.Cost `json:"cost" doc:"What it asks of AWS at list prices, or would where it runs on one machine."`
}

// StudyProgress is how much of a study is made.
type StudyProgress struct {
	Chunks int     `json:"chunks"`
	Runs   int     `json:"runs"`
	Share  float64 `json:"share" doc:"Of all runs, 0 to 1."`
}

// StudyPage is one page of the studies, newest first.
type StudyPage struct {
	Items []Study `json:"items" nullable:"false"`
	Next  string  `json:"next,omitempty" doc:"What to give as after for the next page; absent on the last one."`
}

// estimate tells what a study is; on one machine its processors share it, elsewhere the functions of the deployment.
func (a *api) estimate(s study.Study) StudyEstimate {
	e := s.Estimate
	out := StudyEstimate{
		Points: e.Points, Runs: e.Runs, Chunks: e.Layout.Chunks(), Attempts: e.Attempts, WorkSeconds: e.Work.Seconds(), LongestSeconds: e.Longest.Seconds(),
		Workers: a.StudyWorkers,
	}
	usage := result.StudyUsageOf(s, max(1, a.Deployment.StudyConcurrency))
	out.Cost = result.StudyCostOf(usage)
	if out.Workers > 0 {
		out.WallSeconds = e.Wall(out.Workers).Seconds()
		return out
	}
	out.Workers = max(1, a.Deployment.StudyConcurrency)
	out.WallSeconds = result.StudyWall(usage, e.Longest, out.Workers).Seconds()
	return out
}

func (a *api) studyDocument(s study.Study) Study {
	runs := s.RunsMade()
	return Study{
		ID: s.ID, State: s.State, Reason: s.Reason, Engine: s.Engine, Query: result.QueryDocument(s.Query), CreatedAt: timestamp(s.CreatedAt), FinishedAt: optional(s.FinishedAt),
		Estimate: a.estimate(s), Progress: StudyProgress{s.Made(), runs, float64(runs) / float64(max(1, s.Estimate.Runs))},
	}
}

type studyAnswer struct{ Body Study }

type byStudyID struct {
	ID string `path:"id" maxLength:"64" doc:"The study's id."`
}

type createStudyAnswer struct {
	Location string `header:"Location" doc:"Where the study is."`
	Body     Study
}

func (a *api) addStudies(humaAPI huma.API) {
	estimate := operation(http.MethodPost, "/study-estimate", "estimateStudy", "What a study is before it starts", http.StatusOK)
	huma.Register(humaAPI, a.member(humaAPI, takesStudy(humaAPI, estimate)),
		func(ctx context.Context, r *struct{ RawBody []byte }) (*struct{ Body StudyEstimate }, error) {
			q, err := study.Decode(r.RawBody)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			e, err := a.control.EstimateStudy(q)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			return &struct{ Body StudyEstimate }{a.estimate(study.New("", "", q, e, a.Now()))}, nil
		})
	create := operation(http.MethodPost, "/studies", "createStudy", "Create a study, which begins at once", http.StatusAccepted, http.StatusConflict)
	create.Description = "There is one study at a time, beside one simulation. It goes on when nobody looks, and ends with the session if that is reset."
	huma.Register(humaAPI, a.member(humaAPI, takesStudy(humaAPI, create)),
		func(ctx context.Context, r *struct{ RawBody []byte }) (*createStudyAnswer, error) {
			q, err := study.Decode(r.RawBody)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			s, err := a.control.CreateStudy(ctx, sessionOf(ctx), q)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			return &createStudyAnswer{Base + "/studies/" + s.ID, a.studyDocument(s)}, nil
		})
	huma.Register(humaAPI, a.member(humaAPI, operation(http.MethodGet, "/studies", "listStudies", "The studies, newest first", http.StatusOK)),
		func(ctx context.Context, r *pageRequest) (*struct{ Body StudyPage }, error) {
			items, next, err := a.control.AllStudies(ctx, r.After, r.Limit)
			if fault.CodeOf(err) == fault.CodeInvalid {
				return nil, a.problem(ctx, wrongParameter("after", "must be what the page before gave as next"))
			}
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			page := StudyPage{Items: make([]Study, len(items)), Next: next}
			for i, s := range items {
				page.Items[i] = a.studyDocument(s)
			}
			return &struct{ Body StudyPage }{page}, nil
		})
	a.addStudyCall(humaAPI, operation(http.MethodGet, "/studies/{id}", "getStudy", "A study, and how far it is",
		http.StatusOK, http.StatusNotFound), a.control.Study)
	a.addStudyCall(humaAPI, operation(http.MethodPost, "/studies/{id}/cancel", "cancelStudy", "Cancel a study that runs; what is made of it is kept",
		http.StatusOK, http.StatusNotFound, http.StatusConflict), a.control.CancelStudy)
	forget := operation(http.MethodDelete, "/studies/{id}", "deleteStudy", "Forget an ended study",
		http.StatusNoContent, http.StatusNotFound, http.StatusConflict)
	huma.Register(humaAPI, a.member(humaAPI, forget), func(ctx context.Context, r *byStudyID) (*none, error) {
		if err := a.control.DeleteStudy(ctx, r.ID); err != nil {
			return nil, a.problem(ctx, err)
		}
		return nil, nil
	})
	a.addStudyAnswers(humaAPI)
}

// addStudyCall registers a call that takes an id and answers with the study.
func (a *api) addStudyCall(humaAPI huma.API, op huma.Operation, call func(context.Context, string) (study.Study, error)) {
	huma.Register(humaAPI, a.member(humaAPI, op), func(ctx context.Context, r *byStudyID) (*studyAnswer, error) {
		s, err := call(ctx, r.ID)
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		return &studyAnswer{a.studyDocument(s)}, nil
	})
}

// StudyPoints is one page of the points of a study, with every figure.
type StudyPoints struct {
	Items []result.StudyPoint `json:"items" nullable:"false" doc:"Those of the page of which every run is made."`
	Next  *int                `json:"next" doc:"What to give as from for the next page; null on the last one."`
}

type studyPointsRequest struct {
	ID    string `path:"id" maxLength:"64" doc:"The study's id."`
	From  int    `query:"from" minimum:"0" maximum:"9999" default:"0" doc:"The first point, from 0."`
	Limit int    `query:"limit" minimum:"1" maximum:"500" default:"100" doc:"How many points."`
}

func (a *api) addStudyAnswers(humaAPI huma.API) {
	answer := operation(http.MethodGet, "/studies/{id}/answer", "getStudyAnswer", "What a study comes to, as far as it is made", http.StatusOK,
		http.StatusNotFound, http.StatusTooManyRequests)
	answer.Description = "Every point of which all runs are made, in brief: the share of the seeds in which it meets the objectives, its time and its cost, without figures and objectives. " +
		"The best of them, the front of cost against time, and what each factor does."
	huma.Register(humaAPI, a.member(humaAPI, answer), func(ctx context.Context, r *byStudyID) (*struct{ Body result.StudyAnswer }, error) {
		var told result.Study
		err := a.withResults(ctx, r.ID, 0, study.MaxPoints, func(s study.Study, results *study.Results) error {
			told = result.StudyInBrief(results, s.Estimate)
			return nil
		})
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		return &struct{ Body result.StudyAnswer }{told.Document()}, nil
	})
	points := operation(http.MethodGet, "/studies/{id}/points", "listStudyPoints", "Points of a study with every figure", http.StatusOK,
		http.StatusNotFound, http.StatusTooManyRequests)
	huma.Register(humaAPI, a.member(humaAPI, points), func(ctx context.Context, r *studyPointsRequest) (*struct{ Body StudyPoints }, error) {
		page := StudyPoints{Items: []result.StudyPoint{}}
		err := a.withResults(ctx, r.ID, r.From, r.From+r.Limit, func(s study.Study, results *study.Results) error {
			page.Items = append(page.Items, result.StudyPointsOf(results, r.From, r.From+r.Limit)...)
			if next := r.From + r.Limit; next < s.Estimate.Points {
				page.Next = &next
			}
			return nil
		})
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		return &struct{ Body StudyPoints }{page}, nil
	})
	export := a.member(humaAPI, operation(http.MethodGet, "/studies/{id}/export", "exportStudy", "A study as a file", http.StatusOK,
		http.StatusNotFound, http.StatusConflict, http.StatusTooManyRequests))
	text := &huma.Schema{Type: huma.TypeString}
	export.Responses = map[string]*huma.Response{"200": {Description: "The file.", Content: map[string]*huma.MediaType{
		"text/csv": {Schema: text}, "text/html": {Schema: text}, "application/json": {Schema: &huma.Schema{Ref: "#/components/schemas/StudyAnswer"}},
	}}}
	huma.Register(humaAPI, export, func(ctx context.Context, r *studyExportRequest) (*exportAnswer, error) {
		answer, err := a.exportStudy(ctx, r)
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		return answer, nil
	})
}

// withResults hands over what the points from ≤ p < to of a study came to, to one caller of few at a time: it takes some
// seconds of a large study.
func (a *api) withResults(ctx context.Context, id string, from, to int, tell func(study.Study, *study.Results) error) error {
	s, err := a.control.Study(ctx, id)
	if err != nil {
		return err
	}
	leave, err := a.studyAnswers.Enter(ctx, s.SessionID, 0, listWait)
	if err != nil {
		return err
	}
	defer leave()
	results, err := a.control.StudyResults(ctx, s, from, to)
	if err != nil {
		return err
	}
	return tell(s, results)
}

type studyExportRequest struct {
	ID     string `path:"id" maxLength:"64" doc:"The study's id."`
	Format string `query:"format" enum:"csv,json,html" default:"csv" doc:"csv: a row a point and figure. html: a report to send on, one page that needs nothing else."`
}

// maxExported is how many points fit into what a Lambda function may answer, 6 MB.
const maxExported = 1000

func (a *api) exportStudy(ctx context.Context, r *studyExportRequest) (answer *exportAnswer, err error) {
	err = a.withResults(ctx, r.ID, 0, study.MaxPoints, func(s study.Study, results *study.Results) error {
		if !a.Stream && s.Estimate.Points > maxExported {
			return fault.Errorf(fault.CodeConflict, "the study has %d points, and a file here takes %d; read them in pages from /studies/%s/points", s.Estimate.Points, maxExported, s.ID)
		}
		answer = &exportAnswer{Disposition: fmt.Sprintf(`attachment; filename="alertsim-study-%s.%s"`, s.ID, r.Format)}
		answer.ContentType, answer.Body, err = studyFile(result.StudyOf(results, s.Estimate), r.Format)
		return err
	})
	return answer, err
}

func studyFile(told result.Study, format string) (contentType string, body []byte, err error) {
	var buffer bytes.Buffer
	switch format {
	case "csv":
		err = report.Study{Study: told}.CSV(&buffer)
		return "text/csv; charset=utf-8", buffer.Bytes(), err
	case "html":
		err = report.Study{Study: told}.HTML(&buffer)
		return "text/html; charset=utf-8", buffer.Bytes(), err
	}
	body, err = indented(told.Document())
	return "application/json", body, err
}
