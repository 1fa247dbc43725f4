package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"alertsim/internal/result"
	"alertsim/internal/settings"
	"alertsim/internal/words"
)

// svgChart is a chart of areas over simulated time, in the units of its view box.
type svgChart struct {
	Title, Description, Note string
	Width, Height            int
	YTicks, XTicks           []svgTick
	Areas                    []svgArea
	Goals                    []svgGoal
	Dots                     []svgDot
	Labels                   []svgLabel
}

type svgTick struct{ Line, X, Y, Anchor, Label string }

// svgArea is in the legend by its label; without one it is not.
type svgArea struct{ Class, Label, Path string }

func (a svgArea) unnamed() bool { return a.Label == "" }

type svgDot struct{ Class, CX, CY, R, Title string }

type svgLabel struct{ Class, X, Y, Anchor, Label string }

type svgGoal struct{ Line, Class, CX, CY, X, Y, Anchor, Label string }

// The plot within the view box.
const (
	svgWidth, svgHeight           = 760, 300
	plotLeft, plotTop             = 70, 12
	plotWidth, plotHeight         = svgWidth - plotLeft - 12, svgHeight - plotTop - 28
	plotBottom, plotRight         = plotTop + plotHeight, plotLeft + plotWidth
	goalsUpTo             float64 = 2 // times the makespan; objectives beyond would squeeze the rest
)

// plot places times and amounts.
type plot struct {
	span settings.Micros // of the whole width
	peak float64         // of the whole height
}

func (p plot) x(at settings.Micros) float64 {
	return plotLeft + plotWidth*float64(at)/float64(p.span)
}

func (p plot) y(amount float64) float64 { return plotBottom - plotHeight*amount/p.peak }

func pixel(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) }

func line(points ...float64) string {
	var b strings.Builder
	for i := 0; i+1 < len(points); i += 2 {
		command := "L"
		if i == 0 {
			command = "M"
		}
		b.WriteString(command + pixel(points[i]) + " " + pixel(points[i+1]))
	}
	return b.String()
}

// frame starts a chart with its axes.
func (p plot) frame(title string, label func(share float64) string) svgChart {
	c := svgChart{Title: title, Width: svgWidth, Height: svgHeight}
	for i := range 5 {
		share := float64(i) / 4
		y := p.y(share * p.peak)
		c.YTicks = append(c.YTicks, svgTick{Line: line(plotLeft, y, plotRight, y), X: pixel(plotLeft - 8), Y: pixel(y + 4), Anchor: "end", Label: label(share)})
	}
	step := tickStep(p.span)
	for at := settings.Micros(0); at <= p.span; at += step {
		x := p.x(at)
		anchor, text := "middle", lasting(at)
		switch {
		case at == 0:
			text = "0"
		case x > plotRight-30:
			anchor = "end"
		}
		c.XTicks = append(c.XTicks, svgTick{Line: line(x, plotBottom, x, plotBottom+5), X: pixel(x), Y: pixel(plotBottom + 20), Anchor: anchor, Label: text})
	}
	return c
}

// tickStep is a round time of which at most eight fit into a span.
func tickStep(span settings.Micros) settings.Micros {
	const second, minute, hour, day = 1_000_000, 60_000_000, 3_600_000_000, 86_400_000_000
	peak := (span + 7) / 8
	for unit := settings.Micros(1); unit < second; unit *= 10 {
		for _, n := range []settings.Micros{1, 2, 5} {
			if n*unit >= peak {
				return n * unit
			}
		}
	}
	for _, step := range []settings.Micros{second, 2 * second, 5 * second, 10 * second, 15 * second, 30 * second, minute, 2 * minute,
		5 * minute, 10 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, day} {
		if step >= peak {
			return step
		}
	}
	step := settings.Micros(day)
	for factors, i := []settings.Micros{2, 5, 10}, 0; step < peak; i++ {
		step = day * factors[i%3]
		for range i / 3 {
			step *= 10
		}
	}
	return step
}

// endedChart is how many messages have ended by a time, as shares of all.
func (r Report) endedChart() svgChart {
	p := plot{span: r.Plan.End(), peak: float64(r.Settings.Messages)}
	objectives, beyond := slices.DeleteFunc(slices.Clone(r.Objectives), func(o result.Objective) bool {
		return o.Budget != nil || o.Of != "" || o.Audience != "" // which the curve does not show
	}), []string{}
	for _, o := range objectives {
		if within := settings.MicrosOf(o.Within); float64(within) <= goalsUpTo*float64(r.Plan.Makespan) {
			p.span = max(p.span, within)
		}
	}
	c := p.frame("Ended over time", words.Share)
	t, n := r.Plan.Timeline, r.Plan.Totals
	_, times := goals(r.Settings)
	parts := r.parts()
	c.Description = fmt.Sprintf("Messages that have ended by a time: in the end, after %s, %s are delivered, %s failed and %s expired.",
		lasting(r.Plan.Makespan, times...), parts.delivered, parts.failed, parts.expired)
	base := make([]float64, len(t.Delivered)+2)
	for _, layer := range []struct {
		class string
		bins  []int64
	}{{"delivered", t.Delivered}, {"failed", t.Failed}, {"expired", t.Expired}} {
		top := make([]float64, len(base))
		sum := 0.0
		for i, count := range layer.bins {
			sum += float64(count)
			top[i+1] = base[i+1] + sum
		}
		top[len(top)-1] = top[len(top)-2] // the curves stay as they are up to the edge
		if sum > 0 {
			c.Areas = append(c.Areas, svgArea{Class: layer.class, Label: layer.class, Path: p.area(t.BinWidth, r.Plan.Makespan, base, top)})
		}
		base = top
	}
	if sum, points := 0.0, []float64{plotLeft, plotBottom}; t.Acknowledged != nil {
		for i, count := range t.Acknowledged {
			sum += float64(count)
			points = append(points, p.x(min(settings.Micros(i+1)*t.BinWidth, r.Plan.End())), p.y(sum))
		}
		c.Description += " " + words.Part(n.Acknowledged, r.Settings.Messages) + " were acknowledged."
		c.Areas = append(c.Areas, svgArea{Class: "acknowledged", Label: "acknowledged", Path: line(points...)})
	}
	slices.SortStableFunc(objectives, func(a, b result.Objective) int { return cmp.Compare(b.Share, a.Share) }) // from the top
	var labels labels
	for _, o := range objectives {
		if within := settings.MicrosOf(o.Within); within > p.span {
			beyond = append(beyond, goal(o.Objective, r.Settings.Money()))
		} else {
			c.Goals = append(c.Goals, p.goal(o, &labels))
		}
	}
	if len(beyond) > 0 {
		c.Note = "Beyond the right edge: " + strings.Join(beyond, ", ") + "."
	}
	return c
}

