package words

import "testing"

func TestNamesKeepTheirDirectionToThemselves(t *testing.T) {
	for name, want := range map[string]string{"sms": "sms", "é火": "é火", "مجموعة 1": "\u2068مجموعة 1\u2069", "קבוצה": "\u2068קבוצה\u2069"} {
		if got := Name(name); got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
}
