package answer

import (
	"strings"

	"alertsim/internal/words"
)

// Sentence is the answer in words: what is reached by when, who never is, what it costs where there is a budget, and what
// decides it.
func (a Answer) Sentence() string {
	parts := []string{a.reached()}
	if rest := a.rest(); rest != "" {
		parts = append(parts, rest)
	}
	if b := a.Bill; b != nil {
		parts = append(parts, b.words())
	}
	if a.Bound != nil {
		parts = append(parts, a.Bound.Words())
	}
	out := strings.Join(parts, "; ") + "."
	if a.Audience != "" {
		return words.Name(a.Audience) + ": " + out
	}
	return strings.ToUpper(out[:1]) + out[1:]
}

// reached is who is reached by when. "Reached" is said of messages that are delivered to somebody.
func (a Answer) reached() string {
	all, share := words.Counted(a.People, "person"), words.Share(a.Share)
	if a.People != 1 {
		all = words.Count(a.People) + " people"
	}
	switch {
	case a.People == 0:
		return "there is nobody to reach"
	case a.Reached == 0 && a.People == 1:
		return "the one person " + a.verb("is never reached", "never confirms")
	case a.Reached == 0:
		return "none of " + all + " " + a.verb("is reached", "confirms")
	case a.After == nil:
		out := "only " + words.Part(a.Reached, a.People, a.Share) + " of " + all + " " + a.verb("are ever reached", "ever confirm") + ", not " + share
		if a.Reached == 1 {
			return "only 1 of " + all + " " + a.verb("is ever reached", "ever confirms") + ", not " + share
		}
		if a.Last != nil {
			out += ", the last after " + words.Duration(a.Last.Seconds())
		}
		return out
	case a.People == 1:
		return "the one person " + a.verb("is reached", "confirms") + a.after()
	case a.Share == 1 || a.Reached == a.People && a.Last != nil && *a.Last == *a.After:
		return "all " + all + " " + a.verb("are reached", "confirm") + a.after()
	}
	return share + " of " + all + " " + a.verb("are reached", "confirm") + a.after()
}

func (a Answer) verb(delivered, acknowledged string) string {
	if a.Acknowledged {
		return acknowledged
	}
	return delivered
}

// after is when the share is reached, beside the time that it may take.
func (a Answer) after() string {
	at := a.After.Seconds()
	switch {
	case !a.Exact:
		return " within " + words.Duration(at)
	case a.Within == nil:
		return " after " + words.Duration(at)
	case a.Met:
		return " after " + words.Duration(at, *a.Within) + ", as wanted within " + words.Time(*a.Within)
	}
	return " after " + words.Duration(at, *a.Within) + ", " + words.Duration(at-*a.Within) + " later than wanted"
}

// rest is what becomes of those beyond the share.
func (a Answer) rest() string {
	switch never := a.Never(); {
	case a.People == 0 || a.Reached == 0 || a.People == 1:
		return ""
	case never > 0:
		return words.Count(never) + " never"
	case a.After != nil && a.Last != nil && *a.Last > *a.After:
		return "everybody after " + words.Duration(a.Last.Seconds())
	}
	return ""
}

func (b Bill) words() string {
	out := "it costs " + words.Money(b.Amount, b.Currency)
	if b.Met {
		return out + ", within the budget of " + words.Money(b.Budget, b.Currency)
	}
	return out + ", more than the budget of " + words.Money(b.Budget, b.Currency)
}
