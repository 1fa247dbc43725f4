package config

import (
	"errors"
	"strings"
	"unicode/utf8"
)

// MinKeyCharacters is how many characters a management key of one's own has. Guessing
// is slowed down, not stopped, so the key itself has to be long: docs/aws.md has
// the arithmetic.
const MinKeyCharacters = 12

// CheckKey says what is wrong with a management key that somebody has chosen.
func CheckKey(key string) error {
	if !utf8.ValidString(key) {
		return errors.New("the management key is not UTF-8, so nobody could send it; choose another one")
	}
	if utf8.RuneCountInString(strings.TrimSpace(key)) < MinKeyCharacters {
		return errors.New("the management key has fewer than 12 characters and could be guessed; " +
			"choose a longer one, as openssl rand -hex 16 makes them")
	}
	return nil
}
