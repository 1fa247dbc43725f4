package simulationtest

import (
	"slices"
	"time"

	"alertsim/internal/simulation"
)

// historyTests: the list of all simulations, newest first, in pages.
var historyTests = []storeTest{
	{"Empty", func(e *env) {
		page, next, err := e.store.Simulations(e.ctx, simulation.Find{}, "", 10)
		e.must(err)
		e.same(len(page), 0, "simulations")
		e.same(next, "", "cursor")
	}},
	{"NewestFirstInPages", func(e *env) {
		want := e.createEnded(7)
		for _, limit := range []int{1, 2, 3, 6, 7, 8, 100} {
			got, pages := e.history(limit)
			e.same(got, want, "the history in pages of %d", limit)
			if limit := (len(want) + limit - 1) / limit; pages > limit {
				e.Errorf("%d pages of %d for %d simulations, want %d: next must be empty on the last page", pages, limit, len(want), limit)
			}
		}
	}},
	{"WholeSimulations", func(e *env) {
		s := e.create(2)
		e.must(e.store.MarkReady(e.ctx, e.claim(s.Jobs()[1]), FullPlan(), e.now))
		page, _, err := e.store.Simulations(e.ctx, simulation.Find{}, "", 1)
		e.must(err)
		e.same(page, []simulation.Listed{{Simulation: e.read(s.ID)}}, "the simulation in the history")
	}},
	{"CreatedAtTheSameTime", func(e *env) {
		for range 5 {
			s := e.create(1)
			_, err := e.store.End(e.ctx, s.ID, simulation.Cancelled, "", e.now)
			e.must(err)
		}
		all, _ := e.history(10)
		paged, _ := e.history(2)
		e.same(len(all), 5, "simulations")
		e.same(paged, all, "the history in pages")
	}},
	{"CursorIsStableUnderInserts", func(e *env) {
		want := e.createEnded(6)
		first, next, err := e.store.Simulations(e.ctx, simulation.Find{}, "", 3)
		e.must(err)
		e.same(ids(first), want[:3], "the first page")
		newer := e.createEnded(2)
		second, last, err := e.store.Simulations(e.ctx, simulation.Find{}, next, 3)
		e.must(err)
		e.same(ids(second), want[3:], "the second page, after two more were created")
		e.same(last, "", "cursor after the second page")
		all, _ := e.history(3)
		e.same(all, append(newer, want...), "the history afterwards")
	}},
	{"CursorIsStableUnderDeletes", func(e *env) {
		want := e.createEnded(6)
		_, next, err := e.store.Simulations(e.ctx, simulation.Find{}, "", 3)
		e.must(err)
		for _, gone := range []string{want[2], want[3]} { // the cursor's own and the one after it
			e.must(e.store.Delete(e.ctx, gone))
		}
		second, _, err := e.store.Simulations(e.ctx, simulation.Find{}, next, 3)
		e.must(err)
		e.same(ids(second), want[4:], "the second page after deletes")
	}},
}

// createEnded creates so many simulations, a minute apart, and returns their
// ids, newest first. Their order by id is not that by time.
func (e *env) createEnded(n int) []string {
	e.Helper()
	var created []string
	for i := range n {
		e.wait(time.Minute)
		if _, err := e.store.CurrentSession(e.ctx); err != nil {
			e.openSession()
		}
		s := e.newSimulation(1)
		s.ID = string(rune('z'-i)) + s.ID
		e.must(e.store.Create(e.ctx, s))
		_, err := e.store.End(e.ctx, s.ID, simulation.Cancelled, "", e.now)
		e.must(err)
		created = append(created, s.ID)
	}
	slices.Reverse(created)
	return created
}

// history reads the whole list in pages of a size.
func (e *env) history(limit int) (all []string, pages int) {
	e.Helper()
	cursor := ""
	for {
		page, next, err := e.store.Simulations(e.ctx, simulation.Find{}, cursor, limit)
		e.must(err)
		if len(page) > limit {
			e.Fatalf("a page of %d has %d simulations", limit, len(page))
		}
		all = append(all, ids(page)...)
		pages++
		if next == "" {
			return all, pages
		}
		if next == cursor || pages > 100 {
			e.Fatalf("the cursor %q does not move on", next)
		}
		cursor = next
	}
}

func ids(page []simulation.Listed) []string {
	var out []string
	for _, s := range page {
		out = append(out, s.ID)
	}
	return out
}
