package cli

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"strings"

	"alertsim/internal/engine"
	"alertsim/internal/settings"
	"alertsim/internal/study"
)

// keptRuns is the file of --resume: the study in its first line, and then a line for each chunk that is made. Lines are
// JSON and only ever added, each in one write. What stands behind the last line end was cut off while it was written.
type keptRuns struct {
	name    string
	file    keptFile
	lock    *keptLock
	head    *keptStudy // nil: nothing was in the file
	chunks  []keptChunk
	whole   int64 // bytes of whole lines
	damaged int   // lines that cannot be read
	fresh   bool  // the file was not there
}

// keptFile is a file that is added to.
type keptFile interface {
	io.Writer
	Truncate(size int64) error
	Sync() error
	Close() error
}

// keptMark begins every such file.
const keptMark = `{"alertsim":"runs of a study",`

// keptStudy is the first line.
type keptStudy struct {
	Alertsim string          `json:"alertsim"`
	Version  int             `json:"version"` // of this file
	Engine   int             `json:"engine"`  // by which the runs are made
	Study    json.RawMessage `json:"study"`
	Layout   study.Layout    `json:"layout"`
}

const keptVersion = 1

// keptChunk is one of the others.
type keptChunk struct {
	Chunk int    `json:"chunk"`
	Runs  []byte `json:"runs"` // by study.EncodeRuns
	Sum   uint32 `json:"sum"`  // CRC-32 of both
}

func sumOf(chunk int, runs []byte) uint32 {
	return crc32.ChecksumIEEE(append(binary.AppendVarint(nil, int64(chunk)), runs...))
}

// maxKeptBytes bounds a line: a study, or a chunk in base64.
const maxKeptBytes = 2*study.MaxEncodedBytes + 16*study.MaxBodyBytes

// openKept opens the file, which need not be there, for this process alone, and reads what is in it.
func openKept(name string) (*keptRuns, error) {
	info, err := os.Stat(name)
	fresh := errors.Is(err, fs.ErrNotExist)
	if err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("--resume: %s is no file to keep runs in", name)
	}
	lock, err := lockKept(name)
	if err != nil {
		return nil, fmt.Errorf("--resume: %w", err)
	}
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		lock.release()
		return nil, fmt.Errorf("--resume: %w", notWritable(name, err))
	}
	k := &keptRuns{name: name, file: f, lock: lock, fresh: fresh}
	if err = lock.holds(f); err == nil {
		err = k.read(f)
	}
	if err != nil {
		_ = f.Close()
		lock.release()
		return nil, fmt.Errorf("--resume: %s %w", name, err)
	}
	return k, nil
}

var errNotKept = errors.New("is no file of --resume, and is left as it is; give another name")

func (k *keptRuns) read(f io.Reader) error {
	in := bufio.NewReaderSize(f, 1<<20)
	for first := true; ; first = false {
		line, err := readLine(in)
		switch {
		case errors.Is(err, io.EOF) && first:
			if begun := line[:min(len(line), len(keptMark))]; !strings.HasPrefix(keptMark, string(begun)) {
				return errNotKept
			}
			return nil
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("cannot be read: %w", cause(err))
		}
		k.whole += int64(len(line))
		if first {
			head := &keptStudy{}
			if !bytes.HasPrefix(line, []byte(keptMark)) || json.Unmarshal(line, head) != nil {
				return errNotKept
			}
			k.head = head
			continue
		}
		var c keptChunk
		if json.Unmarshal(line, &c) != nil || c.Sum != sumOf(c.Chunk, c.Runs) {
			k.damaged++
			continue
		}
		k.chunks = append(k.chunks, c)
	}
}

// readLine reads a line with its end; without one it is io.EOF, with what there is.
func readLine(in *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := in.ReadSlice('\n')
		line = append(line, part...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
		if len(line) > maxKeptBytes {
			return nil, errNotKept
		}
	}
}

// seeded gives settings without a seed the one that the runs in the file were begun with.
func (k *keptRuns) seeded(s *settings.Tree) *settings.Tree {
	if k.head == nil {
		return s
	}
	value, wrong := settings.ParseJSON(k.head.Study)
	if root, is := value.(*settings.Tree); is && wrong == nil {
		inner, _ := root.Get("settings")
		if t, is := inner.(*settings.Tree); is {
			if seed, given := t.Get("seed"); given {
				s.Set("seed", seed)
			}
		}
	}
	return s
}

// layout is how the study is cut into chunks in the file, or else as given.
func (k *keptRuns) layout(q study.Query, given study.Layout) (study.Layout, error) {
	if k.head == nil {
		return given, nil
	}
	runs := 0
	for _, s := range k.head.Layout.Sizes {
		if s.Chunks < 1 || s.Runs < 1 || s.Chunks > study.MaxRuns || s.Runs > study.MaxRuns || len(k.head.Layout.Sizes) > study.MaxRuns {
			runs = -1
			break
		}
		runs = min(runs+s.Chunks*s.Runs, 2*study.MaxRuns)
	}
	if runs != q.Runs() {
		return given, fmt.Errorf("--resume: the runs in %s are not as many as this study has; give another name, or the same scenario and flags as before", k.name)
	}
	return k.head.Layout, nil
}

// begin puts what is kept into the results, or writes the first line. A file of another study, or of another engine, is
// refused.
func (k *keptRuns) begin(r *study.Results) error {
	written, err := json.Marshal(r.Query)
	if err != nil {
		return err
	}
	if err := k.file.Truncate(k.whole); err != nil { // what was cut off
		return k.failed(err)
	}
	if k.head == nil {
		line, err := json.Marshal(keptStudy{"runs of a study", keptVersion, engine.Version, written, r.Layout})
		if err != nil {
			return err
		}
		return k.add(line)
	}
	switch {
	case k.head.Version != keptVersion:
		return fmt.Errorf("--resume: %s is of another version of this program; give another name", k.name)
	case k.head.Engine != engine.Version:
		return fmt.Errorf("--resume: the runs in %s are of another engine (version %d, this is %d), by which the same settings come to something else; give another name", k.name, k.head.Engine, engine.Version)
	case !bytes.Equal(k.head.Study, written):
		return fmt.Errorf("--resume: the runs in %s are of another study; give another name, or the same scenario and flags as before", k.name)
	}
	for _, c := range k.chunks {
		span := r.Layout.Span(c.Chunk)
		runs, err := study.DecodeRuns(c.Runs, span.To-span.From)
		if err != nil || span.To == 0 {
			k.damaged++
			continue
		}
		r.Put(c.Chunk, runs)
	}
	k.chunks = nil
	return nil
}

// keep adds a chunk. It is on the disk when keep has returned.
func (k *keptRuns) keep(chunk int, runs []study.Run) error {
	raw := study.EncodeRuns(runs)
	line, err := json.Marshal(keptChunk{chunk, raw, sumOf(chunk, raw)})
	if err != nil {
		return err
	}
	return k.add(line)
}

func (k *keptRuns) add(line []byte) error {
	n, err := k.file.Write(append(line, '\n'))
	if err == nil {
		err = k.file.Sync()
	}
	if err != nil {
		_ = k.file.Truncate(k.whole) // else the next start does
		return k.failed(err)
	}
	k.whole += int64(n)
	return nil
}

func (k *keptRuns) failed(err error) error {
	return fmt.Errorf("--resume: %w; what was kept before is in it", notWritable(k.name, cause(err)))
}

// close leaves no empty file behind.
func (k *keptRuns) close() {
	_ = k.file.Close()
	if k.fresh && k.whole == 0 {
		_ = os.Remove(k.name)
	}
	k.lock.release()
}
