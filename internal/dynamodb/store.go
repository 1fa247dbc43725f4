package dynamodb

import (
	"fmt"
	"time"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"alertsim/internal/simulation"
)

// Store is a simulation.Store on one DynamoDB table. It is safe for concurrent
// use; any number of processes may work on the same table.
type Store struct {
	client *sdk.Client
	table  string
}

var _ simulation.Store = (*Store)(nil)

// New returns a store on a table made by CreateTable or of the same form. The
// client's retryer repeats what was throttled, failed on the server's side or
// had no answer within requestTimeout.
func New(client *sdk.Client, table string) *Store {
	options := client.Options()
	if c, ok := options.HTTPClient.(*awshttp.BuildableClient); ok {
		options.HTTPClient = c.WithTimeout(requestTimeout)
	}
	return &Store{client: sdk.New(options), table: table}
}

// requestTimeout is how long one request may take. DynamoDB answers within
// milliseconds; the client alone would wait for ever on a connection that died.
const requestTimeout = 5 * time.Second

// The names of attributes that are more than a field of one item.
const (
	attrPK      = "pk"
	attrSK      = "sk"
	attrExpires = "expiresAt" // unix seconds; the table's time to live
	attrVersion = "version"   // renewed by every write
)

// shardGrace is how much longer shards are kept than their simulation's META.
// DynamoDB removes expired items within a few days, one by one.
const shardGrace = 7 * 24 * time.Hour

func metaKey(id string) key { return key{simulationPK(id), "META"} }

func shardKey(id string, index int) key {
	return key{simulationPK(id), fmt.Sprintf("%s%03d", shardPrefix, index)}
}

// historyKey sorts by time of creation: every digit is written out.
func historyKey(id string, created time.Time) key {
	return key{"SIMS", created.UTC().Format("2006-01-02T15:04:05.000000000Z") + "#" + id}
}

func sessionKey() key { return key{"SESSION", "CURRENT"} }

func triesKey(scope string) key { return key{"TRIES#" + scope, "TRIES"} }

const shardPrefix = "SHARD#"

func simulationPK(id string) string { return "SIM#" + id }

// key is an item's primary key.
type key struct {
	PK string `dynamodbav:"pk"`
	SK string `dynamodbav:"sk"`
}

func (k key) name() string { return k.PK + " " + k.SK }
