package settings

import "strings"

// Characters of the GSM 7-bit default alphabet and its extension, of which each
// takes two places, an escape and itself (3GPP TS 23.038, section 6.2.1).
const (
	gsmBasic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
		"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
	gsmExtended = "^{}\\[~]|€\f"
)

// Parts is how many parts each message is sent in by SMS, at least 1.
func (s Settings) Parts() int { return TextParts(s.AlertText()) }

// TextParts is how many parts a text is sent in by SMS, at least 1: up to 160
// places in one, 153 each in several; 70 and 67 UTF-16 units if any character is
// outside the GSM alphabet (3GPP TS 23.040, section 9.2.3.24.1: the header of a
// part takes six bytes of 140). A character of two places is never cut: where one
// is left in a part, it begins the next.
func TextParts(text string) int {
	if parts, ok := packed(text, gsmPlaces, 160, 153); ok {
		return parts
	}
	parts, _ := packed(text, utf16Units, 70, 67)
	return parts
}

// packed fills parts in order. It is false at a character without places.
func packed(text string, places func(rune) int, single, several int) (parts int, ok bool) {
	all, parts, free := 0, 1, several
	for _, r := range text {
		n := places(r)
		if n == 0 {
			return 0, false
		}
		all += n
		if n > free {
			parts, free = parts+1, several
		}
		free -= n
	}
	if all <= single {
		return 1, true
	}
	return parts, true
}

func gsmPlaces(r rune) int {
	switch {
	case strings.ContainsRune(gsmBasic, r):
		return 1
	case strings.ContainsRune(gsmExtended, r):
		return 2
	}
	return 0
}

func utf16Units(r rune) int {
	if r > 0xffff {
		return 2
	}
	return 1
}

// AlertText is what every message says: the text, or the name where there is
// none.
func (s Settings) AlertText() string {
	if s.Text == "" {
		return s.Name
	}
	return s.Text
}
