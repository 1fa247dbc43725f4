package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"alertsim/internal/result"
	"alertsim/internal/study"
	"alertsim/internal/words"
)

// columns places the levels of a factor beside each other.
type columns struct {
	factor study.Factor
	left   float64
	each   float64 // width of one
}

func columnsOf(f study.Factor, left float64) columns {
	return columns{f, left, (plotRight - left) / float64(len(f.Levels))}
}

func (c columns) middle(level int) float64 { return c.left + (float64(level)+0.5)*c.each }

// ticks name the levels, as many as there is room for.
func (c columns) ticks(bottom float64) (out []svgTick) {
	longest := 1
	for _, l := range c.factor.Levels {
		longest = max(longest, len([]rune(result.LevelInWords(c.factor, l))))
	}
	every := max(1, int(math.Ceil(float64(7*longest+14)/c.each)))
	for i, l := range c.factor.Levels {
		if i%every == 0 {
			x := c.middle(i)
			out = append(out, svgTick{Line: line(x, bottom, x, bottom+5), X: pixel(x), Y: pixel(bottom + 20), Anchor: "middle", Label: result.LevelInWords(c.factor, l)})
		}
	}
	return out
}

// chart starts one with an upright axis.
func (a axis) chart(title, of string) svgChart {
	c := svgChart{Title: title, Width: svgWidth, Height: svgHeight}
	for _, x := range a.ticks() {
		y := a.y(x)
		c.YTicks = append(c.YTicks, svgTick{Line: line(plotLeft, y, plotRight, y), X: pixel(plotLeft - 8), Y: pixel(y + 4), Anchor: "end", Label: a.label(x)})
	}
	if a.logarithmic {
		c.Note = of + " is on a logarithmic scale."
	}
	return c
}

func (a axis) y(x float64) float64 { return plotBottom - plotHeight*a.place(x) }

func (a axis) x(x float64) float64 { return plotLeft + plotWidth*a.place(x) }

// bandChart is the time against the levels of the only factor.
func (s Study) bandChart() svgChart {
	scale := s.timeAxis(s.Points)
	if len(s.Query.Vary) != 1 || scale == nil || len(s.Points) < 2 {
		return svgChart{}
	}
	f := s.Query.Vary[0]
	name := s.drawnName()
	a, x := scale.rounded(), columnsOf(f, plotLeft)
	c := a.chart(name+" against "+f.Name, name)
	c.XTicks = x.ticks(plotBottom)
	var low, high, middle []float64
	for _, p := range s.Points {
		if of := s.drawn(p); of != nil {
			at := x.middle(p.Levels[0])
			low = append(low, at, a.y(of.Quantiles[0]))
			middle = append(middle, at, a.y(of.Median))
			high = append(slices.Clone([]float64{at, a.y(of.Quantiles[3])}), high...) // backwards
		}
	}
	c.Areas = []svgArea{{"band", "5 % to 95 % of the seeds", line(append(low, high...)...) + "Z"}, {"middle", "median", line(middle...)}}
	c.Description = fmt.Sprintf("%s by %s, in the order of its levels; the table of the points has the figures.", name, f.Name)
	s.addGoals(&c, a)
	return c
}

// addGoals draws the time of the only objective about time, where all points have the same.
func (s Study) addGoals(c *svgChart, a axis) {
	within := timesOf(s.Points[0])
	for _, p := range s.Points {
		if !slices.Equal(timesOf(p), within) {
			return
		}
	}
	if len(within) == 1 && within[0] >= a.low && within[0] <= a.high {
		y := a.y(within[0])
		c.Areas = append(c.Areas, svgArea{"within", "asked for: within " + words.Time(within[0]), line(plotLeft, y, plotRight, y)})
	}
}

// heats is how many colours there are.
const heats = 10

// heatChart is the time by the levels of two factors.
func (s Study) heatChart() svgChart {
	scale := s.timeAxis(s.Points)
	if len(s.Query.Vary) != 2 || scale == nil {
		return svgChart{}
	}
	down, across := s.Query.Vary[0], s.Query.Vary[1]
	c := svgChart{Title: s.drawnName() + ": median of the seeds, by " + down.Name + " and " + across.Name, Width: svgWidth}
	const left, top = plotLeft + 60, 24.0
	height := max(12, min(36, 480/float64(len(down.Levels))))
	bottom := top + height*float64(len(down.Levels))
	c.Height = int(bottom) + 30
	x := columnsOf(across, left)
	c.XTicks = x.ticks(bottom)
	c.Labels = append(c.Labels, svgLabel{"name", pixel(plotRight), "14", "end", across.Name + " →"}, svgLabel{"name", pixel(left - 8), "14", "end", down.Name + " ↓"})
	for i, l := range down.Levels {
		if every := int(math.Ceil(14 / height)); i%every == 0 {
			c.Labels = append(c.Labels, svgLabel{"", pixel(left - 8), pixel(top + (float64(i)+0.5)*height + 4), "end", result.LevelInWords(down, l)})
		}
	}
	for _, p := range s.Points {
		from, y := x.left+float64(p.Levels[1])*x.each, top+float64(p.Levels[0])*height
		area, label, class := svgArea{Class: "none", Path: rectangle(from, y, x.each, height)}, "never", ""
		if f := s.drawn(p); f != nil {
			heat := min(heats-1, int(scale.place(f.Median)*heats))
			area.Class, label, class = fmt.Sprintf("heat-%d", heat), words.Duration(f.Median), "on"
			if heat >= heats/2 {
				class = "off"
			}
		}
		fits := func(text string) bool { return height >= 14 && x.each > 6.3*float64(len([]rune(text)))+4 }
		if len(p.Objectives) > 0 && p.Meets(s.Query.Probability) {
			if label = "✓ " + label; !fits(label) {
				label = "✓"
			}
		}
		c.Areas = append(c.Areas, area)
		if fits(label) {
			c.Labels = append(c.Labels, svgLabel{class, pixel(from + x.each/2), pixel(y + height/2 + 4), "middle", label})
		}
	}
	c.Description = c.Title + "; darker is later. The table of the points has the figures."
	c.Note = fmt.Sprintf("The darker, the later: from %s to %s. ✓: every objective is met with %s of the seeds.", words.Duration(scale.low), words.Duration(scale.high), words.Share(s.Query.Probability))
	return c
}

