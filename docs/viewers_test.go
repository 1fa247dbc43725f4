package docs

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"alertsim/internal/deployment"
	"alertsim/internal/forecast"
	"alertsim/internal/result"
	"alertsim/internal/settings"
	"alertsim/internal/words"
)

// viewersTable is the table of docs/aws.md, from the prices and sizes of internal/result.
func viewersTable(t *testing.T) string {
	t.Helper()
	given, err := settings.DecodeForecast([]byte(`{"messages": 1000000, "seed": 1, "senderGroups": [{"senders": 1000}]}`))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := forecast.Of(t.Context(), given)
	if err != nil {
		t.Fatal(err)
	}
	c := result.CostOfAudience(result.Audience{Viewers: 10_000, For: time.Hour}, result.Of(given, plan, deployment.Standard()), deployment.Standard())
	row := func(what string, n float64, usd float64) string {
		return fmt.Sprintf("| %s | %s | %.2f |\n", what, words.Count(int64(n)), usd)
	}
	return "| | | USD |\n|---|---|---|\n" +
		row("looks through CloudFront *", c.Looks, c.LookRequests) +
		row("what they are sent, in MB *", c.Sent/1e6, c.LookBytes) +
		row("requests of the page *", c.Pages, c.PageRequests) +
		row("what they are sent, in MB *", c.PagesSent/1e6, c.PageBytes) +
		row("calls of the API, with function, reads and traces", c.Reads, c.API) +
		fmt.Sprintf("| together | | %.2f |\n", c.Total)
}

// What docs/aws.md tells of many viewers is what is reckoned.
func TestManyViewers(t *testing.T) {
	raw, err := os.ReadFile("aws.md")
	if err != nil {
		t.Fatal(err)
	}
	if table := viewersTable(t); !strings.Contains(string(raw), table) {
		t.Errorf("docs/aws.md does not have this table:\n%s", table)
	}
	script, err := os.ReadFile("../web/src/api/snapshots.ts")
	if err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("lookingSeconds = %d;", int(result.LookingInterval.Seconds())); !strings.Contains(string(script), want) {
		t.Errorf("the browser interface does not look every so many seconds as is reckoned with: %s", want)
	}
}
