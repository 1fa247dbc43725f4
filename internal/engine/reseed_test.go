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

// Nor of one of the second version of the model.
func TestReseededCourse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawModel(t).config()
		first := compile(t, c)
		c.Seed = rapid.Uint64().Draw(t, "other seed")
		if got, want := first.Reseeded(c.Seed), compile(t, c); !reflect.DeepEqual(got, want) {
			t.Fatalf("reseeded %+v\ncompiled %+v", got, want)
		}
	})
}
