package engine

// Progress is how far the computation has got in simulated time, and the counts over all senders at that clock. Both
// are 0 until the first passage begins, stay as they are during a second one, and never fall.
func (p *Planner) Progress() (Time, Counts) {
	switch {
	case p.done && p.err == nil:
		return p.plan.End(), p.plan.Totals
	case p.run == nil:
		return 0, Counts{}
	}
	return p.run.Clock(), p.run.Counts()
}
