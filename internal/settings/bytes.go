package settings

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// MaxDepth bounds how deep objects and lists may nest in each other. Settings
// need six levels; a bound keeps the cost of a refusal in proportion to the
// body.
const MaxDepth = 16

// A ByteFault is why bytes are no text that could be read, and where.
type ByteFault struct {
	Offset  int // of the first byte that is wrong, from 0
	Message string
}

func (f *ByteFault) Error() string { return fmt.Sprintf("%s (byte %d)", f.Message, f.Offset+1) }

// UTF8 makes sure that bytes are UTF-8 and takes a byte order mark off. Readers
// of JSON and YAML put U+FFFD in the place of what is not: the text would no
// longer be the one that was meant, and have other SMS parts.
func UTF8(raw []byte) ([]byte, *ByteFault) {
	for _, other := range []struct{ mark, name string }{
		{"\xff\xfe\x00\x00", "UTF-32"}, {"\x00\x00\xfe\xff", "UTF-32"}, {"\xff\xfe", "UTF-16"}, {"\xfe\xff", "UTF-16"},
	} {
		if bytes.HasPrefix(raw, []byte(other.mark)) {
			return nil, &ByteFault{0, "it is in " + other.name + "; save it as UTF-8"}
		}
	}
	if len(raw) > 1 && (raw[0] == 0) != (raw[1] == 0) { // the first character is ASCII, in two bytes
		return nil, &ByteFault{0, "it looks like UTF-16; save it as UTF-8"}
	}
	text := bytes.TrimPrefix(raw, []byte("\ufeff"))
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size == 1 {
			return nil, &ByteFault{len(raw) - len(text) + i, fmt.Sprintf("it is not UTF-8: 0x%02X stands where no character can; save it as UTF-8", text[i])}
		}
		i += size
	}
	return text, nil
}

// CheckJSON finds in JSON what its readers take without a word or at a great
// price: escapes of half a character, as \ud800 alone, and nesting beyond
// MaxDepth. It does not check the syntax.
func CheckJSON(raw []byte) *ByteFault {
	depth := 0
	for i := 0; i < len(raw); i++ {
		switch raw[i] {
		case '"':
			end, fault := checkString(raw, i)
			if fault != nil {
				return fault
			}
			i = end
		case '{', '[':
			if depth++; depth > MaxDepth {
				return &ByteFault{i, fmt.Sprintf("objects and lists nest deeper than %d levels", MaxDepth)}
			}
		case '}', ']':
			depth--
		}
	}
	return nil
}

// checkString looks at the escapes of the string that begins at start, and
// returns the place of its closing quote.
func checkString(raw []byte, start int) (end int, fault *ByteFault) {
	i := start + 1
	for i < len(raw) && raw[i] != '"' {
		if raw[i] != '\\' {
			i++
			continue
		}
		unit, is := escapedUnit(raw[i:])
		if !is {
			i += 2
			continue
		}
		switch {
		case unit < 0xd800 || unit > 0xdfff:
			i += 6
			continue
		case unit < 0xdc00:
			if low, is := escapedUnit(raw[min(i+6, len(raw)):]); is && low >= 0xdc00 && low <= 0xdfff {
				i += 12
				continue
			}
		}
		return i, &ByteFault{i, fmt.Sprintf("%s is half of a character (a lone surrogate)", raw[i:i+6])}
	}
	return i, nil
}

// escapedUnit reads \uXXXX.
func escapedUnit(raw []byte) (uint64, bool) {
	if len(raw) < 6 || raw[0] != '\\' || raw[1] != 'u' {
		return 0, false
	}
	unit, err := strconv.ParseUint(string(raw[2:6]), 16, 16)
	return unit, err == nil
}
