// Package recent answers a read that was made a moment ago once more, without
// making it: however many ask for the same thing, it is read once in so long.
package recent

import (
	"context"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

// Options say what is kept, and for how long.
type Options struct {
	// Lifetime is how old an answer may be, from when its read began.
	Lifetime time.Duration
	// Patience is how long a read may take. It goes on when the caller leaves who
	// began it, because others wait for it.
	Patience time.Duration
	// Most is how many answers are kept at a time.
	Most int
	// Now is the clock on the wall. One that is set makes nothing older than
	// Lifetime by itself: an answer of the future is read again.
	Now func() time.Time
}

// Reads are the answers of the last moment by their keys. It is safe for
// concurrent use. Reads of one key never overlap, so that of two answers the later
// one is of the later read.
type Reads[V any] struct {
	Options
	flights singleflight.Group
	mu      sync.Mutex
	kept    map[string]answer[V]
}

type answer[V any] struct {
	value V
	began time.Time
}

// New returns Reads without an answer.
func New[V any](o Options) *Reads[V] { return &Reads[V]{Options: o, kept: map[string]answer[V]{}} }

// Get returns the answer to a key: one that is young enough, that of the read that
// is under way, or that of a read of its own. An error is told to all who wait for
// it, and not kept.
func (r *Reads[V]) Get(ctx context.Context, key string, read func(context.Context) (V, error)) (V, error) {
	if v, ok := r.young(key); ok {
		return v, nil
	}
	shared, err, _ := r.flights.Do(key, func() (any, error) {
		if v, ok := r.young(key); ok { // read since
			return v, nil
		}
		began := r.Now()
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), r.Patience)
		defer cancel()
		v, err := read(ctx)
		if err == nil {
			r.keep(key, answer[V]{v, began})
		}
		return v, err
	})
	v, _ := shared.(V)
	return v, err
}

func (r *Reads[V]) young(key string) (V, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	a, ok := r.kept[key]
	return a.value, ok && r.isYoung(a)
}

func (r *Reads[V]) isYoung(a answer[V]) bool {
	age := r.Now().Sub(a.began)
	return age >= 0 && age < r.Lifetime
}

// keep makes room first: what is too old goes, and if all is young the oldest.
func (r *Reads[V]) keep(key string, a answer[V]) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, there := r.kept[key]; !there && len(r.kept) >= r.Most {
		oldest := key
		for other, o := range r.kept {
			if !r.isYoung(o) {
				delete(r.kept, other)
			} else if oldest == key || o.began.Before(r.kept[oldest].began) {
				oldest = other
			}
		}
		if len(r.kept) >= r.Most {
			delete(r.kept, oldest)
		}
	}
	r.kept[key] = a
}
