package sqs

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"alertsim/internal/fault"
)

func TestTranslate(t *testing.T) {
	const unavailable, internal = fault.CodeUnavailable, fault.CodeInternal
	for _, c := range []struct {
		why   string
		err   error
		code  fault.Code
		stale bool
	}{
		{"throttled", &types.RequestThrottled{}, unavailable, false},
		{"too many in flight", &types.OverLimit{}, unavailable, false},
		{"the key service is throttled", &types.KmsThrottled{}, unavailable, false},
		{"throttled, older form", api("AWS.SimpleQueueService.RequestThrottled", ""), unavailable, false},
		{"an unknown error of the server's", answer(500, "SomethingNew"), unavailable, false},
		{"the network failed", &smithyhttp.RequestSendError{Err: errors.New("connection refused")}, unavailable, false},
		{"interrupted", &aws.RequestCanceledError{Err: context.Canceled}, unavailable, false},

		{"no such queue", &types.QueueDoesNotExist{}, internal, false},
		{"no right to do so", answer(403, "AccessDenied"), internal, false},
		{"a batch too long", &types.BatchRequestTooLong{}, internal, false},
		{"a request that cannot be written", &smithy.SerializationError{Err: errors.New("x")}, internal, false},
		{"a request with something missing", smithy.InvalidParamsError{}, internal, false},
		{"a wrong delay", api("InvalidParameterValue", "Value 901 for parameter DelaySeconds is invalid."), internal, false},

		{"a receipt of nothing", &types.ReceiptHandleIsInvalid{}, internal, true},
		{"a message that is visible", &types.MessageNotInflight{}, internal, true},
		{"a message that is visible, older form", api("AWS.SimpleQueueService.MessageNotInflight", ""), internal, true},
		{"a message that is gone", api("InvalidParameterValue", "Value AQEB for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change."), internal, true},
	} {
		wrapped := &smithy.OperationError{ServiceID: "SQS", OperationName: "X", Err: c.err}
		if got := fault.CodeOf(translate("try", wrapped)); got != c.code {
			t.Errorf("%s: %q, want %q", c.why, got, c.code)
		}
		if got := stale(wrapped); got != c.stale {
			t.Errorf("%s: stale is %t", c.why, got)
		}
	}
	if err := translate("try", nil); err != nil || stale(nil) {
		t.Errorf("nothing went wrong, but %v", err)
	}
}

func api(code, message string) error { return &smithy.GenericAPIError{Code: code, Message: message} }

func answer(status int, code string) error {
	return &awshttp.ResponseError{ResponseError: &smithyhttp.ResponseError{
		Response: &smithyhttp.Response{Response: &http.Response{StatusCode: status}},
		Err:      api(code, ""),
	}}
}
