package fit

import (
	"bufio"
	"container/heap"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
)

const (
	// chunkBytes is what a sorter holds in memory while it is filled.
	chunkBytes = 48 << 20
	// runBuffer is what is read ahead of each sorted run.
	runBuffer = 64 << 10
)

// codec says how records of one kind are kept in a file and in which order they come.
type codec[T any] struct {
	size    int // of a record in a file, in bytes
	put     func([]byte, *T)
	get     func([]byte, *T)
	compare func(a, b T) int
}

// sorter brings any number of records into order with a bounded amount of memory: runs of chunkBytes are sorted and
// written to one file each, which are merged when they are read. What fits into one run needs no file.
type sorter[T any] struct {
	codec[T]
	folder string
	most   int // records of a run
	chunk  []T
	runs   []*os.File
	count  int
	told   func(share float64) // of the records that each has handed out; nil: nobody is
}

// newSorter holds up to so many bytes in memory; 0: chunkBytes.
func newSorter[T any](folder string, c codec[T], chunk int) *sorter[T] {
	if chunk == 0 {
		chunk = chunkBytes
	}
	return &sorter[T]{codec: c, folder: folder, most: max(1, chunk/c.size)}
}

func (s *sorter[T]) add(record T) error {
	if len(s.chunk) == s.most {
		if err := s.spill(); err != nil {
			return err
		}
	}
	s.chunk = append(s.chunk, record)
	s.count++
	return nil
}

func (s *sorter[T]) sortChunk() {
	slices.SortFunc(s.chunk, s.compare)
}

// spill writes the chunk as a run. The file has no name any more where the system allows it, so that nothing stays
// behind.
func (s *sorter[T]) spill() error {
	s.sortChunk()
	f, err := os.CreateTemp(s.folder, "alertsim-fit-*.run")
	if err != nil {
		return fmt.Errorf("a temporary file is needed: %w", err)
	}
	_ = os.Remove(f.Name()) // where that is refused for an open file, close does it
	s.runs = append(s.runs, f)
	w := bufio.NewWriterSize(f, 1<<20)
	record := make([]byte, s.size)
	for i := range s.chunk {
		s.put(record, &s.chunk[i])
		if _, err := w.Write(record); err != nil {
			return fmt.Errorf("a temporary file cannot be written: %w", err)
		}
	}
	s.chunk = s.chunk[:0]
	if err := w.Flush(); err != nil {
		return fmt.Errorf("a temporary file cannot be written: %w", err)
	}
	return nil
}

// finish ends the filling. After it records are read, as often as wanted.
func (s *sorter[T]) finish() error {
	if len(s.runs) == 0 {
		s.sortChunk()
		return nil
	}
	err := s.spill()
	s.chunk = nil
	return err
}

// close removes the files.
func (s *sorter[T]) close() {
	for _, f := range s.runs {
		_ = f.Close()
		_ = os.Remove(f.Name())
	}
	s.runs, s.chunk = nil, nil
}

// stream hands out the records of a sorter in order.
type stream[T any] struct {
	s     *sorter[T]
	place int // within the chunk, where there are no runs
	heads []*head[T]
	err   error
}

// head is a run that is being read, with its next record.
type head[T any] struct {
	in     *bufio.Reader
	raw    []byte
	record T
	number int
}

func (s *sorter[T]) stream() (*stream[T], error) {
	out := &stream[T]{s: s}
	for i, f := range s.runs {
		info, err := f.Stat()
		if err != nil {
			return nil, err
		}
		h := &head[T]{in: bufio.NewReaderSize(io.NewSectionReader(f, 0, info.Size()), runBuffer), raw: make([]byte, s.size), number: i}
		ok, err := h.advance(s)
		if err != nil {
			return nil, err
		}
		if ok {
			out.heads = append(out.heads, h)
		}
	}
	heap.Init(out)
	return out, nil
}

func (h *head[T]) advance(s *sorter[T]) (bool, error) {
	switch _, err := io.ReadFull(h.in, h.raw); {
	case errors.Is(err, io.EOF):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("a temporary file cannot be read: %w", err)
	}
	s.get(h.raw, &h.record)
	return true, nil
}

// next is false at the end, or with err.
func (m *stream[T]) next(record *T) bool {
	if len(m.s.runs) == 0 {
		if m.place == len(m.s.chunk) {
			return false
		}
		*record = m.s.chunk[m.place]
		m.place++
		return true
	}
	if len(m.heads) == 0 {
		return false
	}
	first := m.heads[0]
	*record = first.record
	switch more, err := first.advance(m.s); {
	case err != nil:
		m.err = err
		return false
	case more:
		heap.Fix(m, 0)
	default:
		heap.Pop(m)
	}
	return true
}

// each hands out all records in order.
func (s *sorter[T]) each(ctx context.Context, do func(*T) error) error {
	m, err := s.stream()
	if err != nil {
		return err
	}
	var record T
	for n := 0; m.next(&record); n++ {
		if n%lookEvery == 0 {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if s.told != nil {
				s.told(float64(n) / float64(s.count))
			}
		}
		if err := do(&record); err != nil {
			return err
		}
	}
	return m.err
}

// lookEvery is how many rows or records are worked on between two looks at the context.
const lookEvery = 1 << 14

// The heap of a stream; of equal records the one of the earlier run comes first.

func (m *stream[T]) Len() int { return len(m.heads) }
func (m *stream[T]) Less(i, j int) bool {
	order := m.s.compare(m.heads[i].record, m.heads[j].record)
	return order < 0 || order == 0 && m.heads[i].number < m.heads[j].number
}
func (m *stream[T]) Swap(i, j int) { m.heads[i], m.heads[j] = m.heads[j], m.heads[i] }

// Push is for the interface of package heap.
func (m *stream[T]) Push(x any) { m.heads = append(m.heads, x.(*head[T])) }

// Pop is for the interface of package heap.
func (m *stream[T]) Pop() any {
	last := len(m.heads) - 1
	h := m.heads[last]
	m.heads = m.heads[:last]
	return h
}
