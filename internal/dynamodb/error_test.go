package dynamodb

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"alertsim/internal/fault"
)

func TestTranslate(t *testing.T) {
	const unavailable, internal = fault.CodeUnavailable, fault.CodeInternal
	for _, c := range []struct {
		why  string
		err  error
		kind kind
		code fault.Code
	}{
		{"a condition did not hold", &types.ConditionalCheckFailedException{}, lost, internal},
		{"a transaction was at the item", &types.TransactionConflictException{}, conflict, unavailable},
		{"the same transaction is under way", &types.TransactionInProgressException{}, conflict, unavailable},
		{"another region wrote", &types.ReplicatedWriteConflictException{}, conflict, unavailable},
		{"the partition is too hot", &types.ProvisionedThroughputExceededException{}, overloaded, unavailable},
		{"the account is too busy", &types.RequestLimitExceeded{}, overloaded, unavailable},
		{"the server failed", &types.InternalServerError{}, overloaded, unavailable},
		{"too many tables change", &types.LimitExceededException{}, overloaded, unavailable},
		{"throttled", &smithy.GenericAPIError{Code: "ThrottlingException"}, overloaded, unavailable},
		{"an unknown error of the server's", answer(503, "SomethingNew"), overloaded, unavailable},
		{"an unknown error of ours", answer(400, "SomethingNew"), broken, internal},
		{"no such table", &types.ResourceNotFoundException{}, broken, internal},
		{"a request against the rules", answer(400, "ValidationException"), broken, internal},
		{"no right to do so", answer(400, "AccessDeniedException"), broken, internal},
		{"a token used for something else", &types.IdempotentParameterMismatchException{}, broken, internal},
		{"a request that cannot be written", &smithy.SerializationError{Err: errors.New("x")}, broken, internal},
		{"a request with something missing", smithy.InvalidParamsError{}, broken, internal},
		{"the network failed", &smithyhttp.RequestSendError{Err: errors.New("connection refused")}, overloaded, unavailable},
		{"time is up", context.DeadlineExceeded, overloaded, unavailable},
		{"interrupted", &aws.RequestCanceledError{Err: context.Canceled}, overloaded, unavailable},

		{"transaction: a condition", cancelled("None", "ConditionalCheckFailed"), lost, internal},
		{"transaction: met another", cancelled("TransactionConflict", "None"), conflict, unavailable},
		{"transaction: both, so look again", cancelled("TransactionConflict", "ConditionalCheckFailed"), lost, internal},
		{"transaction: throttled", cancelled("ThrottlingError"), overloaded, unavailable},
		{"transaction: over the throughput", cancelled("ProvisionedThroughputExceeded", "TransactionConflict"), overloaded, unavailable},
		{"transaction: an item is too large", cancelled("ConditionalCheckFailed", "ItemCollectionSizeLimitExceeded"), broken, internal},
		{"transaction: a defect", cancelled("ValidationError"), broken, internal},
		{"transaction: no reason", cancelled(), broken, internal},
	} {
		wrapped := &smithy.OperationError{ServiceID: "DynamoDB", OperationName: "X", Err: c.err}
		if got := kindOf(wrapped); got != c.kind {
			t.Errorf("%s: kind %d, want %d", c.why, got, c.kind)
		}
		err := translate("try", wrapped)
		if code := fault.CodeOf(err); code != c.code {
			t.Errorf("%s: %v is %q, want %q", c.why, err, code, c.code)
		}
		if reflect.TypeOf(c.err).Comparable() && !errors.Is(err, c.err) {
			t.Errorf("%s: the cause is lost in %v", c.why, err)
		}
	}
}

func TestTranslateKeepsTheDomainsErrors(t *testing.T) {
	if err := translate("try", nil); err != nil {
		t.Error(err)
	}
	stale := fault.Errorf(fault.CodeStale, "too late")
	if err := translate("try", fmt.Errorf("wrapped: %w", stale)); fault.CodeOf(err) != fault.CodeStale {
		t.Error(err)
	}
}

func cancelled(codes ...string) error {
	e := &types.TransactionCanceledException{}
	for _, code := range codes {
		e.CancellationReasons = append(e.CancellationReasons, types.CancellationReason{Code: &code})
	}
	return e
}

func answer(status int, code string) error {
	return &awshttp.ResponseError{ResponseError: &smithyhttp.ResponseError{
		Response: &smithyhttp.Response{Response: &http.Response{StatusCode: status}},
		Err:      &smithy.GenericAPIError{Code: code},
	}}
}
