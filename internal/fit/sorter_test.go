package fit

import (
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

var numbers = codec[int64]{
	size:    8,
	put:     func(b []byte, x *int64) { binary.LittleEndian.PutUint64(b, uint64(*x)) },
	get:     func(b []byte, x *int64) { *x = int64(binary.LittleEndian.Uint64(b)) },
	compare: cmp.Compare[int64],
}

func TestSorterSorts(t *testing.T) {
	folder := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOfN(rapid.Int64Range(-50, 50), 0, 60).Draw(t, "numbers")
		s := newSorter(folder, numbers, 0)
		s.most = rapid.IntRange(1, 70).Draw(t, "most")
		defer s.close()
		for _, x := range want {
			if err := s.add(x); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.finish(); err != nil {
			t.Fatal(err)
		}
		slices.Sort(want)
		for range 2 { // it may be read again
			var got []int64
			if err := s.each(context.Background(), func(x *int64) error { got = append(got, *x); return nil }); err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(got, want) {
				t.Fatalf("%v, want %v", got, want)
			}
		}
	})
	left, err := os.ReadDir(folder)
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestSorterSaysWhatIsWrongWithItsFolder(t *testing.T) {
	s := newSorter("/nowhere/at/all", numbers, 0)
	s.most = 1
	_ = s.add(1)
	if err := s.add(2); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%v", err)
	}
}

func TestRecordsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := row{
			recipient: rapid.Uint64().Draw(t, "recipient"), start: rapid.Int64().Draw(t, "start"), end: rapid.Int64().Draw(t, "end"),
			acknowledged: rapid.Int64().Draw(t, "acknowledged"), line: rapid.Uint64().Draw(t, "line"),
			word: rapid.Byte().Draw(t, "word"), group: rapid.Byte().Draw(t, "group"), audience: rapid.Byte().Draw(t, "audience"),
			attempt: rapid.Byte().Draw(t, "attempt"), step: rapid.Byte().Draw(t, "step"),
		}
		raw, got := make([]byte, rowCodec.size), row{}
		rowCodec.put(raw, &r)
		if rowCodec.get(raw, &got); got != r {
			t.Fatalf("%+v, want %+v", got, r)
		}
		e := event{at: r.start, delay: r.end, kind: r.word, group: r.group, block: r.audience, audience: r.attempt, attempt: r.step, say: r.word}
		raw, back := make([]byte, eventCodec.size), event{}
		eventCodec.put(raw, &e)
		if eventCodec.get(raw, &back); back != e {
			t.Fatalf("%+v, want %+v", back, e)
		}
	})
}
