package functions_test

import (
	"context"
	"errors"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	dynamodbsdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	sqssdk "github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/smithy-go/middleware"
)

// requests counts what the clients of AWS ask for: requests by their operation, and of DynamoDB "read" and "write" units.
// Of SQS's receives it counts those that found something; "lost" are the writes that another one forestalled, each of which
// is followed by one more look, and "longest look" is the largest answer, in read units.
type requests struct {
	mu     sync.Mutex
	counts map[string]float64
	frozen bool
}

func newRequests() *requests { return &requests{counts: map[string]float64{}} }

func (r *requests) add(what string, n float64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.frozen {
		r.counts[what] += n
	}
}

func (r *requests) atLeast(what string, n float64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.frozen {
		r.counts[what] = max(r.counts[what], n)
	}
}

func (r *requests) count(what string) float64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.counts[what]
}

// forget begins anew.
func (r *requests) forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	clear(r.counts)
}

// freeze counts nothing from now on.
func (r *requests) freeze() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.frozen = true
}

func (r *requests) options() []func(*middleware.Stack) error {
	return []func(*middleware.Stack) error{func(s *middleware.Stack) error {
		return s.Initialize.Add(middleware.InitializeMiddlewareFunc("count", r.handle), middleware.After)
	}}
}

func (r *requests) handle(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (middleware.InitializeOutput, middleware.Metadata, error) {
	const total = types.ReturnConsumedCapacityTotal
	unit, writes := "", false
	switch input := in.Parameters.(type) {
	case *dynamodbsdk.GetItemInput:
		input.ReturnConsumedCapacity, unit = total, "read"
	case *dynamodbsdk.QueryInput:
		input.ReturnConsumedCapacity, unit = total, "read"
	case *dynamodbsdk.PutItemInput:
		input.ReturnConsumedCapacity, unit, writes = total, "write", true
	case *dynamodbsdk.UpdateItemInput:
		input.ReturnConsumedCapacity, unit, writes = total, "write", true
	case *dynamodbsdk.TransactWriteItemsInput:
		input.ReturnConsumedCapacity, unit = total, "write"
	}
	out, metadata, err := next.HandleInitialize(ctx, in)
	if _, refused := errors.AsType[*types.ConditionalCheckFailedException](err); refused && writes {
		r.add(unit, 1) // a refused write is paid for, too; its answer does not say so
	}
	if forestalled(in.Parameters, err) {
		r.add("lost", 1)
	}
	if err != nil {
		return out, metadata, err
	}
	if unit != "" {
		n := units(out.Result)
		r.add(unit, n)
		if unit == "read" {
			r.atLeast("longest look", n)
		}
	}
	if received, ok := out.Result.(*sqssdk.ReceiveMessageOutput); !ok || len(received.Messages) > 0 {
		r.add(awsmiddleware.GetOperationName(ctx), 1)
	}
	return out, metadata, err
}

// forestalled reports whether a write failed because what it had read was no longer so. Updates, which read nothing before,
// are not among them.
func forestalled(input any, err error) bool {
	if _, cancelled := errors.AsType[*types.TransactionCanceledException](err); cancelled {
		return true
	}
	_, refused := errors.AsType[*types.ConditionalCheckFailedException](err)
	_, put := input.(*dynamodbsdk.PutItemInput)
	return refused && put
}

// units are what DynamoDB says that an answer took.
func units(result any) (sum float64) {
	one := func(c *types.ConsumedCapacity) {
		if c != nil {
			sum += aws.ToFloat64(c.CapacityUnits)
		}
	}
	switch out := result.(type) {
	case *dynamodbsdk.GetItemOutput:
		one(out.ConsumedCapacity)
	case *dynamodbsdk.QueryOutput:
		one(out.ConsumedCapacity)
	case *dynamodbsdk.PutItemOutput:
		one(out.ConsumedCapacity)
	case *dynamodbsdk.UpdateItemOutput:
		one(out.ConsumedCapacity)
	case *dynamodbsdk.TransactWriteItemsOutput:
		for i := range out.ConsumedCapacity {
			one(&out.ConsumedCapacity[i])
		}
	}
	return sum
}
