package report

import (
	"strings"
	"unicode"
)

// term is a word that reports use in a sense of their own.
type term struct {
	name, meaning string
	used          []string // words by which it is known to be used, in small letters; none: its name
}

var terms = []term{
	{"message", "one recipient's copy of the alert", []string{"message", "messages"}},
	{"sender", "what carries one message at a time: a line, a connection, a channel of a provider", []string{"sender", "senders"}},
	{"attempt", "one try to send one message", []string{"attempt", "attempts"}},
	{"delivered", "an attempt succeeded; told of the first one that did", nil},
	{"failed", "the last attempt failed, or one failed for good", nil},
	{"expired", "the time to live was over before it was delivered", []string{"expired", "expires"}},
	{"unreachable", "the recipient has none of the channels", nil},
	{"acknowledged", "the recipient confirmed what was delivered", []string{"acknowledged", "confirm", "confirmed"}},
	{"makespan", "simulated time until the last message ends", nil},
	{"average send time", "how long an attempt takes, over all that ended", nil},
	{"time to delivery", "percentiles of the delivered messages alone: by 95 %, 95 of 100 of them were delivered", nil},
	{"objective", "what is to be reached: a share of all messages within a time, or a budget", []string{"objective", "objectives"}},
	{"rate limit", "how many attempts a provider lets begin each second", []string{"a second start", "per second"}},
	{"burst", "attempts that may begin at once although the rate is lower", []string{"bursts"}},
	{"cap", "how much a provider lets be sent in a day or another span", []string{"cap", "caps"}},
	{"repeats", "attempts that delivered a message once more", nil},
	{"step", "the attempts over one channel, before the next channel is tried", []string{"step", "steps"}},
	{"audience", "a part of the recipients", []string{"audience", "audiences"}},
	{"jitter", "a random share of a wait, so that retries do not come all at once", nil},
	{"normal", "most times lie near the mean, as many below it as above", nil},
	{"lognormal", "most times lie near the mean or below it, a few far above", nil},
	{"exponential", "short times are the most frequent, long ones ever rarer", nil},
	{"SMS part", "what a text is divided into and billed by: up to 160 letters, or 70 with signs beyond the SMS alphabet", []string{"sms part", "sms parts"}},
	{"permanent", "a failure that no further attempt can mend", []string{"permanent", "for good"}},
	{"held by its rate", "how long the rate limit alone kept a group from beginning an attempt", nil},
	{"wall time", "the time that a live run of the simulation takes", nil},
	{"interval", "where the figure lies over all seeds, with the probability that is told", nil},
	{"median", "half of the runs do not exceed it", nil},
	{"seed", "the number from which everything random is drawn; the same seed gives the same run", []string{"seed", "seeds"}},
	{"point", "one choice of everything that varies", []string{"point", "points"}},
	{"front", "the points of which none is both cheaper and faster", []string{"cost against time", "front"}},
	{"effect", "how much a figure changes with a factor alone, on average over the others", []string{"effect", "effects"}},
}

// glossary are the terms that are used in texts.
func glossary(texts ...string) section {
	all := " " + strings.Join(strings.FieldsFunc(strings.ToLower(strings.Join(texts, " ")), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ") + " "
	out := section{Title: "What the words mean", Align: "ll"}
	for _, t := range terms {
		used := t.used
		if used == nil {
			used = []string{t.name}
		}
		for _, word := range used {
			if strings.Contains(all, " "+word+" ") {
				out.add(t.name, t.meaning)
				break
			}
		}
	}
	return out
}

// textsOf are the labels of cards and sections, in which terms stand, with the first cell of each row.
func textsOf(cards []card, sections []section) []string {
	var out []string
	for _, c := range cards {
		out = append(out, c.Label, c.Note)
	}
	for _, s := range sections {
		out = append(out, s.Title)
		out = append(out, s.Head...)
		out = append(out, s.Notes...)
		for _, r := range s.Rows {
			if len(r.Cells) > 0 {
				out = append(out, r.Cells[0])
			}
		}
	}
	return out
}
