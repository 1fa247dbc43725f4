// Package dynamodb keeps sessions and simulations in one DynamoDB table. It is
// the simulation.Store of the deployment on AWS.
//
// The table has the keys pk and sk:
//
//	SIM#<id>        META              a simulation: settings, state, times, plan
//	SIM#<id>        SHARD#003         one shard: turn, token, heartbeat, checkpoint
//	SIMS            <createdAt>#<id>  the history, in order of creation
//	SESSION         CURRENT           the session in play
//	TRIES#<scope>   TRIES             tries of the management key
//
// Every item that changes carries a version, a random text that every write
// renews. A method that needs the present value reads it consistently, applies
// the domain's pure rule and writes on condition that the version is still the
// one it read; if it is not, it starts again. The version also tells a writer
// whose answer was lost on the network that its write has happened. Checkpoints
// and heartbeats, which are most of the traffic, are one conditional update of
// one small item without a read.
//
// What touches several items (create, start, end, delete, a plan with its shard)
// is one transaction. A transaction and a write that meet on an item are both
// repeated in here; callers never see that.
//
// The attribute expiresAt is the table's time to live, in unix seconds:
// simulation.Retention after META was written last, which is at most some days
// after the creation. An item that has expired but that DynamoDB has not removed
// yet (it may take days) counts as present. Shards expire a week after their
// simulation's META, so that a simulation is never seen without them: it is
// there until META is gone.
package dynamodb
