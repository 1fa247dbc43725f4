package simulation

import (
	"strings"
	"unicode/utf16"
)

// Characters of the GSM 7-bit default alphabet and its extension, of which each
// takes two places (3GPP TS 23.038, section 6.2.1).
const (
	gsmBasic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
		"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
	gsmExtended = "^{}\\[~]|€\f"
)

// TextParts is how many parts a text is sent in by SMS, at least 1: up to 160
// places in one, 153 each in several; 70 and 67 if any character is outside the
// GSM alphabet (3GPP TS 23.040, section 9.2.3.24.1: the header of a part takes
// six bytes of 140).
func TextParts(text string) int {
	places := 0
	for _, r := range text {
		switch {
		case strings.ContainsRune(gsmBasic, r):
			places++
		case strings.ContainsRune(gsmExtended, r):
			places += 2
		default:
			return parts(len(utf16.Encode([]rune(text))), 70, 67)
		}
	}
	return parts(places, 160, 153)
}

func parts(places, single, several int) int {
	if places <= single {
		return 1
	}
	return (places + several - 1) / several
}
