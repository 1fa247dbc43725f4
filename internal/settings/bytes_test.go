package settings_test

import (
	"strings"
	"testing"

	"alertsim/internal/fault"
	"alertsim/internal/settings"
)

// What readers of JSON replace in silence is refused, by its byte.
func TestBytesThatAreNoText(t *testing.T) {
	for _, test := range []struct{ why, body, message string }{
		{"Latin-1", "{\"name\":\"Stra\xdfe\"}", "it is not UTF-8: 0xDF stands where no character can; save it as UTF-8 (byte 14)"},
		{"after a byte order mark", "\ufeff{\"name\":\"\xe9\"}", "(byte 13)"},
		{"cut in a character", "{\"name\":\"\xe2\x82\"}", "0xE2 stands where no character can"},
		{"a surrogate in three bytes", "{\"name\":\"\xed\xa0\x80\"}", "0xED stands"},
		{"an overlong slash", "{\"name\":\"\xc0\xaf\"}", "0xC0 stands"},
		{"in the name of a field", "{\"n\xe4me\":1}", "(byte 4)"},
		{"outside of any string", "{\"messages\":1\xa0}", "(byte 14)"},
		{"UTF-16 with a mark", "\xff\xfe{\x00}\x00", "it is in UTF-16; save it as UTF-8 (byte 1)"},
		{"UTF-16, the other order", "\xfe\xff\x00{\x00}", "it is in UTF-16"},
		{"UTF-16 without a mark", "{\x00}\x00", "it looks like UTF-16"},
		{"UTF-32", "\xff\xfe\x00\x00{\x00\x00\x00}\x00\x00\x00", "it is in UTF-32"},
		{"a lone high surrogate", `{"name":"a\ud83c"}`, `\ud83c is half of a character (a lone surrogate) (byte 11)`},
		{"a lone low surrogate", `{"text":"\uDC00"}`, `\uDC00 is half of a character`},
		{"two high ones", `{"text":"\ud83c\ud83c"}`, "(byte 10)"},
		{"the wrong order", `{"text":"\udf0a\ud83c"}`, "(byte 10)"},
		{"in the name of a field", `{"\ud800":1}`, "(byte 3)"},
		{"before the end", `{"text":"\ud83c`, "half of a character"},
	} {
		_, err := settings.Decode([]byte(test.body))
		if fault.CodeOf(err) != fault.CodeInvalid || !strings.Contains(err.Error(), test.message) {
			t.Errorf("%s: %v; want CodeInvalid with %q", test.why, err, test.message)
		}
	}
	s, err := settings.Decode([]byte(`{"name":"\ud83c\udf0a \\ud800 \"\u00e9"}`))
	if want := "🌊 \\ud800 \"é"; err != nil || s.Name != want {
		t.Errorf("a pair and an escaped backslash: %q, %v; want %q", s.Name, err, want)
	}
}