// area is between two curves through the edges of the bins; the last point of
// each is at the right edge of the plot.
func (p plot) area(width, makespan settings.Micros, base, top []float64) string {
	last := len(top) - 1
	at := func(i int) float64 {
		if i == last {
			return plotRight
		}
		return p.x(min(settings.Micros(i)*width, makespan))
	}
	points := make([]float64, 0, 4*len(top))
	for i := range top {
		points = append(points, at(i), p.y(top[i]))
	}
	for i := last; i >= 0; i-- {
		points = append(points, at(i), p.y(base[i]))
	}
	return line(points...) + "Z"
}

// goal is a corner that the curve of the delivered must pass above and left of.
func (p plot) goal(o result.Objective, l *labels) svgGoal {
	x, y := p.x(settings.MicrosOf(o.Within)), p.y(o.Share*p.peak)
	g := svgGoal{
		Line: line(plotLeft, y, x, y, x, plotBottom), CX: pixel(x), CY: pixel(y), Class: "delivered",
		X: pixel(x + 8), Y: pixel(l.place(x, y+16)), Anchor: "start", Label: words.Verdict(o.Met) + ": " + goal(o.Objective, ""),
	}
	if !o.Met {
		g.Class = "failed"
	}
	if x > plotLeft+plotWidth*2/3 {
		g.X, g.Anchor = pixel(x-8), "end"
	}
	return g
}

// labels are where labels of goals stand already.
type labels [][2]float64

// place finds the first free line at or below y for a label near x; with too
// many of them the last share the bottom.
func (l *labels) place(x, y float64) float64 {
	const lineHeight, longest = 16, 210
	taken := func(at [2]float64) bool { return math.Abs(at[0]-x) < longest && math.Abs(at[1]-y) < lineHeight }
	for y < plotBottom-lineHeight && slices.ContainsFunc(*l, taken) {
		y += lineHeight
	}
	y = min(y, plotBottom-4)
	*l = append(*l, [2]float64{x, y})
	return y
}

// paceChart is how many messages end in a second.
func (r Report) paceChart() svgChart {
	t := r.Plan.Timeline
	peak := 0.0
	pace := func(i int, counts ...int64) float64 {
		sum := 0.0
		for _, n := range counts {
			sum += float64(n)
		}
		// The last bin ends with the makespan.
		from := settings.Micros(i) * t.BinWidth
		return sum / max(1, float64(min(t.BinWidth, r.Plan.Makespan-from))) * 1e6
	}
	last := len(t.Delivered) - 1
	for i := range t.Delivered[:max(1, last)] { // a short last bin may hold one late message
		peak = max(peak, pace(i, t.Delivered[i], t.Failed[i]))
	}
	p := plot{span: r.Plan.Makespan, peak: roundUp(peak)}
	c := p.frame("Pace: delivered and failed per second", func(share float64) string { return words.Figure(share * p.peak) })
	c.Description = "Messages delivered and failed in each second of simulated time; at most " + words.Figure(peak) + "."
	delivered, all, floor := []float64{}, []float64{}, []float64{}
	for i := range t.Delivered {
		delivered = append(delivered, min(p.peak, pace(i, t.Delivered[i])))
		all = append(all, min(p.peak, pace(i, t.Delivered[i], t.Failed[i])))
		floor = append(floor, 0)
	}
	c.Areas = append(c.Areas, svgArea{"delivered", "delivered", p.steps(t.BinWidth, floor, delivered)})
	if r.Plan.Totals.Failed > 0 {
		c.Areas = append(c.Areas, svgArea{"failed", "failed", p.steps(t.BinWidth, delivered, all)})
	}
	return c
}

// steps is the area between two functions that are constant in each bin.
func (p plot) steps(width settings.Micros, base, top []float64) string {
	points := make([]float64, 0, 8*len(top))
	edges := func(i int) (float64, float64) {
		return p.x(settings.Micros(i) * width), p.x(min(settings.Micros(i+1)*width, p.span))
	}
	for i := range top {
		from, to := edges(i)
		points = append(points, from, p.y(top[i]), to, p.y(top[i]))
	}
	for i := len(base) - 1; i >= 0; i-- {
		from, to := edges(i)
		points = append(points, to, p.y(base[i]), from, p.y(base[i]))
	}
	return line(points...) + "Z"
}

// roundUp is the next number whose quarters are round; 1 for nothing.
func roundUp(x float64) float64 {
	if x <= 0 {
		return 1
	}
	size := math.Pow(10, math.Floor(math.Log10(x)))
	for _, n := range []float64{1, 2, 3, 4, 6, 8} {
		if x <= n*size {
			return n * size
		}
	}
	return 10 * size
}
