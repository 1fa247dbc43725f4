package result

import "alertsim/internal/study"

// Study is what a study comes to, as far as its runs are made: what the API, the command line and reports tell of it.
type Study struct {
	Query    study.Query
	Estimate study.Estimate
	Runs     int           // that are made
	Points   []study.Point // those of which every run is made
	Best     study.Best
	// Front are the points of which no other is both cheaper and faster; none where their costs cannot be compared.
	Front   []study.Point
	Effects []StudyEffects
}

// StudyEffects are what the factors do to one response, the largest effect first.
type StudyEffects struct {
	study.Response
	Factors      []study.Effect
	Interactions []study.Interaction
}

// SendersUnit is what a point's cost is in where nothing has a price.
const SendersUnit = "senders"

// StudyOf tells of a study's results.
func StudyOf(r *study.Results, e study.Estimate) Study { return studyOf(r, e, r.Point) }

// StudyInBrief is StudyOf without the figures and the objectives of the points.
func StudyInBrief(r *study.Results, e study.Estimate) Study { return studyOf(r, e, r.Brief) }

func studyOf(r *study.Results, e study.Estimate, point func(int) (study.Point, bool)) Study {
	s := Study{Query: r.Query, Estimate: e, Runs: r.RunsMade()}
	for number := range r.Query.Points() {
		if p, made := point(number); made {
			s.Points = append(s.Points, p)
		}
	}
	s.Best = r.Query.BestOf(s.Points)
	if s.CostUnit() != "" {
		s.Front = study.Front(s.Points)
	}
	for _, name := range []string{"time", "delivered", "sendingCost"} {
		response, _ := study.ResponseOf(name) // there are these
		told := StudyEffects{Response: response}
		told.Factors, told.Interactions = r.Effects(response)
		if told.says() {
			s.Effects = append(s.Effects, told)
		}
	}
	return s
}

// says reports whether any factor changes anything.
func (e StudyEffects) says() bool {
	for _, f := range e.Factors {
		if f.Change.Value != 0 {
			return true
		}
	}
	return len(e.Factors) > 0 && e.Name == "time"
}

// CostUnit is what the cost of every point is in: a currency, or SendersUnit; "" if the points differ in that.
func (s Study) CostUnit() string {
	unit := ""
	for i, p := range s.Points {
		of := CostUnitOf(p)
		if i > 0 && of != unit {
			return ""
		}
		unit = of
	}
	return unit
}

// CostUnitOf is what the cost of a point is in.
func CostUnitOf(p study.Point) string {
	if p.Settings.HasPrices() {
		return p.Settings.Money()
	}
	return SendersUnit
}

// Unit is that of a response, in the currency of the points where it is money.
func (s Study) Unit(of study.Response) string {
	if of.Unit == study.Money && len(s.Points) > 0 {
		return s.Points[0].Settings.Money()
	}
	return of.Unit
}

// PointOf is the point of that number, if it is made.
func (s Study) PointOf(number int) (study.Point, bool) {
	for _, p := range s.Points {
		if p.Number == number {
			return p, true
		}
	}
	return study.Point{}, false
}

// Objectives reports whether there is anything to meet at any point.
func (s Study) Objectives() bool {
	for _, p := range s.Points {
		if len(p.Settings.Objectives) > 0 {
			return true
		}
	}
	return false
}

// Complete reports whether every run is made.
func (s Study) Complete() bool { return s.Runs == s.Query.Runs() }

// StudyPointsOf are the points from ≤ p < to that are made, with every figure.
func StudyPointsOf(r *study.Results, from, to int) []StudyPoint {
	s := Study{Query: r.Query}
	var out []StudyPoint
	for number := max(0, from); number < min(to, r.Query.Points()); number++ {
		if p, made := r.Point(number); made {
			out = append(out, s.point(p))
		}
	}
	return out
}
