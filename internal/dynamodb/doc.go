// Package dynamodb keeps sessions, simulations and studies in one DynamoDB table.
// It is the simulation.Store and the study.Store of the deployment on AWS.
//
// The table has the keys pk and sk:
//
//	SIM#<id>        META              a simulation: settings, state, times, plan
//	SIM#<id>        SHARD#003         one shard: turn, token, heartbeat, checkpoint
//	SIMS            <createdAt>#<id>  the history, in order of creation
//	SESSION         CURRENT           the session in play
//	TRIES#<scope>   TRIES             tries of the management key
//	STUDY#<id>      META              a study: query, estimate, state, times, watch
//	STUDY#<id>      PART#03           one of its parts: whether it is open, which chunks are made
//	STUDY#<id>#03   CHUNK#00017       what a chunk of that part came to
//	STUDIES         <createdAt>#<id>  the history of studies
//	STUDY           LATEST            the id of the study that was created last
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
// Of a study only the parts are written often. A chunk is put where there is none
// and then noted in its part's set of numbers, on condition that the part is open:
// two writes that may each be repeated, by anybody. What was put and not noted,
// because a cancel came between, counts for nothing.
//
// The attribute expiresAt is the table's time to live, in unix seconds:
// simulation.Retention after META was written last, which is at most some days
// after the creation. An item that has expired but that DynamoDB has not removed
// yet (it may take days) counts as present. Shards expire a week after their
// simulation's META, so that a simulation is never seen without them: it is
// there until META is gone. Parts and chunks of a study do so, too; a study that is
// deleted leaves its chunks to that.
package dynamodb
