package fit

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

const (
	// maxLine bounds a line, and maxRecord the lines that one record may have: an open quote would else take the rest
	// of the log for one field.
	maxLine   = 1 << 20
	maxRecord = 100
)

var (
	errLineTooLong = errors.New("is longer than 1 MiB")
	errQuote       = errors.New("has a quote that is not closed")
)

// table reads records of a text with separators, line by line in bounded memory.
type table struct {
	in        *bufio.Reader
	separator byte
	line      int // of the record that was read last, from 1
	next      int
	fields    []string
	raw       []byte
}

// newTable looks at the first line for how fields are separated.
func newTable(r io.Reader) (*table, error) {
	t := &table{in: bufio.NewReaderSize(r, 256<<10), next: 1}
	start, err := t.in.Peek(4096)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	switch {
	case len(bytes.TrimSpace(start)) == 0:
		return nil, &Fault{Why: "is empty"}
	case bytes.HasPrefix(start, []byte{0xff, 0xfe}), bytes.HasPrefix(start, []byte{0xfe, 0xff}):
		return nil, &Fault{Why: "is UTF-16; save it as UTF-8"}
	case bytes.HasPrefix(start, []byte{0x1f, 0x8b}), bytes.HasPrefix(start, []byte("PK\x03\x04")), bytes.HasPrefix(start, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		return nil, &Fault{Why: "is compressed; unpack it first", Remedy: "(gzip -dc log.csv.gz | alertsim fit -)"}
	case bytes.IndexByte(start, 0) >= 0:
		return nil, &Fault{Why: "is no text"}
	case bytes.HasPrefix(start, []byte("{")), bytes.HasPrefix(start, []byte("[")):
		return nil, &Fault{Why: "is JSON; a table is read, with the names of its columns in the first line", Remedy: "(jq -r '… | @csv' makes one)"}
	}
	if bytes.HasPrefix(start, []byte("\xef\xbb\xbf")) {
		_, _ = t.in.Discard(3) // it was peeked at
		start = start[3:]
	}
	first, _, whole := bytes.Cut(start, []byte{'\n'})
	if whole && (!utf8.Valid(first) || bytes.ContainsRune(first, utf8.RuneError)) {
		return nil, &Fault{Line: 1, Why: "is not UTF-8; save the log as UTF-8"}
	}
	t.separator = ','
	for _, s := range []byte{';', '\t'} {
		if bytes.Count(first, []byte{s}) > bytes.Count(first, []byte{t.separator}) {
			t.separator = s
		}
	}
	return t, nil
}

// read returns the next record's fields, which are good until the next read. An error but io.EOF is about one record or,
// where fatal, about the whole.
func (t *table) read() (fields []string, fatal bool, err error) {
	for {
		t.line = t.next
		t.raw = t.raw[:0]
		if fatal, err := t.readLine(); err != nil {
			return nil, fatal, err
		}
		if len(bytes.TrimSpace(t.raw)) > 0 {
			break
		}
	}
	if bytes.IndexByte(t.raw, '"') < 0 {
		t.fields = t.fields[:0]
		rest := string(t.raw)
		for {
			field, after, more := strings.Cut(rest, string(t.separator))
			t.fields = append(t.fields, strings.TrimSpace(field))
			if !more {
				return t.fields, false, nil
			}
			rest = after
		}
	}
	for bytes.Count(t.raw, []byte{'"'})%2 == 1 {
		if t.next-t.line >= maxRecord || len(t.raw) > maxLine {
			return nil, false, errQuote
		}
		t.raw = append(t.raw, '\n')
		if _, err := t.readLine(); err != nil {
			return nil, false, errQuote
		}
	}
	c := csv.NewReader(bytes.NewReader(t.raw))
	c.Comma, c.FieldsPerRecord, c.LazyQuotes = rune(t.separator), -1, true
	record, err := c.Read()
	if err != nil {
		return nil, false, errQuote
	}
	for i := range record {
		record[i] = strings.TrimSpace(record[i])
	}
	return record, false, nil
}

// readLine appends the next line without its end.
func (t *table) readLine() (fatal bool, err error) {
	size, started := len(t.raw), false
	for {
		piece, err := t.in.ReadSlice('\n')
		started = started || len(piece) > 0
		if len(t.raw)-size <= maxLine {
			t.raw = append(t.raw, piece...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return true, fmt.Errorf("cannot be read: %w", err)
		}
		if !started {
			return true, io.EOF
		}
		t.next++
		break
	}
	if len(t.raw)-size > maxLine {
		return false, errLineTooLong
	}
	t.raw = bytes.TrimRight(t.raw, "\r\n")
	return false, nil
}
