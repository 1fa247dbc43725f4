package dynamodb

import (
	"fmt"
	"time"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"alertsim/internal/simulation"
)

// Store is a simulation.Store and a study.Store on one DynamoDB table. It is safe for concurrent
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

// shardGrace is how much longer shards are kept than their simulation's META, and parts and chunks than their study's.
// DynamoDB removes expired items within a few days, one by one.
const shardGrace = 7 * 24 * time.Hour

func metaKey(id string) key { return key{simulationPK(id), "META"} }

func shardKey(id string, index int) key {
	return key{simulationPK(id), fmt.Sprintf("%s%03d", shardPrefix, index)}
}

func historyKey(id string, created time.Time) key { return key{simulationsPK, placeOf(id, created)} }

// placeOf sorts by time of creation: every digit is written out.
func placeOf(id string, created time.Time) string {
	return created.UTC().Format("2006-01-02T15:04:05.000000000Z") + "#" + id
}

func sessionKey() key { return key{"SESSION", "CURRENT"} }

func triesKey(scope string) key { return key{"TRIES#" + scope, "TRIES"} }

const (
	shardPrefix   = "SHARD#"
	partPrefix    = "PART#"
	simulationsPK = "SIMS"
	studiesPK     = "STUDIES"
)

func simulationPK(id string) string { return "SIM#" + id }

func studyPK(id string) string { return "STUDY#" + id }

func studyKey(id string) key { return key{studyPK(id), "META"} }

func partKey(id string, part int) key {
	return key{studyPK(id), fmt.Sprintf("%s%02d", partPrefix, part)}
}

// chunkKey spreads the chunks of a study over as many partitions as it has parts: one alone takes 1,000 units a second.
func chunkKey(id string, part, chunk int) key {
	return key{fmt.Sprintf("%s#%02d", studyPK(id), part), fmt.Sprintf("CHUNK#%05d", chunk)}
}

func studyHistoryKey(id string, created time.Time) key { return key{studiesPK, placeOf(id, created)} }

func latestStudyKey() key { return key{"STUDY", "LATEST"} }

// key is an item's primary key.
type key struct {
	PK string `dynamodbav:"pk"`
	SK string `dynamodbav:"sk"`
}

func (k key) name() string { return k.PK + " " + k.SK }
