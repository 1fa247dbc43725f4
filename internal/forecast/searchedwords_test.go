package forecast

import (
	"strings"
	"testing"
)

func TestSearchedInWords(t *testing.T) {
	for _, row := range []struct {
		why      string
		senders  int
		searched Searched
		want     string
	}{
		{"complete", 226, Searched{Answer: 226, Min: 3, Max: 10_000, Possible: 120},
			"Every number from 120 to 225 was tried. Fewer than 120 cannot suffice, whatever the order of sending."},
		{"the bound is the answer", 226, Searched{Answer: 226, Min: 3, Max: 10_000, Possible: 226},
			"Fewer than 226 cannot suffice, whatever the order of sending."},
		{"ordered", 2655, Searched{Answer: 2655, Min: 1, Max: 10_000, Possible: 1, Ordered: true},
			"With these settings more senders never do worse, so one fewer that does not suffice rules out all below it."},
		{"the fewest there may be", 3, Searched{Answer: 3, Min: 3, Max: 10_000, Possible: 3}, "There can be no fewer."},
		{"out of time", 1614, Searched{Answer: 1614, Min: 2, Max: 10_000, Possible: 1515, TimeRanOut: true, Untried: []Numbers{{1515, 1580}}},
			"Every number from 1,581 to 1,613 was tried. Fewer than 1,515 cannot suffice, whatever the order of sending. " +
				"The time ran out before these numbers were tried, and one of them may suffice: 1,515 to 1,580."},
		{"out of time, with gaps", 1614, Searched{Answer: 1614, Min: 1515, Max: 10_000, Possible: 1515, TimeRanOut: true, Untried: []Numbers{{1517, 1517}, {1519, 1521}}},
			"The time ran out before these numbers were tried, and one of them may suffice: 1,517, 1,519 to 1,521."},
		{"out of time, with many gaps", 40, Searched{Answer: 40, Min: 1, Max: 50, Possible: 1, TimeRanOut: true, Untried: []Numbers{{1, 2}, {4, 5}, {7, 8}, {10, 11}, {13, 14}, {16, 18}}},
			"The time ran out before these numbers were tried, and one of them may suffice: 13 numbers from 1 to 18."},
		{"out of time, ordered", 40, Searched{Answer: 40, Min: 1, Max: 50, Possible: 1, Ordered: true, TimeRanOut: true, Untried: []Numbers{{30, 39}}},
			"With these settings more senders never do worse. The time ran out before these numbers were tried, and one of them may suffice: 30 to 39."},
		{"none, all tried", 0, Searched{Min: 1, Max: 1000, Possible: 25, Idle: 600},
			"Every number from 25 to 1,000 was tried. Fewer than 25 cannot suffice, whatever the order of sending. " +
				"From 600 on further senders are never used: all these numbers come to the same."},
		{"none possible", 0, Searched{Min: 1, Max: 1000, Possible: 1001},
			"No number up to 1,000 can suffice: whatever the order of sending, the senders' time or the rate limits do not allow it."},
		{"none, ordered", 0, Searched{Min: 1, Max: 1000, Possible: 1, Ordered: true},
			"With these settings more senders never do worse, so 1,000 that do not suffice, the most there may be, rule out all others."},
		{"of one group", 222, Searched{Answer: 130, Min: 1, Max: 9908, Possible: 1, Group: "calls"},
			"Every number from 1 to 129 was tried. The numbers are those of the group calls alone."},
	} {
		if got := strings.Join(Senders{Senders: row.senders, Searched: row.searched}.SearchedInWords(), " "); got != row.want {
			t.Errorf("%s:\n got %s\nwant %s", row.why, got, row.want)
		}
	}
}
