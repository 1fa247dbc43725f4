package settings_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"alertsim/internal/settings"
)

// fictional is a number whose area code begins with 0, as no real one does.
var fictional = regexp.MustCompile(`^\+1 0\d\d 5\d\d \d{4}$`)

// numberOf are the eight digits by which recipients differ.
func numberOf(t interface{ Fatalf(string, ...any) }, recipient string) int {
	if !fictional.MatchString(recipient) {
		t.Fatalf("%q", recipient)
	}
	digits := strings.ReplaceAll(recipient, " ", "")
	n, err := strconv.Atoi(digits[3:5] + digits[6:])
	if err != nil {
		t.Fatalf("%q: %v", recipient, err)
	}
	return n
}

// One recipient each: of the first 100,000 messages, and of the last, whatever the seed.
func TestRecipientsAreDistinct(t *testing.T) {
	for _, seed := range []int64{0, 1, 42, settings.MaxSeed} {
		s := settings.Settings{Seed: seed}
		seen := make(map[int]bool, 200_000)
		for i := range int64(200_000) {
			message := i
			if i >= 100_000 {
				message = 100_000_000 - 1 - (i - 100_000)
			}
			if n := numberOf(t, s.Recipient(message)); seen[n] {
				t.Fatalf("seed %d: %s has two messages", seed, s.Recipient(message))
			} else {
				seen[n] = true
			}
		}
	}
}

// Every number leads back to its message, for which the rounds are undone here in their own way. What can be undone for
// all of 100,000,000 is one to one.
func TestRecipientsCanBeUndone(t *testing.T) {
	mix := func(x uint64) uint64 {
		x += 0x9e3779b97f4a7c15
		x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
		x = (x ^ x>>27) * 0x94d049bb133111eb
		return x ^ x>>31
	}
	undo := func(seed int64, n int) int64 {
		left, right := uint64(n/10_000), uint64(n%10_000)
		for round := 5; round >= 0; round-- {
			added := mix(mix(uint64(seed))^(uint64(round)*10_000+left)) % 10_000
			left, right = (right+10_000-added)%10_000, left
		}
		return int64(left*10_000 + right)
	}
	rapid.Check(t, func(t *rapid.T) {
		s := settings.Settings{Seed: rapid.Int64Range(0, settings.MaxSeed).Draw(t, "seed")}
		message := rapid.Int64Range(0, 100_000_000-1).Draw(t, "message")
		if got := undo(s.Seed, numberOf(t, s.Recipient(message))); got != message {
			t.Fatalf("%s leads to message %d, want %d", s.Recipient(message), got, message)
		}
	})
	s := settings.Settings{Seed: 5}
	for message := int64(0); message < 100_000_000; message += 997 { // all over the range
		if got := undo(s.Seed, numberOf(t, s.Recipient(message))); got != message {
			t.Fatalf("%s leads to message %d, want %d", s.Recipient(message), got, message)
		}
	}
}

// Another seed has other recipients, and neighbours have nothing in common.
func TestRecipientsDependOnTheSeed(t *testing.T) {
	same, ordered := 0, 0
	for message := range int64(1000) {
		a, b := settings.Settings{Seed: 1}.Recipient(message), settings.Settings{Seed: 2}.Recipient(message)
		if a == b {
			same++
		}
		if a < (settings.Settings{Seed: 1}).Recipient(message+1) {
			ordered++
		}
	}
	if same > 2 || ordered < 400 || ordered > 600 {
		t.Errorf("%d of 1000 are the same with another seed, %d are below the next", same, ordered)
	}
}
