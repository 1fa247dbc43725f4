package settings

import (
	"fmt"
	"strings"
	"unicode"
)

// The rule for names and texts, the same wherever they come in:
//
//   - Line ends of every kind (CR LF, CR, NEL, U+2028, U+2029) are written as LF,
//     and only a text may have several lines. A tab is written as a space.
//   - Other control characters are refused: nobody sees them and no phone shows
//     them. So are the bidirectional embeddings, overrides and isolates, which
//     change the order of what stands around them; the marks that do not (U+200E,
//     U+200F, U+061C) are part of Arabic and Hebrew writing.
//   - U+FFFD is refused: it stands where another program lost a character.

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n", "\t", " ")

// PlainLine applies the rule to a name, and says what is wrong with it, or "".
func PlainLine(s string) (text, wrong string) { return plainText(s, false) }

// plainText applies the rule, and says what is wrong with a text, or "".
func plainText(s string, lines bool) (text, wrong string) {
	text = lineEnds.Replace(s)
	place := 0
	for _, r := range text {
		place++
		switch {
		case r == '\n' && lines:
		case r == '\n':
			return text, fmt.Sprintf("must be one line (character %d ends it)", place)
		case unicode.IsControl(r):
			return text, fmt.Sprintf("must not hold control characters (character %d is U+%04X)", place, r)
		case r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069:
			return text, fmt.Sprintf("must not hold what changes the direction of other characters (character %d is U+%04X)", place, r)
		case r == unicode.ReplacementChar:
			return text, fmt.Sprintf("holds U+FFFD, which stands for a character that was lost on the way (character %d); write it again", place)
		}
	}
	return text, ""
}
