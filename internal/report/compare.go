package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"alertsim/internal/settings"
	"alertsim/internal/simulation"
	"alertsim/internal/words"
)

// Comparison tells how forecasts differ, each from the first.
type Comparison []Report

// Text writes the settings that differ and every figure for a terminal.
func (c Comparison) Text(w io.Writer, t Terminal) error {
	var b strings.Builder
	b.WriteString("Comparison\n\n" + c.seeds() + "\n")
	for _, s := range []section{c.answers(), c.settings(), c.figures(), c.overSeeds()} {
		if len(s.Rows) == 0 {
			continue
		}
		b.WriteString("\n" + s.Title + "\n")
		s.text(&b)
	}
	return t.write(w, b.String())
}

// seeds reports whether chance was the same for all.
func (c Comparison) seeds() string {
	seed := c[0].Settings.Seed
	for _, r := range c {
		if r.Settings.Seed != seed {
			return "The seeds differ, so some of the differences are luck; --seed gives all the same."
		}
	}
	return "All with seed " + words.Count(seed) + "."
}

func (c Comparison) section(title string) section {
	s := section{Title: title, Align: "l" + strings.Repeat("r", len(c)), Head: []string{""}}
	for i := range c {
		s.Head = append(s.Head, c.name(i))
	}
	return s
}

// settings has a row for each field that is not the same in all.
func (c Comparison) settings() section {
	s := c.section("Settings that differ")
	all := make([]map[string]string, len(c))
	var paths []string
	for i, r := range c {
		all[i] = map[string]string{}
		for _, f := range flatten(r.Settings) {
			all[i][f.path] = f.value
			if !slices.Contains(paths, f.path) {
				paths = append(paths, f.path)
			}
		}
	}
	for _, path := range paths {
		values, same := make([]string, len(c)), true
		for i := range all {
			values[i] = all[i][path]
			same = same && values[i] == values[0]
		}
		if !same && path != "name" { // which is at the head
			s.Rows = append(s.Rows, row{Cells: append([]string{path}, inCells(values)...)})
		}
	}
	if len(s.Rows) == 0 {
		s.Rows = []row{{Cells: append([]string{"none"}, make([]string, len(c))...)}}
	}
	return s
}

// flatField is one field; its value as JSON.
type flatField struct{ path, value string }

// flatten lists the fields of settings in their order, as the API writes them.
func flatten(s settings.Settings) []flatField {
	raw, _ := json.Marshal(s) // settings that were accepted
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var fields []flatField
	var read func(path string)
	read = func(path string) {
		token, _ := d.Token()
		switch token {
		case json.Delim('{'):
			for d.More() {
				name, _ := d.Token()
				read(strings.TrimPrefix(path+"."+fmt.Sprint(name), "."))
			}
			_, _ = d.Token()
		case json.Delim('['):
			if !d.More() {
				fields = append(fields, flatField{path, "[]"})
			}
			for i := 0; d.More(); i++ {
				read(fmt.Sprintf("%s[%d]", path, i))
			}
			_, _ = d.Token()
		case nil:
			fields = append(fields, flatField{path, "null"})
		default:
			value, _ := json.Marshal(token) // it was JSON
			fields = append(fields, flatField{path, string(value)})
		}
	}
	read("")
	return fields
}

// inCells writes values, which differ, for people. Long ones are cut so that the
// first difference is seen.
func inCells(values []string) []string {
	const limit, before = 28, 6
	texts := make([][]rune, len(values))
	for i, value := range values {
		var text string
		switch {
		case value == "null":
			text = "none"
		case json.Unmarshal([]byte(value), &text) != nil: // no text
			text = value
		}
		texts[i] = []rune(text)
	}
	from := 0
	for slices.IndexFunc(texts, func(t []rune) bool { return from >= len(t) || t[from] != texts[0][from] }) < 0 {
		from++
	}
	cells := make([]string, len(values))
	for i, t := range texts {
		if from >= limit && len(t) > limit {
			t = append([]rune("…"), t[from-before:]...)
		}
		if len(t) > limit {
			t = append(t[:limit:limit], '…')
		}
		cells[i] = string(t)
	}
	return cells
}