func rectangle(x, y, width, height float64) string {
	return line(x, y, x+width, y, x+width, y+height, x, y+height) + "Z"
}

// tornadoChart is what each of several factors changes.
func (s Study) tornadoChart() svgChart {
	if len(s.Query.Vary) < 2 || len(s.Effects) == 0 || len(s.Effects[0].Factors) == 0 {
		return svgChart{}
	}
	e := s.Effects[0]
	unit := s.Unit(e.Response)
	a := tornadoAxis(e, unit).rounded()
	const each = 40
	bottom := plotTop + each*float64(len(e.Factors))
	c := svgChart{Title: "What each factor changes, the others at their middle: " + s.responseName(e), Width: svgWidth, Height: int(bottom) + 30}
	for _, x := range a.ticks() {
		anchor := "middle"
		if a.x(x) > plotRight-30 {
			anchor = "end"
		}
		c.YTicks = append(c.YTicks, svgTick{Line: line(a.x(x), plotTop, a.x(x), bottom+5), X: pixel(a.x(x)), Y: pixel(bottom + 20), Anchor: anchor, Label: a.label(x)})
	}
	var told []string
	for i, f := range e.Factors {
		name := s.Query.Vary[f.Factor].Name + ": " + s.ends(f)
		y := plotTop + each*float64(i)
		if !math.IsNaN(f.AtLow) && !math.IsNaN(f.AtHigh) {
			from, to := a.x(min(f.AtLow, f.AtHigh)), a.x(max(f.AtLow, f.AtHigh))
			c.Areas = append(c.Areas, svgArea{Class: "bar", Path: rectangle(from, y+18, max(1, to-from), each-24)})
			told = append(told, name+" "+change(f.Change.Value, unit))
		}
		c.Labels = append(c.Labels, svgLabel{"name", pixel(plotLeft), pixel(y + 12), "start", name})
	}
	c.Description = c.Title + ". " + strings.Join(told, "; ") + "."
	if a.logarithmic {
		c.Note = "On a logarithmic scale."
	}
	return c
}

// frontChart is cost against time.
func (s Study) frontChart() svgChart {
	if len(s.Front) < 2 {
		return svgChart{}
	}
	var costs, times []float64
	for _, p := range s.Points {
		if !math.IsInf(p.Time, 0) && !math.IsInf(p.Cost, 0) {
			costs, times = append(costs, p.Cost), append(times, p.Time)
		}
	}
	ax, ay := axisOf(s.CostUnit(), costs).rounded(), axisOf("seconds", times).rounded()
	c := ay.chart("Cost against time", "The time")
	ticks := ax.ticks()
	for _, x := range ticks {
		anchor := "middle"
		if ax.x(x) > plotRight-30 {
			anchor = "end"
		}
		c.XTicks = append(c.XTicks, svgTick{Line: line(ax.x(x), plotBottom, ax.x(x), plotBottom+5), X: pixel(ax.x(x)), Y: pixel(plotBottom + 20), Anchor: anchor, Label: ax.label(x)})
	}
	if ax.logarithmic {
		c.Note = strings.TrimSpace(c.Note + " The cost is on a logarithmic scale.")
	}
	var edge []float64
	on := map[int]bool{}
	for i, p := range s.Front {
		x, y := ax.x(p.Cost), ay.y(p.Time)
		if i > 0 {
			edge = append(edge, x, edge[len(edge)-1])
		}
		edge = append(edge, x, y)
		on[p.Number] = true
	}
	c.Areas = []svgArea{{"middle", "no other point is both cheaper and faster", line(edge...)}}
	for _, p := range s.Points {
		if math.IsInf(p.Time, 0) || math.IsInf(p.Cost, 0) {
			continue
		}
		d := svgDot{"dot", pixel(ax.x(p.Cost)), pixel(ay.y(p.Time)), "3", s.PointInWords(p) + ": " + result.CostInWords(p) + ", " + result.TimeInWords(p)}
		if on[p.Number] {
			d.Class, d.R = "edge", "4"
		}
		if p.Number == s.Best.Point {
			d.Class, d.R = "best", "6"
		}
		c.Dots = append(c.Dots, d)
	}
	slices.SortStableFunc(c.Dots, func(a, b svgDot) int { return cmp.Compare(a.R, b.R) }) // what matters stands above
	c.Description = fmt.Sprintf("%s by their cost and time; the table of cost against time has those on the line.", words.Counted(int64(len(c.Dots)), "point"))
	return c
}
