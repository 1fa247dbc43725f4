package dynamodb_test

import (
	"reflect"
	"sync"
	"testing"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"alertsim/internal/dynamodb"
	"alertsim/internal/fault"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// create stores a running simulation, sim, of so many shards, all claimed, and
// returns the claims.
func create(t *testing.T, store *dynamodb.Store, shards int, now time.Time) []simulation.Claim {
	t.Helper()
	const id = "sim"
	s := settings.DefaultSettings()
	s.SenderGroups[0].Senders = 1000
	sim := simulation.New(id, "session", s, shards, now)
	must(t, store.OpenSession(t.Context(), simulation.Session{ID: "session", OpenedAt: now, LastUsedAt: now}, nil))
	must(t, store.Create(t.Context(), sim))
	claimAll := func(jobs []simulation.Job) (claims []simulation.Claim) {
		for _, job := range jobs {
			_, shard, err := store.ClaimShard(t.Context(), job, simulation.EngineVersion, now)
			must(t, err)
			claims = append(claims, simulation.Claim{Simulation: id, Shard: shard.Index, Token: shard.Token})
		}
		return claims
	}
	for i, c := range claimAll(sim.Jobs()) {
		var plan *simulation.Plan
		if i == 0 {
			plan = &simulation.Plan{Makespan: 1e9}
		}
		must(t, store.MarkReady(t.Context(), c, plan, now))
	}
	_, err := store.Settle(t.Context(), id, now)
	must(t, err)
	started, err := store.Start(t.Context(), id, now)
	must(t, err)
	return claimAll(started.Jobs())
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestEndAmongCheckpoints cancels simulations whose shards checkpoint as fast as
// they can, and wants the answer to be the last word.
func TestEndAmongCheckpoints(t *testing.T) {
	onServers(t, func(t *testing.T, client *sdk.Client) {
		store := dynamodb.New(client, newTable(t, client))
		now := time.Now().UTC()
		claims := create(t, store, simulation.MaxShards, now)
		var workers sync.WaitGroup
		stale := make(chan error, len(claims))
		for _, c := range claims {
			workers.Go(func() {
				for clock := settings.Micros(1); ; clock++ {
					err := store.Advance(t.Context(), c, simulation.Checkpoint{Clock: clock, Counts: simulation.Counts{Delivered: int64(clock)}}, now)
					if err != nil {
						stale <- err
						return
					}
				}
			})
		}
		time.Sleep(300 * time.Millisecond)
		began := time.Now()
		ended, err := store.End(t.Context(), "sim", simulation.Cancelled, "enough", now)
		must(t, err)
		t.Logf("End among %d busy shards: %s", len(claims), time.Since(began).Round(time.Millisecond))
		workers.Wait()
		for range claims {
			if err := <-stale; fault.CodeOf(err) != fault.CodeStale {
				t.Errorf("a checkpoint after the end: %v", err)
			}
		}
		after, err := store.Simulation(t.Context(), "sim")
		must(t, err)
		if !reflect.DeepEqual(after, ended) {
			t.Errorf("changed after End had answered, from %+v to %+v", ended.Progress(now), after.Progress(now))
		}
	})
}

// TestReadsAreWhole reads while a simulation starts and ends, and wants no
// mixture of before and after.
func TestReadsAreWhole(t *testing.T) {
	possible := map[simulation.State][]simulation.ShardState{
		simulation.Running:   {simulation.ShardRunning},
		simulation.Cancelled: {simulation.ShardClosed},
	}
	onServers(t, func(t *testing.T, client *sdk.Client) {
		store := dynamodb.New(client, newTable(t, client))
		now := time.Now().UTC()
		create(t, store, simulation.MaxShards, now)
		over := make(chan struct{})
		var readers sync.WaitGroup
		for range 4 {
			readers.Go(func() {
				for {
					s, err := store.Simulation(t.Context(), "sim")
					if err != nil {
						t.Error(err)
						return
					}
					for _, shard := range s.Shards {
						if shard.State != possible[s.State][0] {
							t.Errorf("%s with a shard %s", s.State, shard.State)
						}
					}
					select {
					case <-over:
						return
					default:
					}
				}
			})
		}
		_, err := store.End(t.Context(), "sim", simulation.Cancelled, "", now)
		must(t, err)
		close(over)
		readers.Wait()
	})
}

// TestSameClock advances to the same clock, which is only a heartbeat and must
// not end a series of take-overs.
func TestSameClock(t *testing.T) {
	onServers(t, func(t *testing.T, client *sdk.Client) {
		store := dynamodb.New(client, newTable(t, client))
		now := time.Now().UTC()
		first := create(t, store, 1, now)[0]
		now = now.Add(simulation.HeartbeatTimeout + time.Second)
		_, shard, err := store.ClaimShard(t.Context(), simulation.Job{Simulation: "sim", Turn: 2}, simulation.EngineVersion, now)
		must(t, err)
		c := simulation.Claim{Simulation: "sim", Token: shard.Token}
		must(t, store.Advance(t.Context(), c, simulation.Checkpoint{}, now.Add(time.Second)))
		want := func(takeOvers int, clock settings.Micros) {
			t.Helper()
			s, err := store.Simulation(t.Context(), "sim")
			must(t, err)
			if got := s.Shards[0]; got.TakeOvers != takeOvers || got.Clock != clock {
				t.Errorf("%d take-overs at %d µs, want %d at %d", got.TakeOvers, got.Clock, takeOvers, clock)
			}
		}
		want(1, 0)
		must(t, store.Advance(t.Context(), c, simulation.Checkpoint{Clock: 5}, now.Add(time.Second)))
		want(0, 5)
		for _, refused := range []struct {
			why  string
			c    simulation.Claim
			at   simulation.Checkpoint
			code fault.Code
		}{
			{"an old token", first, simulation.Checkpoint{Clock: 9}, fault.CodeStale},
			{"a clock that goes back", c, simulation.Checkpoint{Clock: 4}, fault.CodeInternal},
			{"a simulation that is gone", simulation.Claim{Simulation: "other", Token: 1}, simulation.Checkpoint{Clock: 9}, fault.CodeNotFound},
		} {
			if err := store.Advance(t.Context(), refused.c, refused.at, now); fault.CodeOf(err) != refused.code {
				t.Errorf("%s: %v, want %s", refused.why, err, refused.code)
			}
		}
		want(0, 5)
	})
}
