package fit

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"testing"
	"unsafe"
)

// endless makes a log as it is read, so that none of it is in memory: rows attempts, one in ten of which is tried again.
type endless struct {
	rows, next int
	left       []byte
}

func (e *endless) Read(p []byte) (int, error) {
	for len(e.left) == 0 {
		if e.next > e.rows {
			return 0, io.EOF
		}
		if e.left = e.left[:0]; e.next == 0 {
			e.left = append(e.left, "sent,ended,status,to\n"...)
		} else {
			i, status := e.next, "delivered"
			if i%10 == 0 {
				status = "busy"
			}
			// A recipient who was busy is called again 3000 rows later.
			who := i
			if i%10 == 1 && i > 3000 {
				who = i - 3001
			}
			e.left = fmt.Appendf(e.left, "%d.%03d,%d.%06d,%s,%d\n", i/50, i%50*20, i/50+5+i%7, i*7919%1_000_000, status, who)
		}
		e.next++
	}
	n := copy(p, e.left)
	e.left = e.left[n:]
	return n, nil
}

// What is held while a log is read and sorted is bounded by what the sorters and sketches may hold, and does not grow
// with the log.
func TestMemoryDoesNotGrowWithTheLog(t *testing.T) {
	const chunk = 1 << 19
	live := func() int64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	peaks := map[int]int64{}
	for _, rows := range []int{25_000, 100_000} {
		before, peak, at := live(), int64(0), -1
		f, err := Log(t.Context(), &endless{rows: rows}, Options{Folder: t.TempDir(), Size: int64(rows) * 30, chunk: chunk, Progress: func(share float64) {
			if now := int(share * 20); now != at {
				at = now
				peak = max(peak, live()-before)
			}
		}})
		if err != nil {
			t.Fatal(err)
		}
		if f.Read.Attempts != int64(rows) || len(f.Retries) != 1 {
			t.Fatalf("%+v", f.Read)
		}
		peaks[rows] = peak
		// Two sorters' chunks, which grow by a quarter when they are filled; the buffers of their runs, of two streams; the
		// vectors of the resamples; and for each of the two statuses, their sum and the waits a sketch with 128 blocks.
		recordsOf := int64(chunk) * 5 / 4 * int64(unsafe.Sizeof(row{})) / int64(rowCodec.size)
		eventsOf := int64(chunk) * 5 / 4 * int64(unsafe.Sizeof(event{})) / int64(eventCodec.size)
		runs := int64(rows)*int64(rowCodec.size)/chunk + 1 + 2*(2*int64(rows)*int64(eventCodec.size)/chunk+1)
		const sketches, slots = 6, 64 * 20
		bound := recordsOf + eventsOf + runs*(runBuffer+200) + Resamples*blocks*8 + sketches*(int64(unsafe.Sizeof(sketch{}))+blocks*slots*4*5/4+1024*20*4*5/4) + 2<<20
		if peak > bound {
			t.Errorf("%d rows: %d bytes are held, and at most %d should be", rows, peak, bound)
		}
		t.Logf("%d rows: %d bytes are held, of %d", rows, peak, bound)
	}
	all := int64(100_000) * int64(unsafe.Sizeof(row{})+2*unsafe.Sizeof(event{}))
	if grown := peaks[100_000] - peaks[25_000]; grown > all/8 {
		t.Errorf("four times the rows take %d bytes more", grown)
	}
}

// A quote that is never closed does not take the rest of the log into memory.
func TestQuotesThatStayOpen(t *testing.T) {
	in := io.MultiReader(bytes.NewReader([]byte("sent,ended,status,to\n1,2,\"delivered,a\n")), &endless{rows: 1000})
	f, err := Log(t.Context(), in, Options{Folder: t.TempDir()})
	if err != nil || f.Read.Unreadable.Rows == 0 || f.Read.Attempts < 850 {
		t.Fatalf("%v", err)
	}
}

// What is told of the memory before the work is more than it takes: of the shortest rows, and of rows that differ in
// everything.
func TestMemoryIsToldBefore(t *testing.T) {
	var short, wide bytes.Buffer
	short.WriteString("sent,ended,status,to\n")
	for i := range 150_000 {
		fmt.Fprintf(&short, "%d,%d,ok,%d\n", i%10, i%7+9, i%9)
	}
	kinds := map[string]Kind{"w0": Delivered}
	wide.WriteString("sent,ended,status,to,channel,group\n")
	for i := range 20_000 {
		word := fmt.Sprintf("w%d", i/8%10)
		if kinds[word] == "" {
			kinds[word] = Temporary
		}
		fmt.Fprintf(&wide, "%d,%d,%s,%d,,%d\n", i, i+i*7919%(1<<(i%40)), word, i, i%8)
	}
	for name, log := range map[string]*bytes.Buffer{"short rows": &short, "rows that differ": &wide} {
		size := int64(log.Len())
		var before, m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		peak, at := int64(0), -1
		look := func(share float64) {
			if now := int(share * 15); now != at {
				at = now
				runtime.GC()
				runtime.ReadMemStats(&m)
				peak = max(peak, int64(m.HeapAlloc)-int64(before.HeapAlloc))
			}
		}
		if _, err := Log(t.Context(), log, Options{Folder: t.TempDir(), Size: size, Progress: look, Statuses: kinds}); err != nil {
			t.Fatal(name, err)
		}
		if told := Memory(size); peak > told || peak < told/20 {
			t.Errorf("%s: %d bytes are held of a log of %d, and %d are told", name, peak, size, told)
		}
		t.Logf("%s: %d bytes are held of a log of %d, and %d are told", name, peak, size, Memory(size))
		if most := MostWithin(Memory(size) + size); most < size {
			t.Errorf("%s: %d bytes fit into what a log of %d takes", name, most, size)
		}
	}
}
