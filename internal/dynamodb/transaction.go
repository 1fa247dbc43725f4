package dynamodb

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// transaction gathers writes that happen together or not at all, at most 100.
// What the client repeats by itself happens once: it sends a request token.
type transaction struct {
	store  *Store
	writes []types.TransactWriteItem
}

func (s *Store) begin() *transaction { return &transaction{store: s} }

func (t *transaction) put(r record, condition string, named values) {
	names, bound := bind(named, condition)
	t.writes = append(t.writes, types.TransactWriteItem{Put: &types.Put{
		TableName: &t.store.table, Item: versioned(r, newVersion()), ConditionExpression: &condition,
		ExpressionAttributeNames: names, ExpressionAttributeValues: bound,
	}})
}

func (t *transaction) update(k key, set, condition string, named values) {
	set = "SET " + set + ", #version=:newVersion"
	names, bound := bind(merged(named, values{"newVersion": newVersion()}), set, condition)
	t.writes = append(t.writes, types.TransactWriteItem{Update: &types.Update{
		TableName: &t.store.table, Key: encoded(k), UpdateExpression: &set, ConditionExpression: &condition,
		ExpressionAttributeNames: names, ExpressionAttributeValues: bound,
	}})
}

func (t *transaction) remove(k key, condition string, named values) {
	names, bound := bind(named, condition)
	t.writes = append(t.writes, types.TransactWriteItem{Delete: &types.Delete{
		TableName: &t.store.table, Key: encoded(k), ConditionExpression: &condition,
		ExpressionAttributeNames: names, ExpressionAttributeValues: bound,
	}})
}

// check makes the transaction depend on an item it does not change.
func (t *transaction) check(k key, condition string, named values) {
	names, bound := bind(named, condition)
	t.writes = append(t.writes, types.TransactWriteItem{ConditionCheck: &types.ConditionCheck{
		TableName: &t.store.table, Key: encoded(k), ConditionExpression: &condition,
		ExpressionAttributeNames: names, ExpressionAttributeValues: bound,
	}})
}

// commit does it all; errLost if one of the conditions does not hold.
func (t *transaction) commit(ctx context.Context, doing string) error {
	err := t.store.write(ctx, func(ctx context.Context) error {
		_, err := t.store.client.TransactWriteItems(ctx, &sdk.TransactWriteItemsInput{
			TransactItems: t.writes,
		})
		return err
	})
	if err != nil && kindOf(err) == lost {
		return errLost
	}
	return translate(doing, err)
}

// unchanged is the condition that an item still has the version that was read.
const unchanged = "#version = :seen"

func seen(version string) values { return values{"seen": version} }

// absent is the condition that there is no such item.
const absent = "attribute_not_exists(#pk)"

// always is a condition that holds.
const always = "attribute_exists(#pk) OR attribute_not_exists(#pk)"

// consistent asks for a read that sees every write that has been answered.
var consistent = aws.Bool(true)
