package study

import (
	"bytes"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"alertsim/internal/settings"
)

// made are results whose runs have a makespan that is given, in seconds, by levels and replication, and nothing else.
func made(t *testing.T, q Query, makespan func(levels []int, replication int) float64) *Results {
	t.Helper()
	layout := Layout{Sizes: []Size{{1, q.Runs()}}}
	r := NewResults(q, layout)
	runs := make([]Run, q.Runs())
	for i := range runs {
		seconds := makespan(q.LevelsOf(i/q.Replications), i%q.Replications)
		runs[i] = Run{Values: []int64{int64(seconds * 1e6)}, Has: 1}
	}
	if !r.Put(0, runs) {
		t.Fatal("the runs are not taken")
	}
	return r
}

const threeFactors = `{"settings": {"objectives": []}, "replications": 4, "vary": [
	{"name": "a", "path": "messages", "values": [300, 100, 200]},
	{"name": "b", "path": "senderGroups[0].senders", "values": [1, 2]},
	{"name": "c", "alternatives": [{"name": "x", "set": {}}, {"name": "y", "set": {"speed": 2}}, {"name": "z", "set": {"speed": 3}}]}]}`

// Luck that is the same in both is no effect; what one factor adds beside another is an interaction: by hand.
func TestEffects(t *testing.T) {
	q := queryOf(t, threeFactors)
	luck := []float64{0, 50, -30, 7}
	a, b, c := []float64{30, 10, 20}, []float64{0, 4}, []float64{100, 300, 50}
	r := made(t, q, func(l []int, replication int) float64 {
		product := 0.0
		if l[0] == 0 && l[1] == 1 {
			product = 9 // only where a is at its highest, and b too
		}
		return 1000 + a[l[0]] + b[l[1]] + c[l[2]] + product + luck[replication]
	})
	makespan, ok := ResponseOf("makespan")
	if !ok {
		t.Fatal("there is no makespan")
	}
	effects, interactions := r.Effects(makespan)
	if len(effects) != 3 {
		t.Fatalf("%+v", effects)
	}
	// The middle: a is 200, b is 1 (the lower of two), c is its first.
	for i, want := range []Effect{
		{Factor: 2, Low: 2, High: 1, AtLow: 1000 + 20 + 0 + 50 + 6.75, AtHigh: 1000 + 20 + 300 + 6.75},
		{Factor: 0, Low: 1, High: 0, AtLow: 1000 + 10 + 100 + 6.75, AtHigh: 1000 + 30 + 100 + 6.75},
		{Factor: 1, Low: 0, High: 1, AtLow: 1000 + 20 + 100 + 6.75, AtHigh: 1000 + 20 + 4 + 100 + 6.75},
	} {
		got := effects[i]
		if got.Factor != want.Factor || got.Low != want.Low || got.High != want.High || got.Runs != 4 ||
			math.Abs(got.AtLow-want.AtLow) > 1e-6 || math.Abs(got.AtHigh-want.AtHigh) > 1e-6 {
			t.Errorf("%d: %+v, want %+v", i, got, want)
		}
		// Seed by seed the difference is the same, so it is known however much luck there is.
		if change := got.Change.Value; math.Abs(change-(want.AtHigh-want.AtLow)) > 1e-6 || got.Change.Interval != nil && got.Change.Interval.High-got.Change.Interval.Low > 1e-6 {
			t.Errorf("%d: %+v", i, got.Change)
		}
	}
	want := map[[2]int]float64{{0, 1}: 9, {0, 2}: 0, {1, 2}: 0}
	if len(interactions) != 3 {
		t.Fatalf("%+v", interactions)
	}
	for _, x := range interactions {
		if math.Abs(x.Change.Value-want[x.Factors]) > 1e-6 || x.Runs != 4 {
			t.Errorf("%v: %+v, want %v", x.Factors, x.Change, want[x.Factors])
		}
	}
	if _, ok := ResponseOf("nothing"); ok {
		t.Error("there is a response called nothing")
	}
}

// In brief a point is the same without its figures.
func TestBrief(t *testing.T) {
	r := resultsOf(t, queryOf(t, small), 2)
	for number := range r.Query.Points() {
		whole, _ := r.Point(number)
		brief, ok := r.Brief(number)
		if len(whole.Figures) == 0 || whole.Figures[5].Name != Figures[sendingCostFigure].Name && whole.Figures[4].Name != Figures[sendingCostFigure].Name {
			t.Fatalf("%+v", whole.Figures)
		}
		whole.Figures, whole.Objectives, whole.Reached = nil, nil, nil
		if !ok || !reflect.DeepEqual(brief, whole) {
			t.Errorf("%+v\nin brief is %+v", whole, brief)
		}
	}
}

// Levels and points are each other's, and the last factor changes first.
func TestPointsAndLevels(t *testing.T) {
	q := queryOf(t, threeFactors)
	if q.Points() != 18 || q.Runs() != 72 {
		t.Fatalf("%d points, %d runs", q.Points(), q.Runs())
	}
	for point := range q.Points() {
		if levels := q.LevelsOf(point); q.PointOf(levels) != point || levels[2] != point%3 {
			t.Errorf("point %d has levels %v, which are point %d", point, levels, q.PointOf(levels))
		}
	}
	if name := q.NameOf(5); name != "a 300, b 2, c z" {
		t.Errorf("%q", name)
	}
}

