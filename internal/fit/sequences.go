package fit

// How a recipient's attempts over a channel ended.
const (
	byDelivery = iota
	byPermanent
	byFailure // of which nothing says whether it was for good
	byNothing // nothing came after the last temporary failure
	sequenceEnds
)

// sequences counts recipients by how many temporary failures they had over a channel, and what came then.
type sequences [sequenceEnds][maxSequence + 1]float64

func fails(k Kind) bool { return k == Temporary || k == Permanent || k == Failed || k == Aborted }

// sequence follows a recipient's attempts over one channel up to the first that decides.
type sequence struct {
	temporary int
	decided   bool
	how       int
	failed    bool // the last one failed, and nothing yet says of which kind
}

func (s *sequence) follow(kind Kind) {
	if s.decided {
		return
	}
	if s.failed { // and was tried again, so it was not for good
		s.temporary, s.failed = s.temporary+1, false
	}
	switch kind {
	case Delivered:
		s.decided, s.how = true, byDelivery
	case Permanent:
		s.decided, s.how = true, byPermanent
	case Temporary:
		s.temporary++
	case Failed:
		s.failed = true
	case Open, Refused, Aborted, Ignored, Unknown:
		s.decided, s.how = true, byNothing
	}
}

func (s *sequence) end() int {
	switch {
	case s.decided:
		return s.how
	case s.failed:
		return byFailure
	}
	return byNothing
}
