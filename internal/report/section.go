package report

import "slices"

// section is one titled table of a report, the same on a terminal and on a page.
type section struct {
	Title string
	Align string   // a letter a column: l or r
	Head  []string // none: the first column names the rows
	Rows  []row
	Notes []string // whole sentences below the table
}

type row struct {
	Cells []string
	Class string // "met" or "missed" of an objective
}

// add appends a row unless its value, the second cell, is empty.
func (s *section) add(cells ...string) {
	if len(cells) > 1 && cells[1] != "" {
		s.Rows = append(s.Rows, row{Cells: cells})
	}
}

// withoutEmpty leaves out those of the named columns in which every row says nothing.
func (s section) withoutEmpty(names ...string) section {
	for c := len(s.Head) - 1; c >= 0; c-- {
		says := func(r row) bool { return r.Cells[c] != "0" && r.Cells[c] != lasting(0) }
		if !slices.Contains(names, s.Head[c]) || slices.ContainsFunc(s.Rows, says) {
			continue
		}
		s.Head, s.Align = slices.Delete(s.Head, c, c+1), s.Align[:c]+s.Align[c+1:]
		for i := range s.Rows {
			s.Rows[i].Cells = slices.Delete(s.Rows[i].Cells, c, c+1)
		}
	}
	return s
}
