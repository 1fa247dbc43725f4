package httpapi

import (
	"fmt"
	"net/http"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"

	"alertsim/internal/fault"
	"alertsim/internal/settings"
	"alertsim/internal/words"
)

// speakPlainly gives the errors that huma finds by itself the form and the words
// of all others. Huma keeps both in variables of its packages, hence once.
var speakPlainly = sync.OnceFunc(func() {
	huma.NewError = fromHuma
	validation.MsgExpectedMinimumNumber = "must be at least %v"
	validation.MsgExpectedMaximumNumber = "must be at most %v"
	validation.MsgExpectedMaxLength = "must be at most %d characters long"
	validation.MsgExpectedOneOf = "must be one of %s"
	validation.MsgExpectedString = "must be a text in quotes"
	validation.MsgExpectedObject = "must be an object in braces"
	validation.MsgUnexpectedProperty = "is not a field"
	validation.MsgExpectedRequiredProperty = "%s" + isNeeded
})

const isNeeded = " is needed"

// inOurWords replaces messages that are no variables.
var inOurWords = map[string]string{"invalid integer": "must be a whole number", "invalid float": "must be a number"}

// fromHuma makes the problem of an error that huma found: huma's own figures
// and Go's error texts stay out of it.
func fromHuma(status int, detail string, errs ...error) huma.StatusError {
	switch {
	case status == http.StatusRequestEntityTooLarge:
		return newProblem(status, "the body is longer than "+words.Counted(settings.MaxBodyBytes, "byte"))
	case status == http.StatusRequestTimeout:
		return newProblem(status, "the body did not arrive in time")
	case status == http.StatusBadRequest && len(errs) > 0:
		return newProblem(status, notReadable(errs[0]))
	case status == http.StatusBadRequest:
		return newProblem(status, "a body is needed, in JSON")
	case status == http.StatusInternalServerError && detail == "cannot read request body":
		return newProblem(http.StatusBadRequest, "the body could not be read to its end")
	case status != http.StatusUnprocessableEntity:
		return newProblem(status, detail)
	}
	p := newProblem(status, oneWrong)
	if len(errs) > 1 {
		p.Detail = fmt.Sprintf("%d values of the request are wrong", len(errs))
	}
	for _, err := range errs {
		wrong := &huma.ErrorDetail{Message: err.Error()}
		if detailed, ok := err.(huma.ErrorDetailer); ok {
			wrong = detailed.ErrorDetail()
			wrong.Value = nil // it may be a key
		}
		if ours, ok := inOurWords[wrong.Message]; ok {
			wrong.Message = ours
		}
		// Huma reports a missing field at the object that lacks it.
		if field, ok := strings.CutSuffix(wrong.Message, isNeeded); ok {
			wrong = &huma.ErrorDetail{Location: wrong.Location + "." + field, Message: strings.TrimSpace(isNeeded)}
		}
		p.Errors = append(p.Errors, wrong)
	}
	return p
}

// notReadable is why a body could not be read, if the domain has found it.
func notReadable(err error) string {
	detailed, ok := err.(huma.ErrorDetailer)
	if ok && strings.HasPrefix(detailed.ErrorDetail().Message, "the body ") {
		return detailed.ErrorDetail().Message
	}
	return "the body is not JSON"
}

const oneWrong = "one value of the request is wrong"

// wrongParameter is an error about one parameter of the query.
func wrongParameter(name, message string) error {
	return &fault.Error{Code: fault.CodeInvalid, Message: oneWrong, Fields: []fault.FieldError{{Path: name, Message: message, Asked: true}}}
}
