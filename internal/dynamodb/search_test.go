package dynamodb_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"alertsim/internal/dynamodb"
	"alertsim/internal/simulation"
)

// A search reads 1,000 entries a call by one query, however many there are: some 190 bytes each with a name of 80 letters, so
// that a call costs 48 read units, and nothing is read whole that is not meant. What was stored before there was a
// search has no name in its entry, and is found all the same.
func TestASearchIsBounded(t *testing.T) {
	const entries = simulation.MostSearched + 100
	onServers(t, func(t *testing.T, client *sdk.Client) {
		table := newTable(t, client)
		now := time.Now().UTC()
		create(t, dynamodb.New(client, table), 1, now)
		fill(t, client, table, now, entries)
		forgetName(t, client, table)

		var reads meter
		store := dynamodb.New(sdk.New(client.Options(), reads.on), table)
		find := simulation.Find{Text: "ALERT"} // the default name
		page, next, err := store.Simulations(t.Context(), find, "", 20)
		must(t, err)
		t.Logf("%v, %v units", reads.reads, reads.units)
		if len(page) != 0 || next == "" || !slices.Equal(reads.reads, []string{"Query"}) {
			t.Errorf("the first call: %d found, next %q, by %v", len(page), next, reads.reads)
		}
		if !strings.HasSuffix(t.Name(), "/LocalAWS") && (reads.units < 45 || reads.units > 51) { // MiniStack takes every answer for one unit
			t.Errorf("%v units", reads.units)
		}
		page, next, err = store.Simulations(t.Context(), find, next, 20)
		must(t, err)
		if len(page) != 1 || page[0].ID != "sim" || next != "" {
			t.Errorf("the second call: %d found, next %q", len(page), next)
		}
	})
}

// fill puts entries into the history that are newer than now, of simulations that are not there.
func fill(t *testing.T, client *sdk.Client, table string, now time.Time, n int) {
	t.Helper()
	var writes []types.WriteRequest
	for i := range n {
		at := now.Add(time.Duration(i+1) * time.Second)
		id := fmt.Sprintf("%016d", i)
		writes = append(writes, types.WriteRequest{PutRequest: &types.PutRequest{Item: map[string]types.AttributeValue{
			"pk":        &types.AttributeValueMemberS{Value: "SIMS"},
			"sk":        &types.AttributeValueMemberS{Value: at.Format("2006-01-02T15:04:05.000000000Z") + "#" + id},
			"id":        &types.AttributeValueMemberS{Value: id},
			"name":      &types.AttributeValueMemberS{Value: strings.Repeat("x", 80)},
			"expiresAt": &types.AttributeValueMemberN{Value: fmt.Sprint(at.Add(simulation.Retention).Unix())},
			"version":   &types.AttributeValueMemberS{Value: "0123456789abcdef"},
		}}})
	}
	for some := range slices.Chunk(writes, 25) {
		_, err := client.BatchWriteItem(t.Context(), &sdk.BatchWriteItemInput{RequestItems: map[string][]types.WriteRequest{table: some}})
		must(t, err)
	}
}

// forgetName makes the oldest entry one of an earlier version.
func forgetName(t *testing.T, client *sdk.Client, table string) {
	t.Helper()
	out, err := client.Query(t.Context(), &sdk.QueryInput{
		TableName: &table, KeyConditionExpression: aws.String("pk = :pk"), Limit: aws.Int32(1),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": &types.AttributeValueMemberS{Value: "SIMS"}},
	})
	must(t, err)
	oldest := out.Items[0]
	if _, has := oldest["name"]; !has {
		t.Fatalf("an entry without a name: %v", oldest)
	}
	_, err = client.UpdateItem(t.Context(), &sdk.UpdateItemInput{
		TableName: &table, Key: map[string]types.AttributeValue{"pk": oldest["pk"], "sk": oldest["sk"]},
		UpdateExpression: aws.String("REMOVE #name"), ExpressionAttributeNames: map[string]string{"#name": "name"},
	})
	must(t, err)
}
