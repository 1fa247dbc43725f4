package sqlite

import "sync"

// broadcast wakes everybody who waits at once.
type broadcast struct {
	mu sync.Mutex
	ch chan struct{}
}

// next returns a channel that the next wake closes.
func (b *broadcast) next() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ch == nil {
		b.ch = make(chan struct{})
	}
	return b.ch
}

func (b *broadcast) wake() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ch != nil {
		close(b.ch)
		b.ch = nil
	}
}
