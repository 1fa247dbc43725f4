package words

import (
	"bytes"
	"cmp"
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

type testCase struct {
	Write string
	Of    []any // numbers as json.Number
	As    string
}

func (c testCase) number(t *testing.T, i int) float64 {
	x, err := c.Of[i].(json.Number).Float64()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func (c testCase) whole(t *testing.T, i int) int64 {
	n, err := c.Of[i].(json.Number).Int64()
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func (c testCase) from(t *testing.T, i int) []float64 {
	var out []float64
	for ; i < len(c.Of); i++ {
		out = append(out, c.number(t, i))
	}
	return out
}

// writers are all functions of the package; web/src/components/format.test.ts
// has the same list.
var writers = map[string]func(*testing.T, testCase) string{
	"count":   func(t *testing.T, c testCase) string { return Count(c.whole(t, 0)) },
	"counted": func(t *testing.T, c testCase) string { return Counted(c.whole(t, 0), c.Of[1].(string)) },
	"number":  func(t *testing.T, c testCase) string { return Number(c.number(t, 0)) },
	"figure":  func(t *testing.T, c testCase) string { return Figure(c.number(t, 0), c.from(t, 1)...) },
	"bytes":   func(t *testing.T, c testCase) string { return Bytes(c.whole(t, 0)) },
	"money":   func(t *testing.T, c testCase) string { return Money(c.number(t, 0), c.Of[1].(string)) },
	"share":   func(t *testing.T, c testCase) string { return Share(c.number(t, 0)) },
	"part":    func(t *testing.T, c testCase) string { return Part(c.whole(t, 0), c.whole(t, 1), c.from(t, 2)...) },
	"parts": func(t *testing.T, c testCase) string {
		var counts []int64
		for _, n := range c.Of[0].([]any) {
			count, err := n.(json.Number).Int64()
			if err != nil {
				t.Fatal(err)
			}
			counts = append(counts, count)
		}
		return strings.Join(Parts(counts, c.from(t, 1)...), ", ")
	},
	"portion":  func(t *testing.T, c testCase) string { return Portion(c.number(t, 0), c.from(t, 1)...) },
	"time":     func(t *testing.T, c testCase) string { return Time(c.number(t, 0)) },
	"duration": func(t *testing.T, c testCase) string { return Duration(c.number(t, 0), c.from(t, 1)...) },
	"clock":    func(t *testing.T, c testCase) string { return Clock(c.number(t, 0)) },
	"goal":     func(t *testing.T, c testCase) string { return Goal(c.number(t, 0), c.number(t, 1)) },
	"verdict":  func(_ *testing.T, c testCase) string { return Verdict(c.Of[0].(bool)) },
	"result": func(t *testing.T, c testCase) string {
		o := Objective{Share: c.number(t, 0), Within: c.number(t, 1), Met: c.Of[2].(bool), Delivered: c.whole(t, 4), Messages: c.whole(t, 5)}
		if c.Of[3] != nil {
			o.At = new(c.number(t, 3))
		}
		return o.Result()
	},
}

// onlyOnScreen are figures that only the browser interface shows: of a run that
// goes on.
var onlyOnScreen = []string{"rate", "mean", "lag"}

func TestCases(t *testing.T) {
	raw, err := os.ReadFile("testdata/cases.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []testCase
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if err := d.Decode(&cases); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, c := range cases {
		write, ok := writers[c.Write]
		if slices.Contains(onlyOnScreen, c.Write) {
			continue
		}
		if !ok {
			t.Fatalf("%q is no function of this package", c.Write)
		}
		seen[c.Write] = true
		if got := write(t, c); got != c.As {
			t.Errorf("%s of %v is %q, want %q", c.Write, c.Of, got, c.As)
		}
	}
	for name := range writers {
		if !seen[name] {
			t.Errorf("no case of %s", name)
		}
	}
}

// Whatever is written can be read again, and lies where the figure lies.
func TestWhatIsWrittenLiesOnTheSameSide(t *testing.T) {
	const seed = 8
	r := rand.New(rand.NewPCG(seed, seed))
	for range 20_000 {
		whole := 1 + r.Int64N(1_000_000_000)
		part := r.Int64N(whole + 1)
		limit := float64(r.IntN(10_001)) / 10_000
		if r.IntN(2) == 0 { // as near as it gets
			part = min(whole, max(0, int64(limit*float64(whole))+int64(r.IntN(3))-1))
		}
		meant := cmp.Compare(float64(part)/float64(whole), limit)
		if shown := Part(part, whole, limit); meant != cmp.Compare(readPercent(t, shown)/100, limit) && part*10_000 != int64(limit*10_000+0.5)*whole {
			t.Errorf("seed %d: %d of %d against %v is %q", seed, part, whole, limit, shown)
		}
		within := float64(1+r.IntN(20_000_000)) / 100
		at := math.Round(within*1e6+float64(r.Int64N(2_000_000)-1_000_000)*math.Pow(10, -float64(r.IntN(7)))) / 1e6
		if shown := Duration(at, within); at > 0 && cmp.Compare(at, within) != cmp.Compare(readTime(t, shown), within) {
			t.Errorf("seed %d: %v against %v is %q", seed, at, within, shown)
		}
		if shown := Time(at); at > 0 && readTime(t, shown) != at {
			t.Errorf("seed %d: %v is written %q", seed, at, shown)
		}
	}
}

func readPercent(t *testing.T, text string) float64 {
	switch text {
	case "<0.1 %":
		return 0.05
	case ">99.9 %":
		return 99.95
	}
	x, err := strconv.ParseFloat(strings.TrimSuffix(text, " %"), 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func readTime(t *testing.T, text string) float64 {
	units := map[string]int64{"d": 86_400_000_000, "h": 3_600_000_000, "min": 60_000_000, "s": 1_000_000, "ms": 1000, "µs": 1}
	micros := 0.0
	fields := strings.Fields(strings.ReplaceAll(text, ",", ""))
	for i := 0; i+1 < len(fields); i += 2 {
		x, err := strconv.ParseFloat(fields[i], 64)
		if err != nil {
			t.Fatal(err)
		}
		micros += math.Round(x * float64(units[fields[i+1]]))
	}
	return micros / 1e6
}
