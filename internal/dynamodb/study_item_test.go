package dynamodb

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"alertsim/internal/fault"
	"alertsim/internal/study"
)

func preparedStudy(t *testing.T, body string) study.Study {
	t.Helper()
	q, err := study.Decode([]byte(body))
	if err != nil {
		t.Fatal(err)
	}
	e, err := q.Prepare(1 << 40)
	if err != nil {
		t.Fatal(err)
	}
	return study.New("3wymv5yrgudpikjr", "0123456789abcdef", q, e, someTime)
}

func TestStudyItemRoundTrip(t *testing.T) {
	running := preparedStudy(t, `{"name": "a <study>", "settings": {"seed": 7, "messages": 10, "objectives": [{"share": 0.9, "within": 60}]}, "replications": 3,
		"vary": [{"path": "messages", "values": [10, 20, 1e3]}, {"alternatives": [{"name": "x", "set": {"retry.maxAttempts": 2}}, {"name": "y", "set": {}}]}]}`)
	ended := running
	ended.State, ended.Reason, ended.FinishedAt = study.Failed, "because", someTime.Add(time.Second)
	ended.Watch = study.Watch{At: someTime, Made: 3, Silent: time.Minute, Sent: 2}
	for _, want := range []study.Study{running, ended} {
		r, err := studyRecordOf(want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := studyOf(want.ID, encoded(r))
		if err != nil {
			t.Fatal(err)
		}
		got.Parts = want.Parts // items of their own
		a, _ := json.Marshal(got)
		b, _ := json.Marshal(want)
		if string(a) != string(b) {
			t.Errorf("read %s\nstored %s", a, b)
		}
	}
	for _, want := range []study.Part{{Open: true}, {Made: []int{2, 10, 130}}} {
		got, err := partOf("s", 2, encoded(partRecord{partKey("s", 2), want.Open, want.Made, 1}))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("read %+v, %v; stored %+v", got, err, want)
		}
	}
	if unsorted, err := partOf("s", 0, item{"open": &types.AttributeValueMemberBOOL{Value: true}, "made": &types.AttributeValueMemberNS{Value: []string{"10", "9", "100"}}}); err != nil || !reflect.DeepEqual(unsorted.Made, []int{9, 10, 100}) {
		t.Errorf("DynamoDB keeps no order: %v, %v", unsorted, err)
	}
}

func TestDamagedStudies(t *testing.T) {
	r, err := studyRecordOf(preparedStudy(t, `{"settings": {}, "vary": []}`))
	if err != nil {
		t.Fatal(err)
	}
	for why, damage := range map[string]item{
		"no gzip":              {"query": &types.AttributeValueMemberB{Value: []byte("{}")}},
		"half a query":         {"query": &types.AttributeValueMemberB{Value: r.Query[:len(r.Query)/2]}},
		"a text":               {"estimate": &types.AttributeValueMemberS{Value: "{}"}},
		"a watch that is none": {"watch": &types.AttributeValueMemberS{Value: "{"}},
	} {
		it := encoded(r)
		for name, v := range damage {
			it[name] = v
		}
		if _, err := studyOf("s", it); fault.CodeOf(err) != fault.CodeDamaged {
			t.Errorf("%s: %v", why, err)
		}
	}
	for why, made := range map[string]types.AttributeValue{
		"a number":    &types.AttributeValueMemberN{Value: "7"},
		"not a whole": &types.AttributeValueMemberNS{Value: []string{"1.5"}},
	} {
		if _, err := partOf("s", 0, item{"open": &types.AttributeValueMemberBOOL{}, "made": made}); fault.CodeOf(err) != fault.CodeDamaged {
			t.Errorf("%s: %v", why, err)
		}
	}
}

// What is permitted fits DynamoDB's items of 400 KB: the largest queries, together with the largest layout.
func TestStudyItemSizes(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	names := func(alphabet string) string { // as many alternatives as a body can have, with the longest names
		var list []string
		for i := range 550 {
			name := []byte(fmt.Sprint(i))
			for len(name) < study.MaxNameLength {
				name = append(name, alphabet[random.IntN(len(alphabet))])
			}
			list = append(list, fmt.Sprintf(`{"name": %q, "set": {}}`, name))
		}
		return `{"settings": {}, "replications": 1, "vary": [{"alternatives": [` + strings.Join(list, ",") + `]}]}`
	}
	query := 0
	for what, body := range map[string]string{
		"10,000 levels":     `{"settings": {"seed": 1}, "replications": 1, "vary": [{"path": "senderGroups[0].sendTime.mean", "range": {"from": 0.123457, "to": 99.1234, "count": 10000, "scale": "logarithmic"}}]}`,
		"long names":        names("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:;-_!?()[]{}/=+*"),
		"names of brackets": names("<>&"),
	} {
		raw, err := packed(preparedStudy(t, body).Query)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: a body of %d bytes, %d stored", what, len(body), len(raw))
		query = max(query, len(raw))
	}
	// Nearly 10 hours of runs that differ from point to point, so that the chunks do.
	s := preparedStudy(t, `{"settings": {"seed": 1}, "replications": 100, "vary": [{"path": "messages", "range": {"from": 1000000, "to": 2500000, "count": 10000}}]}`)
	estimate, err := packed(s.Estimate)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%v of work in %d chunks of %d sizes, %d bytes stored", s.Estimate.Work, s.Chunks(), len(s.Estimate.Layout.Sizes), len(estimate))
	if s.Estimate.Work < 9*time.Hour {
		t.Error("that is not the largest")
	}
	if query+len(estimate) > maxPacked/2 {
		t.Errorf("%d + %d bytes, and %d are possible", query, len(estimate), maxPacked)
	}
	// Half a second each is what makes most chunks of 10 hours: one run has no room beside another.
	most := preparedStudy(t, `{"settings": {"seed": 1, "messages": 25100000}, "replications": 700, "vary": [{"path": "senderGroups[0].sendTime.mean", "range": {"from": 1, "to": 100, "count": 100}}]}`)
	part := partRecord{partKey(most.ID, 63), true, nil, 1_800_000_000}
	for chunk := 63; chunk < most.Chunks(); chunk += study.MaxParts {
		part.Made = append(part.Made, chunk)
	}
	size := sizeOf(versioned(part, newVersion()))
	t.Logf("%d chunks, %d a part, which has %d bytes", most.Chunks(), len(part.Made), size)
	if len(most.Parts) != study.MaxParts || most.Chunks() < 60_000 || most.Chunks() > 99_999 || size > 6<<10 {
		t.Errorf("%d parts, %d chunks, a part of %d bytes", len(most.Parts), most.Chunks(), size)
	}
	if size := sizeOf(versioned(chunkRecord{chunkKey(most.ID, 63, 99_999), make([]byte, study.MaxEncodedBytes), 1_800_000_000}, newVersion())); size > 400<<10 {
		t.Errorf("a chunk has %d bytes", size)
	}
}

// What is too large after all is refused before anything is stored.
func TestStudyThatDoesNotFit(t *testing.T) {
	s := preparedStudy(t, `{"settings": {}, "vary": [{"path": "messages", "values": [1, 2]}]}`)
	random := rand.New(rand.NewPCG(1, 2))
	for range maxPacked / 8 {
		s.Query.Vary[0].Levels = append(s.Query.Vary[0].Levels, study.Level{Value: random.Uint64()})
	}
	store, calls := scripted(t, succeeds)
	if err := store.CreateStudy(t.Context(), s); fault.CodeOf(err) != fault.CodeInvalid || *calls != 0 {
		t.Errorf("%v after %d calls", err, *calls)
	}
}
