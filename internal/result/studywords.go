package result

import (
	"fmt"
	"math"
	"strings"

	"alertsim/internal/settings"
	"alertsim/internal/statistics"
	"alertsim/internal/study"
	"alertsim/internal/words"
)

// LevelInWords is a level as people write it: 15 min, 5 %, 1,000, none.
func LevelInWords(f study.Factor, l study.Level) string {
	x, is := l.Number()
	if !is || f.Place.String() == "" {
		return l.Name
	}
	switch field := f.Place.Field(); {
	case field.IsShare(), field.Kind == settings.KindJitter:
		return words.Share(x)
	case field.Unit == "seconds":
		return words.Time(x)
	default:
		return words.Number(x)
	}
}

// PointInWords says which point it is: "senders 1,000, wait 15 min".
func (s Study) PointInWords(p study.Point) string {
	if len(p.Levels) == 0 {
		return "the only point"
	}
	parts := make([]string, len(p.Levels))
	for i, level := range p.Levels {
		f := s.Query.Vary[i]
		parts[i] = f.Name + " " + LevelInWords(f, f.Levels[level])
	}
	return strings.Join(parts, ", ")
}

// CostInWords is the cost of a point.
func CostInWords(p study.Point) string {
	switch unit := CostUnitOf(p); {
	case math.IsInf(p.Cost, 0):
		return "more than can be counted"
	case unit == SendersUnit:
		return words.Counted(int64(p.Cost), "sender")
	default:
		return words.Money(p.Cost, unit)
	}
}

// TimeInWords is by when a point reaches its objectives about time.
func TimeInWords(p study.Point) string {
	if math.IsInf(p.Time, 0) {
		return "never"
	}
	var against []float64
	for _, o := range p.Objectives {
		if o.Budget == nil {
			against = append(against, o.Within)
		}
	}
	return words.Duration(p.Time, against...)
}

// InWords says in sentences what was found, and what that rests on.
func (s Study) InWords() []string {
	tried := words.Counted(int64(s.Best.Tried), "point")
	seeds := words.Counted(int64(s.Query.Replications), "seed")
	var out []string
	switch {
	case s.Best.Tried == 0:
		return []string{"No point is complete yet."}
	case !s.Objectives() && s.Query.Find == study.Grid:
		out = append(out, "There is no objective to meet.")
	case s.Best.Meeting == 0:
		out = append(out, s.noneInWords(tried)...)
	case s.Query.Find == study.Grid:
		verb := "meet"
		if s.Best.Meeting == 1 {
			verb = "meets"
		}
		out = append(out, fmt.Sprintf("%s of %s %s every objective with %s of the seeds.", words.Count(int64(s.Best.Meeting)), tried, verb, words.Share(s.Query.Probability)))
	default:
		out = append(out, s.bestInWords(tried)...)
	}
	switch {
	case !s.Best.Proven:
		out = append(out, fmt.Sprintf("Of %s only %s run with all seeds so far; what the others come to is not known.",
			words.Counted(int64(s.Query.Points()), "point"), are(s.Best.Tried)))
	case s.Best.Meeting == 0 && s.Objectives():
		out = append(out, fmt.Sprintf("Every point was run with %s.", seeds))
	case s.Best.Point >= 0:
		out = append(out, fmt.Sprintf("Every point was run with the same %s: for these seeds there is no %s one among them.", seeds, comparative(s.Query.Find)))
	}
	return out
}

func are(n int) string {
	if n == 1 {
		return "1 was"
	}
	return words.Count(int64(n)) + " were"
}

func comparative(f study.Find) string {
	if f == study.Fastest {
		return "faster"
	}
	return "cheaper"
}

func (s Study) bestInWords(tried string) []string {
	p, _ := s.PointOf(s.Best.Point)
	aim := "cheapest"
	if s.Query.Find == study.Fastest {
		aim = "fastest"
	}
	meeting := "which all meet every objective"
	if s.Best.Meeting < s.Best.Tried {
		meeting = fmt.Sprintf("of which %s every objective", meet(s.Best.Meeting))
	}
	if s.Best.Tried == 1 {
		meeting = "which meets every objective"
	}
	if !s.Objectives() {
		meeting = "without an objective to meet"
	}
	first := fmt.Sprintf("The %s of %s, %s, is %s: %s, %s", aim, tried, meeting, s.PointInWords(p), CostInWords(p), TimeInWords(p))
	if !s.Objectives() {
		return []string{first + "."}
	}
	return []string{first + fmt.Sprintf(", with %d of %d seeds.", p.Met.Held, p.Met.Runs), s.allSeeds(p)}
}

func meet(n int) string {
	if n == 1 {
		return "1 meets"
	}
	return words.Count(int64(n)) + " meet"
}

func (s Study) noneInWords(tried string) []string {
	p, ok := s.PointOf(s.Best.Closest)
	if !ok || p.Met.Held == 0 {
		return []string{fmt.Sprintf("None of %s meets every objective with a single seed.", tried)}
	}
	return []string{
		fmt.Sprintf("None of %s meets every objective with %s of the seeds; the closest is %s, with %d of %d seeds.",
			tried, words.Share(s.Query.Probability), s.PointInWords(p), p.Met.Held, p.Met.Runs),
		s.allSeeds(p),
	}
}

// allSeeds is what the seeds of a point tell of those that were not tried.
func (s Study) allSeeds(p study.Point) string {
	return fmt.Sprintf("Of all seeds there are, it meets them with %s to %s (%s confidence).",
		words.Portion(p.Met.Low, s.Query.Probability), words.Portion(p.Met.High, s.Query.Probability), words.Share(statistics.Confidence))
}
