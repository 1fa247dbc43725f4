package fit

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"alertsim/internal/settings"
	"alertsim/internal/words"
)

// Options are what a log does not say itself. The zero value is all by itself.
type Options struct {
	Columns  map[Role]string // names of columns, or None
	Statuses map[string]Kind // what words for the end of an attempt mean
	Zone     *time.Location  // of times without an offset; nil: UTC
	Name     string          // of the settings
	Folder   string          // for temporary files; "": the system's
	Size     int64           // of the log in bytes, for Progress; 0: nobody knows
	Progress func(float64)   // is told now and then which share is done; nil: nobody is

	chunk int // bytes that a sorter holds in memory; 0: chunkBytes
}

// How far it is when each of the stages is over, by what they take for a large log.
const (
	afterReading = 0.45
	afterPersons = 0.65
	afterTiming  = 0.97
)

// Fit is what a log says of the model.
type Fit struct {
	Columns    *Columns `json:"columns"`
	Read       Read     `json:"read"`
	Resolution float64  `json:"resolution" doc:"Seconds of which every time is a multiple."`
	StartAt    string   `json:"startAt,omitempty" doc:"The first start, where the log has dates."`
	Zone       string   `json:"zone,omitempty"`
	Span       float64  `json:"span" doc:"Seconds from the first start to the last end."`
	Recipients int64    `json:"recipients"`

	Channels   []ChannelFit  `json:"channels" nullable:"false"`
	Groups     []GroupFit    `json:"groups" nullable:"false"`
	Retries    []RetryFit    `json:"retries,omitempty"`
	FreshFirst bool          `json:"freshFirst,omitempty" doc:"Retries waited until everybody was tried once."`
	Audiences  []AudienceFit `json:"audiences,omitempty"`
	Steps      *StepsFit     `json:"steps,omitempty"`
	Caps       []CapFit      `json:"caps,omitempty"`
	Pauses     []Pause       `json:"pauses,omitempty"`
	TimeToLive *Estimate     `json:"timeToLive,omitempty" doc:"Seconds after which what was never tried expired; absent where nothing says so."`
	// Delivered is the share of all recipients who were delivered to, by the time since the first start, in equal parts
	// of the span.
	Delivered []float64 `json:"-"`

	Resamples int                `json:"resamples" doc:"From how many resamples the intervals are, which are of 95 %."`
	Seed      uint64             `json:"resampleSeed"`
	Notes     []string           `json:"notes" nullable:"false" doc:"What the figures do not tell, in sentences."`
	Settings  *settings.Settings `json:"settings,omitempty" doc:"The model's; absent if the log's figures are beyond what it takes, as the notes then say."`

	resolution int64 // µs
	start, end int64 // µs
	first      int64 // start, µs: where Delivered begins
}

// Log reads a log, a table with the names of its columns in the first line, and fits the model to it. Its memory does
// not depend on the number of rows. It gives up when ctx ends.
func Log(ctx context.Context, in io.Reader, o Options) (*Fit, error) {
	if o.Folder == "" {
		o.Folder = os.TempDir()
	}
	tell := o.Progress
	if tell == nil {
		tell = func(float64) {}
	}
	counted := &countingReader{in: in, told: func(read int64) {
		if o.Size > 0 {
			tell(afterReading * min(1, float64(read)/float64(o.Size)))
		}
	}}
	t, err := newTable(counted)
	if err != nil {
		return nil, err
	}
	header, _, err := t.read()
	if errors.Is(err, errQuote) || errors.Is(err, errLineTooLong) {
		return nil, &Fault{Line: 1, Why: err.Error()}
	}
	if err != nil {
		return nil, err
	}
	columns, err := recognise(append([]string(nil), header...), o.Columns)
	if err != nil {
		return nil, err
	}
	rows := newSorter(o.Folder, rowCodec, o.chunk)
	defer rows.close()
	r := newReader(columns, o)
	if err := r.readAll(ctx, t, rows.add); err != nil {
		return nil, err
	}
	if err := r.usable(); err != nil {
		return nil, err
	}
	rows.told = func(share float64) { tell(afterReading + (afterPersons-afterReading)*share) }
	if err := rows.finish(); err != nil {
		return nil, err
	}
	f := &Fit{Columns: columns, Read: r.read, resolution: max(1, r.resolution), Resamples: Resamples, Seed: ResampleSeed, Notes: []string{}}
	f.Resolution = float64(f.resolution) / 1e6
	m := &maker{fit: f, reader: r, name: o.Name, draws: newBootstrap()}
	m.nameGroups()
	m.persons = newPersons(r.words.words, m.channelOf)
	events := newSorter(o.Folder, eventCodec, o.chunk)
	defer events.close()
	if err := m.persons.gather(ctx, rows, events.add); err != nil {
		return nil, err
	}
	rows.close()
	if err := events.finish(); err != nil {
		return nil, err
	}
	m.tell = func(share float64) { tell(afterPersons + (afterTiming-afterPersons)*share) }
	if err := m.times(ctx, events); err != nil {
		return nil, err
	}
	return f, m.make(ctx)
}

// countingReader tells how much was read.
type countingReader struct {
	in   io.Reader
	read int64
	told func(int64)
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.read += int64(n)
	c.told(c.read)
	return n, err
}

// usable is an error if there is nothing to fit to.
func (r *reader) usable() error {
	switch {
	case r.read.Rows == 0:
		return &Fault{Why: "has the names of columns and no rows"}
	case r.read.Attempts == 0:
		return &Fault{Why: fmt.Sprintf("has %s, and none is an attempt that can be read", words.Counted(r.read.Rows, "row")), Rows: r.read.Unreadable.First}
	}
	for _, w := range r.words.words {
		switch w.Kind {
		case Delivered, Temporary, Permanent, Failed:
			if w.Rows > 0 {
				return nil
			}
		case Open, Refused, Aborted, Ignored, Unknown:
		}
	}
	return &StatusError{Words: r.words.words}
}
