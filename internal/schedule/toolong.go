package schedule

import (
	"fmt"

	"alertsim/internal/engine"
	"alertsim/internal/fault"
	"alertsim/internal/words"
)

// tooLong tells that the run does not end within what can be counted, and what to
// do. It plays the schedule once more, to see how many messages would end.
func (s *Schedule) tooLong() error {
	advice := "use shorter send times, or ones that are spread less"
	if countable := s.engine.Countable(); countable > 0 {
		advice = fmt.Sprintf("use at most %s with these send times, or send times that are shorter or spread less", words.Counted(countable, "message"))
	}
	limit := engine.MaxMakespan(s.engine.Senders())
	return &fault.Error{
		Code: fault.CodeInvalid, Message: "the run lasts longer than can be counted",
		Fields: []fault.FieldError{{Path: "messages", Message: fmt.Sprintf(
			"have not all ended after %s simulated years, which is as far as the clock of a run with %s goes; %s",
			words.Figure(limit.Seconds()/year), words.Counted(int64(s.engine.Senders()), "sender"), advice)}},
	}
}

const year = 365.25 * 86_400 // seconds