// The best is what trying every point by hand comes to, and the front what no other point beats.
func TestBestAgainstEveryPoint(t *testing.T) {
	seed := rand.Uint64()
	random := rand.New(rand.NewPCG(seed, 0))
	for range 300 {
		q := Query{Find: Finds[1+random.IntN(2)], Probability: []float64{0.5, 0.9, 1}[random.IntN(3)], Vary: []Factor{{Levels: make([]Level, 12)}}, Replications: 10}
		points := make([]Point, 12)
		for i := range points {
			points[i] = Point{Number: i, Runs: 10, Cost: float64(random.IntN(5)), Time: float64(random.IntN(5))}
			points[i].Met.Held, points[i].Met.Runs = random.IntN(11), 10
			if random.IntN(6) == 0 {
				points[i].Time = math.Inf(1)
			}
		}
		best := q.BestOf(points)
		meeting, beaten := 0, false
		for _, p := range points {
			if float64(p.Met.Held) < q.Probability*10 {
				continue
			}
			meeting++
			if best.Point < 0 {
				continue
			}
			b := points[best.Point]
			if q.Find == Cheapest {
				beaten = beaten || p.Cost < b.Cost || p.Cost == b.Cost && p.Time < b.Time
			} else {
				beaten = beaten || p.Time < b.Time || p.Time == b.Time && p.Cost < b.Cost
			}
		}
		if beaten || best.Meeting != meeting || (best.Point < 0) != (meeting == 0) || !best.Proven || best.Tried != 12 ||
			best.Point >= 0 && float64(points[best.Point].Met.Held) < q.Probability*10 || (best.Closest >= 0) != (meeting == 0) {
			t.Fatalf("%+v of %+v (seed %d)", best, points, seed)
		}
		for _, p := range points {
			dominated := math.IsInf(p.Time, 1)
			for _, o := range points {
				dominated = dominated || o.Cost < p.Cost && o.Time <= p.Time || o.Cost <= p.Cost && o.Time < p.Time
			}
			inFront := slices.ContainsFunc(Front(points), func(f Point) bool { return f.Cost == p.Cost && f.Time == p.Time })
			if inFront == dominated {
				t.Fatalf("point %d: in the front %v of %+v (seed %d)", p.Number, inFront, points, seed)
			}
		}
	}
	if best := (Query{Find: Cheapest, Probability: 0.5, Vary: []Factor{{Levels: make([]Level, 3)}}}).BestOf([]Point{{}}); best.Proven || best.Point != -1 {
		t.Errorf("of one of three points: %+v", best)
	}
}

func TestRange(t *testing.T) {
	for _, row := range []struct {
		path     string
		from, to float64
		count    int
		log      bool
		want     []string
	}{
		{"messages", 10, 1000, 5, true, []string{"10", "32", "100", "316", "1000"}},
		{"messages", 1, 3, 5, false, []string{"1", "2", "3"}}, // 1.5 and 2.5 are rounded up
		{"senderGroups[0].failureRate", 0, 0.3, 4, false, []string{"0", "0.1", "0.2", "0.3"}},
		{"senderGroups[0].failureRate", 0.2, 0.1, 3, false, []string{"0.2", "0.15", "0.1"}},
		{"speed", 1, 1000, 4, true, []string{"1", "10", "100", "1000"}},
		{"messages", 100000000, 1, 2, false, []string{"100000000", "1"}},
	} {
		place, err := settings.ParsePlace(row.path)
		if err != nil {
			t.Fatal(err)
		}
		levels, err := Range(place, row.from, row.to, row.count, row.log)
		var got []string
		for _, l := range levels {
			got = append(got, l.Name)
		}
		if err != nil || !slices.Equal(got, row.want) {
			t.Errorf("%+v: %v, %v", row, got, err)
		}
	}
	place, _ := settings.ParsePlace("messages")
	for _, ends := range [][2]float64{{math.NaN(), 1}, {1, math.Inf(1)}, {5, 5}} {
		if levels, err := Range(place, ends[0], ends[1], 3, false); err == nil {
			t.Errorf("%v: %v", ends, levels)
		}
	}
}

// The longest runs that there can be fit into what is said of them, and into an item of DynamoDB.
func TestLongestEncoding(t *testing.T) {
	if len(Figures) > 15 {
		t.Fatalf("there are %d figures; see maxFigures", len(Figures))
	}
	runs := make([]Run, maxChunkRuns)
	for i := range runs {
		runs[i] = Run{Values: make([]int64, maxFigures), Has: 1<<maxFigures - 1, Met: 1<<20 - 1}
		for j := range runs[i].Values {
			runs[i].Values[j] = []int64{math.MaxInt64 / 2, -math.MaxInt64 / 2}[i%2] // as far from each other as can be
		}
	}
	raw := EncodeRuns(runs)
	if len(raw) > MaxEncodedBytes || MaxEncodedBytes > 399<<10 {
		t.Errorf("%d bytes, said to be at most %d", len(raw), MaxEncodedBytes)
	}
	for n := range 300 { // cut off
		if _, err := DecodeRuns(raw[:len(raw)-1-n], len(runs)); err == nil {
			t.Fatal("it is read without its end")
		}
	}
	if _, err := DecodeRuns(append(bytes.Clone(raw), 0), len(runs)); err == nil {
		t.Error("it is read with a byte too many")
	}
}

func FuzzDecodeRuns(f *testing.F) {
	f.Add(EncodeRuns([]Run{{Refused: true}, {Values: []int64{5, -3}, Has: 3, Met: 1}}), 2)
	f.Fuzz(func(t *testing.T, raw []byte, n int) {
		runs, err := DecodeRuns(raw, n&0xffff)
		if err != nil {
			return
		}
		again, err := DecodeRuns(EncodeRuns(runs), len(runs))
		if err != nil || len(again) != len(runs) {
			t.Fatalf("%v", err)
		}
	})
}
