package sqlite

import (
	"fmt"
	"strconv"
	"strings"

	"maragu.dev/goqite"

	"alertsim/internal/fault"
)

// receipt names one receiving of a message: the id and how often the message
// had been received by then, as m_0123abcd/2.
type receipt struct {
	id       goqite.ID
	received int
}

// String is the receipt as callers hold it.
func (r receipt) String() string { return fmt.Sprintf("%s/%d", r.id, r.received) }

func parseReceipt(text string) (receipt, error) {
	id, count, _ := strings.Cut(text, "/")
	received, err := strconv.Atoi(count)
	if err != nil {
		return receipt{}, fault.Errorf(fault.CodeInvalid, "not a receipt of this queue: %.100q", text)
	}
	return receipt{goqite.ID(id), received}, nil
}
