package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"alertsim/internal/result"
	"alertsim/internal/statistics"
	"alertsim/internal/study"
	"alertsim/internal/words"
)

// Study tells what a study comes to.
type Study struct {
	result.Study
	Made time.Time // when it was computed; zero: it is not told
}

// maxPointRows is how many points a terminal is shown.
const maxPointRows = 40

// Text writes what was found, the points, the front and the effects for a terminal.
func (s Study) Text(w io.Writer, t Terminal) error {
	var b strings.Builder
	b.WriteString(s.name() + "\n\n" + s.lead() + "\n")
	for _, sentence := range s.InWords() {
		b.WriteString(sentence + "\n")
	}
	shown := s.shown(maxPointRows)
	points := s.points(shown)
	s.addBand(&points, shown, t)
	if cut := len(s.Points) - len(shown); cut > 0 {
		points.Notes = append(points.Notes, fmt.Sprintf("%s are shown of %s; --csv has all of them.", words.Count(int64(len(shown))), words.Counted(int64(len(s.Points)), "point")))
	}
	for _, part := range slices.Concat([]section{s.factors(), points, s.objectives(), s.front(maxPointRows)}, s.effects(t), s.interactions(), []section{s.figures()}) {
		if len(part.Rows) > 0 {
			b.WriteString("\n" + part.Title + "\n")
			part.text(&b)
		}
	}
	return t.write(w, b.String())
}

func (s Study) name() string {
	if s.Query.Name != "" {
		return s.Query.Name
	}
	if len(s.Points) > 0 {
		return s.Points[0].Settings.Name
	}
	return "Study"
}

func (s Study) lead() string {
	out := words.Counted(int64(s.Query.Points()), "point") + ", each with " + words.Counted(int64(s.Query.Replications), "seed")
	if len(s.Points) > 0 {
		out += " from " + fmt.Sprint(s.Points[0].Settings.Seed) + " on"
	}
	return out + "; the same seeds for every point."
}

// factors is what varies.
func (s Study) factors() section {
	out := section{Title: "What varies", Align: "lll"}
	for _, f := range s.Query.Vary {
		levels := make([]string, len(f.Levels))
		for i, l := range f.Levels {
			levels[i] = result.LevelInWords(f, l)
		}
		text := strings.Join(levels, "; ")
		if n := len(levels); n > 8 {
			text = fmt.Sprintf("%s; %s; … %s (%s)", levels[0], levels[1], levels[n-1], words.Counted(int64(n), "level"))
		}
		path := f.Place.String()
		if path == f.Name {
			path = ""
		}
		out.Rows = append(out.Rows, row{Cells: []string{f.Name, path, text}})
	}
	return out
}

// shown are so many points at most: the best and those of the front, and of the others an even choice.
func (s Study) shown(most int) []study.Point {
	if len(s.Points) <= most {
		return s.Points
	}
	chosen := map[int]bool{}
	for _, n := range []int{s.Best.Point, s.Best.Closest} {
		if n >= 0 {
			chosen[n] = true
		}
	}
	for i := range most / 4 { // of the front, which has a table of its own
		if len(s.Front) > 0 {
			chosen[s.Front[i*(len(s.Front)-1)/(most/4-1)].Number] = true
		}
	}
	left, last := most-len(chosen), len(s.Points)-1
	for i := range left {
		chosen[s.Points[i*last/(left-1)].Number] = true
	}
	var out []study.Point
	for _, p := range s.Points {
		if chosen[p.Number] {
			out = append(out, p)
		}
	}
	return out
}

// points has a row for each of them.
func (s Study) points(points []study.Point) section {
	out := section{Title: "Points", Align: "l", Head: []string{""}}
	for _, f := range s.Query.Vary {
		out.Align += levelAlign(f)
		out.Head = append(out.Head, f.Name)
	}
	goals := s.Objectives()
	if goals {
		out.Align += "rr"
		out.Head = append(out.Head, "seeds met", "of all seeds")
	}
	out.Align += "rr"
	out.Head = append(out.Head, s.timeName(), "cost")
	for _, p := range points {
		cells, class := []string{""}, ""
		if goals {
			class = words.Verdict(p.Meets(s.Query.Probability))
			cells[0] = class
		}
		cells = append(cells, s.levels(p)...)
		if goals {
			cells = append(cells, fmt.Sprintf("%d of %d", p.Met.Held, p.Met.Runs), percents(p.Met.Low, p.Met.High))
		}
		out.Rows = append(out.Rows, row{Class: class, Cells: append(cells, result.TimeInWords(p), result.CostInWords(p))})
	}
	out.Notes = s.pointNotes()
	return out
}

