package fit

// counts says how often each slot was met. Few values are kept as they come, since there may be thousands of counts; many
// as a tally.
type counts struct {
	few  []uint16
	many tally
}

// fewest is how many values are worth a tally, which may have some thousand slots.
const fewest = 128

func (c *counts) add(slot int) {
	if c.many == nil && len(c.few) < fewest {
		c.few = append(c.few, uint16(slot)) // slots of the largest times are below 2¹⁶
		return
	}
	c.tally()
	c.many.add(slot)
}

// tally makes a tally of the values and keeps it.
func (c *counts) tally() {
	for _, slot := range c.few {
		c.many.add(int(slot))
	}
	c.few = nil
}

// dense is a tally of them, of which nothing may be changed.
func (c *counts) dense() tally {
	if c.many != nil {
		return c.many
	}
	var out tally
	for _, slot := range c.few {
		out.add(int(slot))
	}
	return out
}

func (c *counts) merge(o *counts) {
	for _, slot := range o.few {
		c.add(int(slot))
	}
	if o.many != nil {
		c.tally()
		c.many.merge(o.many)
	}
}
