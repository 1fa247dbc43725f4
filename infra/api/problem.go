package api

import (
	"fmt"

	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigateway"

	"alertsim/infra/pointer"
)

// gatewayProblem is an answer that API Gateway gives without asking the function.
type gatewayProblem struct {
	id     string
	kind   awsapigateway.ResponseType
	status int // 0: as API Gateway says
	title  string
	detail string
}

func gatewayProblems() []gatewayProblem {
	return []gatewayProblem{
		// API Gateway asks for a signature where it has no such path.
		{"UnknownPath", awsapigateway.ResponseType_MISSING_AUTHENTICATION_TOKEN(), 404, "Not Found", "There is nothing here; every call is under /api."},
		{"Throttled", awsapigateway.ResponseType_THROTTLED(), 429, "Too Many Requests", "Too many requests at once; try again in a few seconds."},
		{"TooLarge", awsapigateway.ResponseType_REQUEST_TOO_LARGE(), 413, "Content Too Large", "The request is larger than any the program takes."},
		{"TimedOut", awsapigateway.ResponseType_INTEGRATION_TIMEOUT(), 504, "Gateway Timeout", "The answer took longer than 29 seconds."},
		{"Unavailable", awsapigateway.ResponseType_INTEGRATION_FAILURE(), 503, "Service Unavailable", "The program cannot be reached; try again in a second."},
		{"Refused", awsapigateway.ResponseType_DEFAULT_4XX(), 0, "Request refused", "The gateway refused the request."},
		{"Failed", awsapigateway.ResponseType_DEFAULT_5XX(), 0, "Internal error", "The gateway could not answer the request."},
	}
}

// addProblemDocuments makes API Gateway's own errors problem documents (RFC 9457), as the program's are. After so many
// seconds a call that was held back is let through.
func addProblemDocuments(rest awsapigateway.RestApi, seconds int) {
	for _, p := range gatewayProblems() {
		headers := problemHeaders()
		if p.status == 429 || p.status == 503 {
			headers["Retry-After"] = fmt.Sprintf("'%d'", seconds)
		}
		options := &awsapigateway.GatewayResponseOptions{
			Type:            p.kind,
			ResponseHeaders: pointer.Map(headers),
			Templates:       pointer.Map(map[string]string{"application/json": p.document()}),
		}
		if p.status != 0 {
			options.StatusCode = new(fmt.Sprint(p.status))
		}
		rest.AddGatewayResponse(new(p.id), options)
	}
}

func problemHeaders() map[string]string {
	return map[string]string{"Content-Type": "'application/problem+json'", "Cache-Control": "'no-store'"}
}

// document leaves the status out where a template cannot know it; RFC 9457 asks for it but does not require it.
func (p gatewayProblem) document() string {
	status := ""
	if p.status != 0 {
		status = fmt.Sprintf(`"status":%d,`, p.status)
	}
	return fmt.Sprintf(`{"type":"about:blank","title":%q,%s"detail":%q,"requestId":"$context.requestId"}`, p.title, status, p.detail)
}