func levelAlign(f study.Factor) string {
	if f.IsOrdered() {
		return "r"
	}
	return "l"
}

func (s Study) levels(p study.Point) []string {
	cells := make([]string, len(p.Levels))
	for i, level := range p.Levels {
		cells[i] = result.LevelInWords(s.Query.Vary[i], s.Query.Vary[i].Levels[level])
	}
	return cells
}

// timed reports whether any objective is about time.
func (s Study) timed() bool {
	return slices.ContainsFunc(s.Points, func(p study.Point) bool {
		return slices.ContainsFunc(p.Objectives, func(o study.ObjectiveOf) bool { return o.Budget == nil })
	})
}

// reached reports whether the objectives about time are reached anywhere.
func (s Study) reached() bool {
	return slices.ContainsFunc(s.Points, func(p study.Point) bool { return p.Reached != nil })
}

// drawn is what is drawn of a point: when its objectives are reached or, if they are nowhere, its makespan.
func (s Study) drawn(p study.Point) *study.FigureOf {
	if s.reached() {
		return p.Reached
	}
	if i := slices.IndexFunc(p.Figures, func(f study.FigureOf) bool { return f.Name == "makespan" }); i >= 0 {
		return &p.Figures[i]
	}
	return nil
}

// drawnName is what that is called.
func (s Study) drawnName() string {
	if s.timed() && s.reached() {
		return "Time by which the objectives are reached"
	}
	return "Makespan"
}

// timeName is what the time of a point is.
func (s Study) timeName() string {
	if s.timed() {
		return "reached by"
	}
	return "makespan"
}

func (s Study) pointNotes() []string {
	var out []string
	share := words.Share(s.Query.Probability)
	what := "the last message ends"
	if s.timed() {
		what = "every objective about time is reached"
	}
	out = append(out, fmt.Sprintf("%s: the time by which %s with %s of the seeds.", s.timeName(), what, share))
	if s.Objectives() {
		out = append(out, fmt.Sprintf("met: every objective is, with %s of the seeds. Of all seeds: where the share lies with %s confidence.", share, words.Share(statistics.Confidence)))
	}
	switch unit := s.CostUnit(); unit {
	case "":
		out = append(out, "The costs are in different units and cannot be compared.")
	case result.SendersUnit:
		out = append(out, "No sender group has a price, so the cost is the number of senders.")
	default:
		out = append(out, "Cost: the mean over the seeds, by the groups' prices.")
	}
	if slices.ContainsFunc(s.Points, func(p study.Point) bool { return p.Refused > 0 }) {
		out = append(out, "Some runs last longer than can be counted; they meet nothing.")
	}
	return out
}

// objectives says of each with how many seeds it is met where it is met most often, which tells what the others fail by.
func (s Study) objectives() section {
	out := section{Title: "Objectives one by one, where they are met most often", Align: "lllr", Head: []string{"", "", "", "seeds met"}}
	for _, p := range s.Points {
		if !slices.EqualFunc(p.Objectives, s.Points[0].Objectives, func(a, b study.ObjectiveOf) bool {
			return goal(a.Objective, p.Settings.Money()) == goal(b.Objective, p.Settings.Money())
		}) {
			return section{} // they vary, too
		}
	}
	if len(s.Points) < 2 {
		return section{}
	}
	for i, o := range s.Points[0].Objectives {
		most := slices.MaxFunc(s.Points, func(a, b study.Point) int {
			return cmp.Or(cmp.Compare(a.Objectives[i].Share.Held, b.Objectives[i].Share.Held), cmp.Compare(b.Number, a.Number))
		})
		share := most.Objectives[i].Share
		where := s.PointInWords(most)
		if share.Held == 0 {
			where = "nowhere"
		}
		word := words.Verdict(share.Meets(s.Query.Probability))
		out.Rows = append(out.Rows, row{Class: word, Cells: []string{word, goal(o.Objective, most.Settings.Money()), where, fmt.Sprintf("%d of %d", share.Held, share.Runs)}})
	}
	return out
}

// front are the points that are worth choosing from.
func (s Study) front(most int) section {
	if len(s.Front) < 2 {
		return section{}
	}
	points := s.Front
	if len(points) > most {
		points = nil
		for i := range most {
			points = append(points, s.Front[i*(len(s.Front)-1)/(most-1)])
		}
	}
	out := s.points(points)
	out.Title, out.Notes = "Cost against time: no other point is both cheaper and faster", nil
	if len(points) < len(s.Front) {
		out.Notes = []string{fmt.Sprintf("%d are shown of %s.", most, words.Counted(int64(len(s.Front)), "such point"))}
	}
	return out
}
