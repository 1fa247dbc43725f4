package settings

import (
	"math/big"
	"slices"

	"alertsim/internal/engine"
	"alertsim/internal/words"
)

// Audience is a part of the recipients, evenly mixed among all.
type Audience struct {
	Name     string   `json:"name"`
	Share    *float64 `json:"share,omitempty"`    // of all messages; nil: Messages says how many
	Messages *int64   `json:"messages,omitempty"` // nil: Share says how many
	Channels []string `json:"channels,omitzero"`  // that its recipients have; nil: all
	Priority int      `json:"priority,omitempty"` // 0..9, a higher one goes first
	At       float64  `json:"at,omitempty"`       // seconds before which its messages are in no queue
}

// has reports whether an audience's recipients have a channel.
func (a Audience) has(channel string) bool {
	return a.Channels == nil || slices.Contains(a.Channels, channel)
}

// MaxAudiences bounds the audiences, the rest without a name included.
const MaxAudiences = 16

func (r *reader) audience(o object) []Audience {
	items, _ := o.list("audience")
	var out []Audience
	for _, item := range items {
		a := Audience{Name: item.neededText("name"), Priority: int(item.integer("priority")), At: item.number("at")}
		if item.has("share") {
			a.Share = new(item.number("share"))
		}
		if item.has("messages") {
			a.Messages = new(item.integer("messages"))
		}
		if item.has("channels") {
			a.Channels = slices.Clone(item.texts("channels"))
			if a.Channels == nil {
				a.Channels = []string{}
			}
		}
		if (a.Share == nil) == (a.Messages == nil) && !r.failed(item.path) {
			r.add(item.path, "needs either a share, as 0.25, or a number of messages, and not both")
		}
		item.refuseOthers()
		out = append(out, a)
	}
	return out
}

// quotas are the shares of audiences as numerators of messages × shareUnits, and their sum.
func (s Settings) quotas() (quotas []*big.Int, sum *big.Int) {
	sum = new(big.Int)
	for _, a := range s.Audience {
		q := big.NewInt(shareUnits)
		if a.Share != nil {
			q.SetInt64(billionths(*a.Share))
			q.Mul(q, big.NewInt(s.Messages))
		} else if a.Messages != nil {
			q.Mul(q, big.NewInt(*a.Messages))
		}
		quotas = append(quotas, q)
		sum.Add(sum, q)
	}
	return quotas, sum
}

const shareUnits = 1_000_000_000

// billionths is a share as an integer.
func billionths(share float64) int64 { return int64(share*shareUnits + 0.5) }

// AudienceNumbers are how many messages each audience has, and last those that are in none, all exact: of messages × share
// the whole part, and one more for those with the largest remainders, the first of equals.
func (s Settings) AudienceNumbers() []int64 {
	quotas, sum := s.quotas()
	unit := big.NewInt(shareUnits)
	all := new(big.Int).Mul(big.NewInt(s.Messages), unit)
	quotas = append(quotas, all.Sub(all, sum))
	numbers, remainders := make([]int64, len(quotas)), make([]int64, len(quotas))
	left := s.Messages
	for i, q := range quotas {
		whole, rest := new(big.Int).DivMod(q, unit, new(big.Int))
		numbers[i], remainders[i] = whole.Int64(), rest.Int64()
		left -= numbers[i]
	}
	for ; left > 0; left-- {
		most := 0
		for i, rest := range remainders {
			if rest > remainders[most] {
				most = i
			}
		}
		numbers[most]++
		remainders[most] = -1
	}
	return numbers
}

// Audiences are the parts that the recipients have: those of the settings, and the rest without a name, if any is left;
// with the number of messages of each. There are none where the settings name none.
func (s Settings) Audiences() (audiences []Audience, messages []int64) {
	if len(s.Audience) == 0 {
		return nil, nil
	}
	messages = s.AudienceNumbers()
	audiences = slices.Clone(s.Audience)
	if last := len(s.Audience); messages[last] > 0 {
		return append(audiences, Audience{}), messages
	}
	return audiences, messages[:len(s.Audience)]
}

// audienceIndex is an audience's number; -1 if there is none of that name.
func (s Settings) audienceIndex(name string) int {
	return slices.IndexFunc(s.Audience, func(a Audience) bool { return a.Name == name })
}

func (s Settings) audienceNames() string {
	return quoted(len(s.Audience), func(i int) string { return s.Audience[i].Name })
}

// checkAudience is about names and numbers of audiences.
func (r *reader) checkAudience(s Settings) {
	r.checkNames("audience", len(s.Audience), func(i int) string { return s.Audience[i].Name })
	if r.failed("audience", "messages") || len(s.Audience) == 0 {
		return
	}
	_, sum := s.quotas()
	switch all := new(big.Int).Mul(big.NewInt(s.Messages), big.NewInt(shareUnits)); {
	case sum.Cmp(all) > 0:
		of, _ := new(big.Rat).SetFrac(sum, big.NewInt(shareUnits)).Float64()
		r.add("audience", "has %s messages in all, and messages says %s; lower the shares or numbers, or raise messages", words.Number(of), words.Count(s.Messages))
	case len(s.Audience) == MaxAudiences && s.AudienceNumbers()[MaxAudiences] > 0:
		r.add("audience", "has %d audiences that do not have all messages; the rest counts as one, and there can be %d", MaxAudiences, MaxAudiences)
	}
}

// addAudiences says audiences in the engine's terms.
func (s Settings) addAudiences(c *engine.Config) {
	audiences, messages := s.Audiences()
	for i, a := range audiences {
		out := engine.Audience{Messages: messages[i], Priority: a.Priority, At: MicrosOf(a.At)}
		if a.Channels != nil {
			out.Channels = make([]bool, max(1, len(s.Channels)))
			for j, channel := range s.Channels {
				out.Channels[j] = a.has(channel.Name)
			}
		}
		c.Audiences = append(c.Audiences, out)
	}
}
