package dynamodb

import (
	"maps"
	"math"
	"reflect"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"alertsim/internal/fault"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

var (
	someTime = time.Date(2026, 11, 2, 3, 4, 5, 678_901_000, time.UTC)
	largest  = simulation.Shard{
		Index: 63, From: 9_843, To: 10_000, State: simulation.ShardPreparing,
		Turn: math.MaxInt64, Token: math.MaxInt64, Held: true, HeartbeatAt: someTime,
		TakeOvers: math.MaxInt32, HandOvers: math.MaxInt32, Clock: math.MaxInt64,
		Counts: simulation.Counts{Delivered: math.MaxInt64 - 2, Failed: 1, Expired: 1, Attempts: math.MaxInt64, SendTime: math.MaxInt64, InFlight: math.MaxInt64,
			Unreachable: math.MaxInt64, Acknowledged: math.MaxInt64, Repeats: math.MaxInt64, Steps: math.MaxInt64, Refused: math.MaxInt64},
	}
)

func TestShardItemRoundTrip(t *testing.T) {
	for _, shard := range []simulation.Shard{{}, largest} {
		if shard.HeartbeatAt.IsZero() {
			shard.HeartbeatAt = someTime
		}
		want := loadedShard{Shard: shard, simulation: "sim", expires: 1_800_000_000}
		got, err := shardOf("sim", shard.Index, encoded(want.record()))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("read %+v, %v; stored %+v", got, err, want)
		}
	}
}

// TestShardItemSize keeps a checkpoint at the price of one write unit, which is
// 1 KB of the whole item.
func TestShardItemSize(t *testing.T) {
	it := versioned(loadedShard{Shard: largest, simulation: "01234567-89ab-cdef-0123-456789abcdef", expires: 1_800_000_000}.record(), newVersion())
	size := sizeOf(it)
	t.Logf("the largest shard item has %d bytes", size)
	if size > 1024 {
		t.Errorf("a shard item can have %d bytes, more than one write unit", size)
	}
}

// What running the simulator costs is reckoned (result.LookReadUnits) with 200
// bytes for a simulation without settings and plan, and 310 for a shard half-way
// through its run. That is no less than they have, and no more than a fifth above.
func TestItemSizesOfTheCost(t *testing.T) {
	sim := simulation.New("3wymv5yrgudpikjr", "0123456789abcdef", settings.DefaultSettings(), 64, someTime)
	sim.State, sim.ReadyAt, sim.StartedAt = simulation.Running, someTime.Add(1e9), someTime.Add(2e9)
	meta, err := metaRecordOf(sim)
	if err != nil {
		t.Fatal(err)
	}
	meta.Settings = ""
	shard := loadedShard{simulation: sim.ID, expires: 1_800_000_000, Shard: simulation.Shard{
		Index: 12, From: 1200, To: 1300, State: simulation.ShardRunning, Turn: 3, Token: 4, Held: true, HeartbeatAt: someTime, HandOvers: 3,
		Clock: 1_800_000_000, Counts: simulation.Counts{Delivered: 17_812, Failed: 188, Attempts: 18_040, SendTime: 180_400_000_000, InFlight: 100},
	}}
	for name, c := range map[string]struct {
		of    record
		bytes int
	}{"a simulation": {meta, 200}, "a shard": {shard.record(), 310}} {
		if size := sizeOf(versioned(c.of, newVersion())); size > c.bytes || 6*size < 5*c.bytes {
			t.Errorf("%s has %d bytes, not %d", name, size, c.bytes)
		}
	}
}

// sizeOf is an upper bound of an item's size as DynamoDB counts it
// (Developer Guide, "DynamoDB item sizes and formats").
func sizeOf(it item) int {
	size := 0
	for name, v := range it {
		size += len(name)
		switch v := v.(type) {
		case *types.AttributeValueMemberS:
			size += len(v.Value)
		case *types.AttributeValueMemberN:
			size += (len(v.Value)+1)/2 + 2
		case *types.AttributeValueMemberBOOL:
			size++
		case *types.AttributeValueMemberB:
			size += len(v.Value)
		case *types.AttributeValueMemberNS:
			for _, n := range v.Value {
				size += (len(n)+1)/2 + 2
			}
		default:
			panic("a kind without a size")
		}
	}
	return size
}

func TestMetaItemRoundTrip(t *testing.T) {
	s := settings.DefaultSettings()
	s.Seed = settings.MaxSeed
	s.TimeToLive = new(0.1 + 0.2)
	full := simulation.New("sim", "session", s, 3, someTime)
	full.State, full.Reason = simulation.Failed, "because"
	full.ReadyAt, full.StartedAt, full.FinishedAt = someTime.Add(1e3), someTime.Add(2e3), someTime.Add(3e3)
	full.Plan = &simulation.Plan{
		Makespan:   math.MaxInt64,
		Totals:     simulation.Counts{Delivered: 5, SendTime: 7},
		Groups:     []simulation.Counts{{Delivered: 5}},
		Timeline:   simulation.Timeline{BinWidth: 9, Delivered: []int64{1}, Failed: []int64{2}, Expired: []int64{3}},
		Latency:    &simulation.Latency{P50: 1, P90: 2, P95: 3, P99: 4, Max: 5},
		Objectives: []simulation.ObjectiveTime{{}, {Reached: true, At: 8}},
	}
	for _, want := range []simulation.Simulation{simulation.New("sim", "session", s, 1, someTime), full} {
		r, err := metaRecordOf(want)
		if err != nil {
			t.Fatal(err)
		}
		got, shards, err := metaOf("sim", encoded(r))
		if shards != len(want.Shards) {
			t.Errorf("%d shards, want %d", shards, len(want.Shards))
		}
		want.Shards = nil
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("read %+v, %v; stored %+v", got, err, want)
		}
	}
}

