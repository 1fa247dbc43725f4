package report

import (
	"encoding/csv"
	"io"
	"math"
	"strconv"

	"alertsim/internal/result"
	"alertsim/internal/statistics"
	"alertsim/internal/study"
)

// CSV writes a row for each point and figure. Of a share of the seeds the mean is the share, and its interval that of
// Clopper and Pearson. What there is not is empty.
func (s Study) CSV(w io.Writer) error {
	out := csv.NewWriter(w)
	head := []string{"point"}
	for _, f := range s.Query.Vary {
		head = append(head, SheetText(f.Name))
	}
	head = append(head, "figure", "unit", "runs", "mean", "mean_low", "mean_high", "doubt", "median", "median_low", "median_high", "p05", "p25", "p75", "p95", "min", "max")
	if err := out.Write(head); err != nil {
		return err
	}
	for _, p := range s.Points {
		if err := out.WriteAll(s.csvRows(p)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func (s Study) csvRows(p study.Point) [][]string {
	at := []string{strconv.Itoa(p.Number)}
	for i, level := range p.Levels {
		name := s.Query.Vary[i].Levels[level].Name
		if _, number := s.Query.Vary[i].Levels[level].Number(); !number {
			name = SheetText(name)
		}
		at = append(at, name)
	}
	var rows [][]string
	add := func(cells ...string) { rows = append(rows, append(append([]string{}, at...), cells...)) }
	figure := func(name string, f *study.FigureOf) {
		if f == nil {
			return
		}
		meanLow, meanHigh := ends(f.Mean.Interval)
		low, high := ends(f.Interval)
		q := f.Quantiles
		add(name, f.Unit, strconv.Itoa(f.N), cell(f.Mean.Value), meanLow, meanHigh, f.Mean.Doubt, cell(f.Median), low, high,
			cell(q[0]), cell(q[1]), cell(q[2]), cell(q[3]), cell(f.Min), cell(f.Max))
	}
	share := func(name string, x statistics.Share) {
		add(name, "share", strconv.Itoa(x.Runs), cell(x.Value()), cell(x.Low), cell(x.High), "", "", "", "", "", "", "", "", "", "")
	}
	for _, f := range p.Figures {
		figure(f.Name, &f)
	}
	figure("time", p.Reached)
	add("cost", result.CostUnitOf(p), strconv.Itoa(p.Runs), cell(p.Cost), "", "", "", "", "", "", "", "", "", "", "", "")
	if len(p.Objectives) > 0 {
		share("met", p.Met)
	}
	for i, o := range p.Objectives {
		name := "objectives[" + strconv.Itoa(i) + "]"
		share(name+".met", o.Share)
		figure(name+".at", o.At)
	}
	return rows
}

func ends(i *statistics.Interval) (low, high string) {
	if i == nil {
		return "", ""
	}
	return cell(i.Low), cell(i.High)
}

// cell is a number with all its digits; nothing where it is none.
func cell(x float64) string {
	if math.IsInf(x, 0) || math.IsNaN(x) {
		return ""
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}
