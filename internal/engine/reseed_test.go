package engine

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

// Nothing else of a schedule depends on the seed.
func TestReseeded(t *testing.T) {
	checkFeatures(t, func(t *rapid.T, c Config) {
		first := compile(t, c)
		c.Seed = rapid.Uint64().Draw(t, "other seed")
		if got, want := first.Reseeded(c.Seed), compile(t, c); !reflect.DeepEqual(got, want) {
			t.Fatalf("reseeded %+v\ncompiled %+v", got, want)
		}
	})
}