// What was stored when nothing had a version of the engine is of the first.
func TestMetaItemWithoutAVersionOfTheEngine(t *testing.T) {
	r, err := metaRecordOf(simulation.New("sim", "session", settings.DefaultSettings(), 1, someTime))
	if err != nil {
		t.Fatal(err)
	}
	it := encoded(r)
	delete(it, "engine")
	if s, _, err := metaOf("sim", it); err != nil || s.Engine != 1 {
		t.Errorf("version %d, %v", s.Engine, err)
	}
}

// TestStoredForm pins the names in a stored plan down: those of a simulation that
// is stored already must stay readable.
func TestStoredForm(t *testing.T) {
	got, err := planJSON(&simulation.Plan{
		Groups:     []simulation.Counts{{}},
		Latency:    &simulation.Latency{},
		Objectives: []simulation.ObjectiveTime{{}},
	})
	const counts = `{"Delivered":0,"Failed":0,"Expired":0,"Attempts":0,"SendTime":0,"InFlight":0}`
	const want = `{"Makespan":0,"Totals":` + counts + `,"Groups":[` + counts + `],` +
		`"Timeline":{"BinWidth":0,"Delivered":null,"Failed":null,"Expired":null},` +
		`"Latency":{"P50":0,"P90":0,"P95":0,"P99":0,"Max":0},"Objectives":[{"Reached":false,"At":0}]}`
	if err != nil || got != want {
		t.Errorf("a plan is stored as\n%s, %v; want\n%s", got, err, want)
	}
}

func TestSessionItemRoundTrip(t *testing.T) {
	for _, want := range []simulation.Session{
		{ID: "a", OpenedAt: someTime, LastUsedAt: someTime},
		{ID: "a", Members: []string{"x", "y"}, OpenedAt: someTime, LastUsedAt: someTime.Add(1e3), SimulationID: "sim"},
	} {
		got, err := sessionOf(encoded(recordOf(want)))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("read %+v, %v; stored %+v", got, err, want)
		}
	}
	want := simulation.KeyTries{Count: 4, Last: someTime}
	if got, err := triesOf(encoded(triesRecordOf("198.51.100.7", want))); err != nil || got != want {
		t.Errorf("read %+v, %v; stored %+v", got, err, want)
	}
}

func TestDamagedItems(t *testing.T) {
	for why, damage := range map[string]item{
		"a text for a number": {"turn": &types.AttributeValueMemberS{Value: "7"}},
		"not a whole number":  {"clock": &types.AttributeValueMemberN{Value: "1.5"}},
		"a number for a text": {"state": &types.AttributeValueMemberN{Value: "1"}},
	} {
		it := encoded(loadedShard{Shard: largest}.record())
		maps.Copy(it, damage)
		_, err := shardOf("sim", 0, it)
		if fault.CodeOf(err) != fault.CodeDamaged {
			t.Errorf("%s: %v, want %s", why, err, fault.CodeDamaged)
		}
	}
	meta, err := metaRecordOf(simulation.New("sim", "session", settings.DefaultSettings(), 1, someTime))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"settings", "plan"} {
		it := encoded(meta)
		it[name] = &types.AttributeValueMemberS{Value: "{"}
		if _, _, err := metaOf("sim", it); fault.CodeOf(err) != fault.CodeDamaged {
			t.Errorf("broken %s: %v", name, err)
		}
	}
}

func TestHistoryKeysSort(t *testing.T) {
	earlier := historyKey("b", time.Date(2026, 1, 9, 0, 0, 0, 900_000_000, time.UTC)).SK
	later := historyKey("a", time.Date(2026, 1, 9, 1, 0, 1, 0, time.FixedZone("", 3600))).SK
	if earlier >= later {
		t.Errorf("%s sorts behind %s", earlier, later)
	}
}

// An entry from before there was a search has no name: only the simulation tells whether it is meant. What an entry has is
// not asked for again.
func TestMayBe(t *testing.T) {
	entry := func(r historyRecord) item { return encoded(r) }
	old := entry(historyRecord{ID: "a"})
	named := entry(historyRecord{ID: "a", Name: "Flood", Tags: []string{"q3"}})
	for _, c := range []struct {
		entry item
		find  simulation.Find
		want  bool
	}{
		{old, simulation.Find{Text: "flood"}, true},
		{old, simulation.Find{Tag: "q3"}, false}, // it has none
		{old, simulation.Find{State: simulation.Failed}, true},
		{named, simulation.Find{Text: "FLOOD", State: simulation.Failed}, true},
		{named, simulation.Find{Text: "storm"}, false},
		{named, simulation.Find{Text: "Q3"}, true},
		{named, simulation.Find{Tag: "q3", Text: "storm"}, false},
	} {
		if got := mayBe(c.entry, c.find); got != c.want {
			t.Errorf("%v, %+v: %v", c.entry, c.find, got)
		}
	}
}
