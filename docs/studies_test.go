package docs

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"alertsim/internal/result"
	"alertsim/internal/study"
	"alertsim/internal/words"
)

// What docs/aws.md says of a large study is what the program reckons. A row that is missing is printed.
func TestStudiesAreThePrograms(t *testing.T) {
	page, err := os.ReadFile("aws.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range studyRows(t) {
		if !strings.Contains(string(page), row+"\n") {
			t.Errorf("docs/aws.md does not have\n%s", row)
		}
	}
}

// studyRows are what a study takes and costs by its estimate, and by three times that.
func studyRows(t *testing.T) (rows []string) {
	t.Helper()
	q, err := study.Decode([]byte(`{"settings": {"seed": 1, "messages": 1000000}, "replications": 100, "vary": [
		{"path": "senderGroups[0].senders", "range": {"from": 1000, "to": 10000, "count": 100}},
		{"path": "senderGroups[0].sendTime.mean", "range": {"from": 1, "to": 60, "count": 100}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	e, err := q.Prepare(1 << 30)
	if err != nil {
		t.Fatal(err)
	}
	if e.Runs != 1_000_000 || e.Points != 10_000 {
		t.Fatalf("%d points, %d runs", e.Points, e.Runs)
	}
	for _, of := range []struct {
		what  string
		times int
	}{{"by the estimate", 1}, {"at three times the estimate", 3}} {
		slower := e
		slower.Work, slower.Longest = e.Work*time.Duration(of.times), e.Longest*time.Duration(of.times)
		s := study.New("s", "session", q, slower, time.Unix(1, 0))
		ten, most := result.StudyUsageOf(s, 10), result.StudyUsageOf(s, 1000)
		c := result.StudyCostOf(most)
		rows = append(rows, fmt.Sprintf("| %s | %s | %.1f | %.0f min | %.0f s | %s | %s | %s | %s | %s | **%s** |", of.what, words.Count(int64(most.Jobs)), slower.Work.Hours(),
			result.StudyWall(ten, slower.Longest, 10).Minutes(), result.StudyWall(most, slower.Longest, 1000).Seconds(),
			usd(c.Lambda), usd(c.SQS), usd(c.DynamoDB), usd(c.Tracing), usd(c.Logs), usd(c.Total)))
	}
	return rows
}