// figures has every figure, and below it the difference to the first.
func (c Comparison) figures() section {
	s := c.section("Figures, and the differences to A")
	span := func(name string, of func(Report) (settings.Micros, bool)) {
		cells := []string{name}
		first, known := of(c[0])
		for i, r := range c {
			at, ok := of(r)
			_, times := goals(r.Settings)
			switch {
			case !ok:
				cells = append(cells, "never")
			case i == 0 || !known || at == first:
				cells = append(cells, lasting(at, times...))
			default:
				cells = append(cells, lasting(at, times...)+" ("+signed(at > first, lasting(max(at, first)-min(at, first)))+")")
			}
		}
		s.Rows = append(s.Rows, row{Cells: cells})
	}
	count := func(name string, of func(simulation.Counts) int64) {
		cells := []string{name}
		first := of(c[0].Plan.Totals)
		for _, r := range c {
			n := of(r.Plan.Totals)
			cell := words.Count(n)
			if n != first {
				cell += " (" + signed(n > first, words.Count(max(n, first)-min(n, first))) + ")"
			}
			cells = append(cells, cell)
		}
		s.Rows = append(s.Rows, row{Cells: cells})
	}
	span("makespan", func(r Report) (settings.Micros, bool) { return r.Plan.Makespan, true })
	count("delivered", func(t simulation.Counts) int64 { return t.Delivered })
	count("failed", func(t simulation.Counts) int64 { return t.Failed })
	count("expired", func(t simulation.Counts) int64 { return t.Expired })
	rare := func(name string, of func(simulation.Counts) int64) { // told where there is any
		if slices.ContainsFunc(c, func(r Report) bool { return of(r.Plan.Totals) > 0 }) {
			count(name, of)
		}
	}
	rare("unreachable", func(t simulation.Counts) int64 { return t.Unreachable })
	rare("acknowledged", func(t simulation.Counts) int64 { return t.Acknowledged })
	rare("repeats", func(t simulation.Counts) int64 { return t.Repeats })
	rare("refused by caps", func(t simulation.Counts) int64 { return t.Refused })
	count("attempts", func(t simulation.Counts) int64 { return t.Attempts })
	span("average send time", func(r Report) (settings.Micros, bool) {
		return settings.MicrosOf(r.Plan.Totals.AverageSendTime()), true
	})
	percentile := func(name string, pick func(simulation.Latency) settings.Micros) {
		span(name, func(r Report) (settings.Micros, bool) {
			if r.Plan.Latency == nil {
				return 0, false
			}
			return pick(*r.Plan.Latency), true
		})
	}
	percentile("50 % of the deliveries", func(l simulation.Latency) settings.Micros { return l.P50 })
	percentile("90 % of the deliveries", func(l simulation.Latency) settings.Micros { return l.P90 })
	percentile("95 % of the deliveries", func(l simulation.Latency) settings.Micros { return l.P95 })
	percentile("99 % of the deliveries", func(l simulation.Latency) settings.Micros { return l.P99 })
	if slices.ContainsFunc(c, func(r Report) bool { return r.SendingTotal != nil }) {
		cells := []string{"cost of the sending"}
		for _, r := range c {
			cell := words.None
			if r.SendingTotal != nil {
				cell = money(r.SendingTotal, r.Settings.Money())
			}
			cells = append(cells, cell)
		}
		s.Rows = append(s.Rows, row{Cells: cells})
	}
	cells := []string{"objectives met"}
	for _, r := range c {
		all := len(r.Settings.Objectives)
		cells = append(cells, fmt.Sprintf("%d of %d", all-r.Missed(), all))
	}
	s.Rows = append(s.Rows, row{Cells: cells})
	return s
}

func signed(more bool, amount string) string {
	if more {
		return "+" + amount
	}
	return "−" + amount
}
