package report

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"alertsim/internal/simulation"
)

const (
	chartWidth  = 60
	chartHeight = 8
)

// chart draws the share of all messages that are delivered by a time, as lines
// of text.
func chart(r Report, plainASCII bool) []string {
	p := r.Plan
	levels := []rune(" ▁▂▃▄▅▆▇█")
	corner, bar, line := "└", "│", "─"
	if plainASCII {
		levels, corner, bar, line = []rune(" .:#"), "+", "|", "-"
	}
	steps := len(levels) - 1
	heights := make([]int, chartWidth) // in steps
	for i := range heights {
		at := float64(i+1) / chartWidth * float64(p.Makespan)
		heights[i] = int(deliveredBy(p.Timeline, at)/float64(r.Settings.Messages)*float64(chartHeight*steps) + 0.5)
	}
	var lines []string
	for y := chartHeight - 1; y >= 0; y-- {
		label := "     "
		switch y {
		case chartHeight - 1:
			label = "100 %"
		case chartHeight/2 - 1:
			label = " 50 %"
		}
		var b strings.Builder
		b.WriteString(label + " " + bar)
		for _, h := range heights {
			b.WriteRune(levels[min(max(h-y*steps, 0), steps)])
		}
		lines = append(lines, strings.TrimRight(b.String(), " "))
	}
	_, times := goals(r.Settings)
	end := lasting(p.Makespan, times...)
	return append(lines,
		"      "+corner+strings.Repeat(line, chartWidth),
		fmt.Sprintf("       0%*s", chartWidth-1, end))
}

// deliveredBy is how many messages are delivered by a time in microseconds,
// with a bin's messages spread evenly over it.
func deliveredBy(t simulation.Timeline, at float64) float64 {
	sum, width := 0.0, float64(t.BinWidth)
	for i, n := range t.Delivered {
		from := float64(i) * width
		if at <= from {
			break
		}
		sum += float64(n) * min(1, (at-from)/width)
	}
	return sum
}

// gauge is a bar for a share of a width, in eighths of a character.
func gauge(share float64, width int) string {
	eighths := int(share*float64(8*width) + 0.5)
	full, rest := eighths/8, eighths%8
	out := strings.Repeat("█", full)
	if rest > 0 {
		out += string([]rune(" ▏▎▍▌▋▊▉")[rest])
	}
	return out + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(out)))
}
