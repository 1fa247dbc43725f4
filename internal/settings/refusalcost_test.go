package settings_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/settings"
)

// costly are bodies of the greatest length that are a pain to refuse.
func costly() map[string]string {
	fill := func(open string, each func(int) string, end string) string {
		b := strings.Builder{}
		b.WriteString(open)
		for i := 0; ; i++ {
			next := each(i)
			if b.Len()+len(next)+len(end) > settings.MaxBodyBytes {
				return strings.TrimSuffix(b.String(), ",") + end
			}
			b.WriteString(next)
		}
	}
	always := func(s string) func(int) string { return func(int) string { return s } }
	long := strings.Repeat("n", settings.MaxBodyBytes/2)
	nested := strings.Repeat(`{"`+strings.Repeat("n", 500)+`":`, settings.MaxDepth-1)
	return map[string]string{
		"brackets":                       fill("", always("["), ""),
		"objects in lists":               fill("", always(`[{"a":`), ""),
		"as deep as is allowed, often":   fill(`{"x":[`, always(strings.Repeat("[", 14)+strings.Repeat("]", 14)+","), `]}`),
		"unknown names":                  fill(`{`, func(i int) string { return fmt.Sprintf(`"%d":0,`, i) }, `}`),
		"one name again and again":       fill(`{`, always(`"a":0,`), `}`),
		"long names of parents":          fill(`{"`+long+`":{`, always(`"a":0,`), `}}`),
		"long names of many parents":     fill(nested+`{`, always(`"a":0,`), strings.Repeat(`}`, settings.MaxDepth)),
		"empty groups":                   fill(`{"senderGroups":[`, always(`{},`), `]}`),
		"a list where a number belongs":  fill(`{"messages":[`, always(`0,`), `]}`),
		"a number without end":           fill(`{"messages":1`, always("9"), `}`),
		"a fraction without end":         fill(`{"messages":0.`, always("9"), `}`),
		"an exponent without end":        fill(`{"messages":1e`, always("9"), `}`),
		"escapes":                        fill(`{"name":"`, always(`\ud83c\udf0a`), `"}`),
		"controls in a text":             fill(`{"text":"`, always(`\u0001`), `"}`),
		"unknown names in eight groups":  fill(`{"senderGroups":[{},{},{},{},{},{},{},{`, func(i int) string { return fmt.Sprintf(`"%d":0,`, i) }, `}]}`),
		"every field wrong, and unknown": fill(`{"senderGroups":[`+strings.Repeat(`{"senders":0,"failureRate":2,"x":1,"sendTime":{"mean":-1,"y":2}},`, 7)+`{}],`, func(i int) string { return fmt.Sprintf(`"%d":0,`, i) }, `}`),
		"white space":                    fill(`{`, always(" "), ``),
	}
}

// Refusing costs in proportion to the body: memory is counted, which does not
// depend on the machine; time is only told.
func TestRefusalsAreCheap(t *testing.T) {
	const most = 16 << 20 // bytes; a list of 32,000 numbers in Go's own form takes half
	for why, body := range costly() {
		if len(body) > settings.MaxBodyBytes {
			t.Fatalf("%s: %d bytes", why, len(body))
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		_, err := settings.Decode([]byte(body))
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		e, ok := errors.AsType[*fault.Error](err)
		if !ok {
			t.Errorf("%s: not refused: %v", why, err)
			continue
		}
		if got := after.TotalAlloc - before.TotalAlloc; got > most {
			t.Errorf("%s: refusing %d bytes took %d bytes, want at most %d", why, len(body), got, most)
		} else {
			t.Logf("%-30s %8d bytes %10v", why, got, took)
		}
		if len(e.Fields) > 40 || len(e.Error()) > 64<<10 {
			t.Errorf("%s: told of %d fields in %d bytes", why, len(e.Fields), len(e.Error()))
		}
	}
}

func TestErrorsAreBoundedInNumberAndCounted(t *testing.T) {
	body := strings.Builder{}
	body.WriteString(`{"messages":0`)
	for i := range 76 {
		fmt.Fprintf(&body, `,"f%d":1`, i)
	}
	body.WriteString(`}`)
	_, err := settings.Decode([]byte(body.String()))
	e, ok := errors.AsType[*fault.Error](err)
	if want := "77 fields of the settings are wrong; 40 are named here, and there are 37 more"; !ok || e.Message != want || len(e.Fields) != 40 || e.Fields[0].Path != "messages" {
		t.Errorf("%v; want %s", err, want)
	}
}

// Random nesting, names and repetitions: never more than a bound in all.
func TestRefusalsOfRandomBodiesAreCheap(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	pieces := []string{`{`, `[`, `}`, `]`, `"a":`, `"messages":`, `"senderGroups":`, `"sendTime":`, `,`, `0`, `"x"`, `null`, `"` + strings.Repeat("y", 200) + `":`, `\ud800`, "\xff", " "}
	for range 200 {
		b := strings.Builder{}
		for b.Len() < settings.MaxBodyBytes-300 {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, _ = settings.Decode([]byte(b.String()))
		runtime.ReadMemStats(&after)
		if got := after.TotalAlloc - before.TotalAlloc; got > 4<<20 {
			t.Fatalf("%d bytes for %q", got, b.String())
		}
	}
}
