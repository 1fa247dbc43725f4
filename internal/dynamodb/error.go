package dynamodb

import (
	"errors"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/smithy-go"

	"alertsim/internal/fault"
)

// fault is what a failed call means to this package.
type kind int

const (
	// broken: a defect, a wrong table or missing rights; repeating is no use.
	broken kind = iota
	// overloaded: throttled, failed on the server's side or not reached.
	overloaded
	// conflict: a transaction was under way on the item; repeat the call as it is.
	conflict
	// lost: a condition did not hold; look at the item and decide again.
	lost
)

// kinds of the codes of DynamoDB's errors and of a cancelled transaction's
// reasons. Of several reasons the first in this order decides: broken, lost,
// overloaded, conflict.
var kinds = map[string]kind{
	"ConditionalCheckFailedException": lost,
	"ConditionalCheckFailed":          lost,

	"TransactionConflictException":     conflict,
	"TransactionConflict":              conflict,
	"TransactionInProgressException":   conflict,
	"ReplicatedWriteConflictException": conflict,

	"ProvisionedThroughputExceededException": overloaded,
	"ProvisionedThroughputExceeded":          overloaded,
	"RequestLimitExceeded":                   overloaded,
	"ThrottlingException":                    overloaded,
	"ThrottlingError":                        overloaded,
	"LimitExceededException":                 overloaded,
	"InternalServerError":                    overloaded,
	"ServiceUnavailable":                     overloaded,
}

func kindOf(err error) kind {
	if cancelled, ok := errors.AsType[*types.TransactionCanceledException](err); ok {
		return kindOfReasons(cancelled.CancellationReasons)
	}
	if api, ok := errors.AsType[smithy.APIError](err); ok {
		if f, known := kinds[api.ErrorCode()]; known {
			return f
		}
		if response, ok := errors.AsType[*awshttp.ResponseError](err); ok && response.HTTPStatusCode() >= 500 {
			return overloaded
		}
		return broken
	}
	if _, ok := errors.AsType[*smithy.SerializationError](err); ok {
		return broken
	}
	if _, ok := errors.AsType[smithy.InvalidParamsError](err); ok {
		return broken
	}
	return overloaded // no answer: network, time-out, interrupted
}

func kindOfReasons(reasons []types.CancellationReason) kind {
	var all []kind
	for _, r := range reasons {
		if code := aws.ToString(r.Code); code != "" && code != "None" {
			all = append(all, kinds[code]) // an unknown one is broken
		}
	}
	for _, f := range []kind{broken, lost, overloaded, conflict} {
		if slices.Contains(all, f) {
			return f
		}
	}
	return broken
}

// translate gives a failed call the domain's code. A call that got no answer is
// CodeUnavailable too: whether it took effect is not known then, and every
// method of the store may be repeated.
func translate(doing string, err error) error {
	if err == nil {
		return nil
	}
	if known, ok := errors.AsType[*fault.Error](err); ok {
		return known
	}
	code := fault.CodeInternal
	switch kindOf(err) {
	case overloaded, conflict:
		code = fault.CodeUnavailable
	case broken, lost:
	}
	return fault.Errorf(code, "dynamodb: %s: %w", doing, err)
}
