package words

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
)

func TestPartsAddUp(t *testing.T) {
	const seed = 5
	r := rand.New(rand.NewPCG(seed, seed))
	for range 5000 {
		counts := make([]int64, 1+r.IntN(6))
		for i := range counts {
			counts[i] = r.Int64N(1 << (1 + r.IntN(26)))
		}
		shown := Parts(counts, 0.95)
		sum, places := 0, 0
		for _, text := range shown {
			if _, fraction, ok := strings.Cut(strings.TrimSuffix(text, " %"), "."); ok && text[0] != '<' && text[0] != '>' {
				places = len(fraction)
			}
		}
		for _, text := range shown {
			figure := strings.TrimSuffix(text, " %")
			switch {
			case text == None || text[0] == '<':
				continue
			case text[0] == '>':
				figure = "100"
			}
			whole, fraction, _ := strings.Cut(figure, ".")
			n, err := strconv.Atoi(whole + fraction + strings.Repeat("0", places-len(fraction)))
			if err != nil {
				t.Fatal(err)
			}
			sum += n
		}
		if want, _ := strconv.Atoi("100" + strings.Repeat("0", places)); sum != want && shown[0] != None {
			t.Fatalf("seed %d: %v are %q, which add up to %d", seed, counts, shown, sum)
		}
	}
}
