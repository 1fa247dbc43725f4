package httpapi

import (
	"encoding/json"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"alertsim/internal/study"
)

const studyInput = "StudyInput"

// takesStudy describes the body of a call, as takesSettings does.
func takesStudy(humaAPI huma.API, op huma.Operation) huma.Operation {
	op = takesBody(humaAPI, op)
	op.Errors = append(op.Errors, http.StatusUnprocessableEntity)
	op.SkipValidateBody = true
	op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"application/json": {
		Schema:  &huma.Schema{Ref: "#/components/schemas/" + studyInput},
		Example: json.RawMessage(`{"settings": {"messages": 1000}, "vary": [{"path": "senderGroups[0].senders", "range": {"from": 4, "to": 40, "count": 10}}], "replications": 20, "find": "cheapest"}`),
	}}}
	return op
}

func addStudySchema(registry huma.Registry) {
	text := func(description string, most int) *huma.Schema {
		return &huma.Schema{Type: huma.TypeString, Description: description, MaxLength: &most}
	}
	within := func(kind, description string, least, most float64) *huma.Schema {
		return &huma.Schema{Type: kind, Description: description, Minimum: &least, Maximum: &most}
	}
	some := func(items *huma.Schema, description string, least, most int) *huma.Schema {
		return &huma.Schema{Type: huma.TypeArray, Description: description, Items: items, MinItems: &least, MaxItems: &most}
	}
	number := func(description string) *huma.Schema {
		return &huma.Schema{Type: huma.TypeNumber, Description: description}
	}
	span := closedObject("Levels from one number to another, both among them. Each is rounded to 6 digits, or to whole numbers where the field has these, so that there may be fewer.")
	span.Properties = map[string]*huma.Schema{
		"from": number(""), "to": number(""), "count": within(huma.TypeInteger, "How many levels.", 2, study.MaxPoints),
		"scale": {Type: huma.TypeString, Enum: []any{"linear", "logarithmic"}, Default: "linear", Description: "Equal steps, or equal ratios."},
	}
	span.Required = []string{"from", "to", "count"}
	alternative := closedObject("A level that sets several fields.")
	alternative.Properties = map[string]*huma.Schema{
		"name": text("What it is told by.", study.MaxNameLength),
		"set":  {Type: huma.TypeObject, Description: "Values by the paths of the fields, as retry.maxAttempts.", AdditionalProperties: true},
	}
	alternative.Properties["name"].MinLength = new(1)
	alternative.Required = []string{"name"}
	factor := closedObject("One thing that varies: values or a range of the field at path, or alternatives.")
	factor.Properties = map[string]*huma.Schema{
		"name":         text("What the factor is called; its path if absent.", study.MaxNameLength),
		"path":         text("The field, as senderGroups[sms].senders: of a list say which element, by its name or by its number from 0.", 200),
		"values":       some(&huma.Schema{Description: "A number, a text, true, false or null, as the field has it."}, "The levels.", 1, study.MaxPoints),
		"range":        span,
		"alternatives": some(alternative, "The levels.", 1, study.MaxAlternatives),
	}
	root := closedObject("A study: settings, what varies in them, and with how many seeds. Every field may be left out.")
	root.Properties = map[string]*huma.Schema{
		"name":         text("What the study is called.", study.MaxNameLength),
		"settings":     {Ref: "#/components/schemas/" + settingsInput},
		"vary":         some(factor, "At most 4 factors and 10,000 points, all levels with all others.", 0, study.MaxFactors),
		"replications": within(huma.TypeInteger, "Seeds of each point: that of the settings and the next ones. Points × replications is at most 1,000,000.", 1, study.MaxReplications),
		"find":         {Type: huma.TypeString, Enum: []any{string(study.Grid), string(study.Cheapest), string(study.Fastest)}, Default: string(study.Grid), Description: "What to look for among the points that meet every objective."},
		"probability":  {Type: huma.TypeNumber, ExclusiveMinimum: new(0.0), Maximum: new(1.0), Default: study.DefaultProbability, Description: "The share of the seeds in which a point has to meet every objective."},
	}
	root.Properties["replications"].Default = study.DefaultReplications
	registry.Map()[studyInput] = root
}
