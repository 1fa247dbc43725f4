package sqs

import (
	"errors"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/aws/smithy-go"

	"alertsim/internal/fault"
)

// overloaded are the codes of SQS errors after which a repetition may help.
var overloaded = map[string]bool{
	"RequestThrottled":     true,
	"ThrottlingException":  true,
	"Throttling":           true,
	"OverLimit":            true, // 120,000 messages in flight
	"KmsThrottled":         true,
	"ServiceUnavailable":   true,
	"InternalError":        true,
	"InternalFailure":      true,
	"RequestTimeout":       true,
	"PurgeQueueInProgress": true,
}

// translate gives a failed call the domain's code. A call that got no answer is
// CodeUnavailable: repeating it makes a duplicate at worst.
func translate(doing string, err error) error {
	if err == nil {
		return nil
	}
	code := fault.CodeUnavailable
	if broken(err) {
		code = fault.CodeInternal
	}
	return fault.Errorf(code, "sqs: %s: %w", doing, err)
}

// broken reports whether a failure is a defect, a wrong queue or missing rights.
func broken(err error) bool {
	if api, ok := errors.AsType[smithy.APIError](err); ok {
		response, answered := errors.AsType[*awshttp.ResponseError](err)
		return !overloaded[withoutPrefix(api.ErrorCode())] && (!answered || response.HTTPStatusCode() < 500)
	}
	if _, ok := errors.AsType[*smithy.SerializationError](err); ok {
		return true
	}
	_, ok := errors.AsType[smithy.InvalidParamsError](err)
	return ok
}

// stale reports whether a receipt was refused because its message was deleted, or
// has become visible again. That is no error: the message is somebody else's.
func stale(err error) bool {
	api, ok := errors.AsType[smithy.APIError](err)
	if !ok {
		return false
	}
	switch withoutPrefix(api.ErrorCode()) {
	case "ReceiptHandleIsInvalid", "MessageNotInflight":
		return true
	case "InvalidParameterValue":
		// SQS says so of a receipt whose message is gone:
		// "Value … for parameter ReceiptHandle is invalid. Reason: Message does
		// not exist or is not available for visibility timeout change."
		return strings.Contains(api.ErrorMessage(), "ReceiptHandle")
	}
	return false
}

// withoutPrefix takes the older protocol's prefix off: some servers answer
// AWS.SimpleQueueService.MessageNotInflight.
func withoutPrefix(code string) string { return strings.TrimPrefix(code, "AWS.SimpleQueueService.") }

// refusal is the error of entries that can never be accepted; nil if all may be
// tried again.
func refusal(failed []types.BatchResultErrorEntry) error {
	for _, f := range failed {
		if f.SenderFault && !overloaded[withoutPrefix(aws.ToString(f.Code))] {
			return fault.Errorf(fault.CodeInternal, "sqs: message refused: %s: %s", aws.ToString(f.Code), aws.ToString(f.Message))
		}
	}
	return nil
}
