package fit

import (
	"fmt"
	"strings"
)

// Fault is what is wrong with a log as a whole, or with what was said of it.
type Fault struct {
	Why string // a phrase about the log, as "is empty"
	// Role is the column that it is about, if it is about one.
	Role Role
	// Line is where it was found, from 1; 0: nowhere.
	Line int
	// Remedy is what the command line offers, if anything.
	Remedy string
	// Rows are the first that are wrong.
	Rows []WrongLine
}

func (e *Fault) Error() string {
	text := e.Why
	if e.Line > 0 {
		text = fmt.Sprintf("line %d: %s", e.Line, text)
	}
	if e.Remedy != "" {
		text += " " + e.Remedy
	}
	for _, w := range e.Rows {
		text += fmt.Sprintf("\n  line %d: %s", w.Line, w.Why)
	}
	return text
}

// Want is a role that needs a column, and what that has to tell.
type Want struct {
	Role Role
	What string
}

// MappingError says which columns are wanted, and which there are.
type MappingError struct {
	Missing []Want
	Columns []string
}

func (e *MappingError) Error() string {
	var list []string
	for _, m := range e.Missing {
		list = append(list, fmt.Sprintf("  %s: %s", m.Role, m.What))
	}
	return fmt.Sprintf("no column was recognised for\n%s\nThe columns are %s. Say which is which, as --map %s=%s",
		strings.Join(list, "\n"), quotedList(e.Columns), e.Missing[0].Role, exampleOf(e.Columns))
}

// ColumnError is about a column that was named and is not there.
type ColumnError struct {
	Role    Role
	Name    string
	Columns []string
}

func (e *ColumnError) Error() string {
	return fmt.Sprintf("there is no column %q for %s; the columns are %s", e.Name, e.Role, quotedList(e.Columns))
}

// StatusError is about a log none of whose words says that something was delivered or failed.
type StatusError struct{ Words []Word }

func (e *StatusError) Error() string {
	var list []string
	for _, w := range e.Words {
		list = append(list, fmt.Sprintf("  %q: %d rows, taken for %s", w.Text, w.Rows, w.Kind))
	}
	return "no status says that anything was delivered or failed:\n" + strings.Join(list, "\n") +
		"\nSay what they mean, as --status " + quotedWord(e.Words) + "=delivered"
}

func quotedWord(words []Word) string {
	if len(words) == 0 {
		return "WORD"
	}
	if strings.ContainsAny(words[0].Text, " \t'\"") {
		return fmt.Sprintf("%q", words[0].Text)
	}
	return words[0].Text
}

func exampleOf(header []string) string {
	if len(header) == 0 {
		return "NAME"
	}
	return header[0]
}
