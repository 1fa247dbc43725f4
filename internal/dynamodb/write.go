package dynamodb

import (
	"context"
	"errors"

	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// errLost says that a write's condition did not hold.
var errLost = errors.New("the condition did not hold")

// get reads one item consistently; nil if there is none.
func (s *Store) get(ctx context.Context, k key) (item, error) {
	out, err := s.client.GetItem(ctx, &sdk.GetItemInput{TableName: &s.table, Key: encoded(k), ConsistentRead: consistent})
	if err != nil {
		return nil, translate("read "+k.name(), err)
	}
	return out.Item, nil
}

// put writes a whole item with a new version if the condition holds. If not, it
// returns errLost and the item as it is, nil if there is none.
func (s *Store) put(ctx context.Context, r record, condition string, named values) (old item, err error) {
	version := newVersion()
	it := versioned(r, version)
	names, bound := bind(named, condition)
	err = s.write(ctx, func(ctx context.Context) error {
		_, err := s.client.PutItem(ctx, &sdk.PutItemInput{
			TableName: &s.table, Item: it, ConditionExpression: &condition,
			ExpressionAttributeNames: names, ExpressionAttributeValues: bound,
			ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
		})
		return err
	})
	return refusal("write "+r.name(), version, err)
}

// update changes attributes of one item, and its version, if the condition
// holds; otherwise it is like put. The set clause is a list as "#a=:a, #b=:b".
func (s *Store) update(ctx context.Context, k key, set, condition string, named values) (old item, err error) {
	version := newVersion()
	set = "SET " + set + ", #version=:newVersion"
	names, bound := bind(merged(named, values{"newVersion": version}), set, condition)
	err = s.write(ctx, func(ctx context.Context) error {
		_, err := s.client.UpdateItem(ctx, &sdk.UpdateItemInput{
			TableName: &s.table, Key: encoded(k), UpdateExpression: &set, ConditionExpression: &condition,
			ExpressionAttributeNames: names, ExpressionAttributeValues: bound,
			ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
		})
		return err
	})
	return refusal("update "+k.name(), version, err)
}

// refusal turns a refused condition into the item that refused it. An item that
// has the version of this very write means that the write took place, its answer
// was lost and the client repeated it.
func refusal(doing, version string, err error) (old item, _ error) {
	refused, ok := errors.AsType[*types.ConditionalCheckFailedException](err)
	if !ok {
		return nil, translate(doing, err)
	}
	if text(refused.Item, attrVersion) == version {
		return nil, nil
	}
	return refused.Item, errLost
}

// write makes a call that writes, again if it meets a transaction on its item.
// A call under way is not interrupted: its effect would not be known. So when
// the context ends, a write has either not begun or is awaited, for as long as
// raceTimeout lasts.
func (s *Store) write(ctx context.Context, call func(context.Context) error) error {
	for r := newRace(); ; {
		if ctx.Err() != nil {
			return interrupted(ctx)
		}
		awaited, cancel := context.WithTimeout(context.WithoutCancel(ctx), raceTimeout)
		err := call(awaited)
		cancel()
		if err == nil || kindOf(err) != conflict {
			return err
		}
		if tired := r.again(ctx); tired != nil {
			return tired
		}
	}
}
