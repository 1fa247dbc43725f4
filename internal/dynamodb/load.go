package dynamodb

import (
	"context"
	"slices"
	"strconv"
	"strings"

	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

// loaded is a simulation as read, with what a write back needs.
type loaded struct {
	simulation.Simulation
	version string // of META
	shards  []loadedShard
}

func noSimulation(id string) *fault.Error {
	return fault.Errorf(fault.CodeNotFound, "there is no simulation %s", id)
}

// maxReads bounds how often a torn read is repeated. Transactions take some
// milliseconds; a simulation that is still torn then has been damaged from
// outside, and is returned as it is so that it can at least be ended.
const maxReads = 10

// load reads a simulation with its shards. A query may see a transaction half
// done; such a read shows a combination of states that never was, and is done
// again.
func (s *Store) load(ctx context.Context, id string) (loaded, error) {
	for r := newRace(); ; {
		all, complete, err := s.query(ctx, id)
		if err != nil || (complete && !torn(all.Simulation)) || r.tries == maxReads {
			return all, err
		}
		if err := r.again(ctx); err != nil {
			return loaded{}, err
		}
	}
}

// query reads the simulation's partition; complete reports whether it has all its
// shards.
func (s *Store) query(ctx context.Context, id string) (all loaded, complete bool, err error) {
	condition := "#pk = :pk"
	names, bound := bind(values{attrPK: simulationPK(id)}, condition)
	pages := sdk.NewQueryPaginator(s.client, &sdk.QueryInput{
		TableName: &s.table, KeyConditionExpression: &condition, ConsistentRead: consistent,
		ExpressionAttributeNames: names, ExpressionAttributeValues: bound,
	})
	shards, found := -1, false
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return loaded{}, false, translate("read simulation "+id, err)
		}
		for _, it := range page.Items {
			if number, ok := strings.CutPrefix(text(it, attrSK), shardPrefix); ok {
				err = all.addShard(id, number, it)
			} else {
				found, all.version = true, text(it, attrVersion)
				readShards := all.Shards
				all.Simulation, shards, err = metaOf(id, it)
				all.Shards = readShards
			}
			if err != nil {
				return loaded{}, false, err
			}
		}
	}
	if !found {
		return loaded{}, false, noSimulation(id)
	}
	return all, len(all.shards) == shards, nil
}

func (all *loaded) addShard(id, number string, it item) error {
	index, err := strconv.Atoi(number)
	if err != nil {
		return fault.Errorf(fault.CodeDamaged, "shard %q of simulation %s has no number", number, id)
	}
	shard, err := shardOf(id, index, it)
	all.shards = append(all.shards, shard)
	all.Shards = append(all.Shards, shard.Shard)
	return err
}

// torn reports whether some shard is in a state that it cannot have together with
// the simulation's: META and shards were read on two sides of a start or an end.
func torn(s simulation.Simulation) bool {
	var possible []simulation.ShardState
	switch s.State {
	case simulation.Preparing:
		possible = []simulation.ShardState{simulation.ShardPreparing, simulation.ShardReady}
	case simulation.Ready:
		possible = []simulation.ShardState{simulation.ShardReady}
	case simulation.Running:
		possible = []simulation.ShardState{simulation.ShardRunning, simulation.ShardDone}
	case simulation.Completed:
		possible = []simulation.ShardState{simulation.ShardDone}
	case simulation.Cancelled, simulation.Failed:
		possible = []simulation.ShardState{simulation.ShardClosed, simulation.ShardDone}
	}
	return slices.ContainsFunc(s.Shards, func(shard simulation.Shard) bool {
		return !slices.Contains(possible, shard.State)
	})
}
