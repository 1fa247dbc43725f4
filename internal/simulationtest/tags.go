package simulationtest

import (
	"fmt"
	"strings"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// tagTests: the tags of simulations, and the search for them.
var tagTests = []storeTest{
	{"SetAndRemoved", func(e *env) {
		s := e.create(2)
		before := e.read(s.ID)
		e.tagged(s.ID, []string{"q3", "Übung ⛈️ 洪水"}, nil, "q3", "Übung ⛈️ 洪水")
		e.tagged(s.ID, []string{"a", "q3"}, nil, "a", "q3", "Übung ⛈️ 洪水")
		e.tagged(s.ID, nil, []string{"q3", "not there"}, "a", "Übung ⛈️ 洪水")
		e.same(e.read(s.ID), before, "the simulation itself")
		e.tagged(s.ID, nil, []string{"a", "Übung ⛈️ 洪水"})
		e.tagged(s.ID, nil, nil)
	}},
	{"OfAnotherState", func(e *env) {
		s, claims := e.createRunning(1)
		e.tagged(s.ID, []string{"running"}, nil, "running")
		e.must(e.store.Advance(e.ctx, claims[0], At(1000), e.now))
		e.tagged(s.ID, []string{"more"}, nil, "more", "running")
		e.must(e.store.Finish(e.ctx, claims[0], At(2000), FullPlan(), e.now))
		settled, err := e.store.Settle(e.ctx, s.ID, e.now)
		e.must(err)
		e.tagged(s.ID, []string{"over"}, []string{"running"}, "more", "over")
		e.same(e.read(s.ID), settled, "the simulation itself")
	}},
	{"Refused", func(e *env) {
		s := e.create(1)
		var full []string
		for i := range simulation.MaxTags {
			full = append(full, fmt.Sprintf("%d%s", i, strings.Repeat("é", simulation.MaxTagLength-1)))
		}
		e.tagged(s.ID, full, nil, full...)
		_, err := e.store.Tag(e.ctx, s.ID, []string{"one too many"}, nil)
		e.wants(fault.CodeConflict, err, "one tag too many")
		e.tagged(s.ID, nil, nil, full...)
		_, err = e.store.Tag(e.ctx, "no-such-simulation", []string{"a"}, nil)
		e.wants(fault.CodeNotFound, err, "a tag of nothing")
	}},
	{"GoneWithTheSimulation", func(e *env) {
		id := e.createEnded(1)[0]
		e.tagged(id, []string{"a"}, nil, "a")
		e.must(e.store.Delete(e.ctx, id))
		_, err := e.store.Tag(e.ctx, id, []string{"b"}, nil)
		e.wants(fault.CodeNotFound, err, "a tag of what was deleted")
		e.same(len(e.find(simulation.Find{Tag: "a"}, 10)), 0, "found after the delete")
	}},
	// Of several members who set and remove at once nobody loses a tag, and no checkpoint is lost or refused by it.
	{"Race", func(e *env) {
		s, claims := e.createRunning(1)
		const members, steps = 4, 2
		errs := together(members+1, func(i int) error {
			if i == members {
				for step := range settings.Micros(20) {
					if err := e.store.Advance(e.ctx, claims[0], At((step+1)*1000), e.now); err != nil {
						return err
					}
				}
				return nil
			}
			for step := range steps {
				if _, err := e.store.Tag(e.ctx, s.ID, []string{fmt.Sprintf("%d.%d", i, step)}, nil); err != nil {
					return err
				}
			}
			return nil
		})
		for i, err := range errs {
			if err != nil {
				e.Errorf("%d of those at once: %v", i, err)
			}
		}
		e.tagged(s.ID, nil, nil, "0.0", "0.1", "1.0", "1.1", "2.0", "2.1", "3.0", "3.1")
		e.same(e.read(s.ID).Shards[0].Clock, settings.Micros(20_000), "the clock")
	}},
	{"FoundByNameTagAndState", func(e *env) {
		made := e.createNamed("Flood, county A", "Flood, county B", "Outage", "Übung")
		e.tagged(made[0], []string{"q3", "flood plain"}, nil, "flood plain", "q3")
		e.tagged(made[2], []string{"q3"}, nil, "q3")
		newest := func(i ...int) (ids []string) {
			for _, n := range i {
				ids = append(ids, made[n])
			}
			return ids
		}
		for _, c := range []struct {
			find simulation.Find
			want []string
		}{
			{simulation.Find{Text: "flood"}, newest(1, 0)},
			{simulation.Find{Text: "PLAIN"}, newest(0)},
			{simulation.Find{Text: "übung"}, newest(3)},
			{simulation.Find{Tag: "q3"}, newest(2, 0)},
			{simulation.Find{Tag: "q3", Text: "outage"}, newest(2)},
			{simulation.Find{Tag: "q"}, nil},
			{simulation.Find{Text: "storm"}, nil},
			{simulation.Find{State: simulation.Cancelled}, newest(3, 2, 1, 0)},
			{simulation.Find{State: simulation.Cancelled, Text: "county"}, newest(1, 0)},
			{simulation.Find{State: simulation.Completed}, nil},
		} {
			for _, limit := range []int{1, 2, 100} {
				e.same(e.find(c.find, limit), c.want, "%+v in pages of %d", c.find, limit)
			}
		}
	}},
	// What is wanted lies behind more than one call reads: it is found all the same, a page at a time.
	{"FoundBehindMany", func(e *env) {
		old := e.createNamed("The one")
		e.createEnded(120)
		e.same(e.find(simulation.Find{Text: "the one"}, 5), old, "found by its name")
		e.tagged(old[0], []string{"q3"}, nil, "q3")
		e.same(e.find(simulation.Find{Tag: "q3", State: simulation.Cancelled}, 5), old, "found by tag and state")
		e.same(len(e.find(simulation.Find{State: simulation.Failed}, 5)), 0, "found in a state that none is in")
	}},
}

// tagged changes tags, and wants what is answered and listed to be these.
func (e *env) tagged(id string, add, remove []string, want ...string) {
	e.Helper()
	got, err := e.store.Tag(e.ctx, id, add, remove)
	e.must(err)
	e.same(got, simulation.Tags(want), "the tags that were answered")
	page, _, err := e.store.Simulations(e.ctx, simulation.Find{}, "", 100)
	e.must(err)
	for _, s := range page {
		if s.ID == id {
			e.same(s.Tags, simulation.Tags(want), "the tags in the history")
			return
		}
	}
	if len(page) < 100 {
		e.Errorf("%s is not in the history", id)
	}
}

// createNamed creates ended simulations of these names, a minute apart, and returns their ids in the same order.
func (e *env) createNamed(names ...string) (ids []string) {
	e.Helper()
	for _, name := range names {
		e.wait(time.Minute)
		if _, err := e.store.CurrentSession(e.ctx); err != nil {
			e.openSession()
		}
		s := e.newSimulation(1)
		s.Settings.Name = name
		e.must(e.store.Create(e.ctx, s))
		_, err := e.store.End(e.ctx, s.ID, simulation.Cancelled, "", e.now)
		e.must(err)
		ids = append(ids, s.ID)
	}
	return ids
}

// find is all that is found, page by page. A page may be short, but not too long, and the cursor moves on.
func (e *env) find(what simulation.Find, limit int) (all []string) {
	e.Helper()
	cursor := ""
	for range 200 {
		page, next, err := e.store.Simulations(e.ctx, what, cursor, limit)
		e.must(err)
		if len(page) > limit {
			e.Fatalf("a page of %d has %d simulations", limit, len(page))
		}
		all = append(all, ids(page)...)
		if next == "" {
			return all
		}
		cursor = next
	}
	e.Fatalf("no end of what is found")
	return nil
}
