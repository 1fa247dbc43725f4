package dynamodb

import (
	"context"
	"errors"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

// Tag implements simulation.Simulations: one conditional update of the entry in the history, which no worker writes. The
// entry goes in the same transaction as the simulation, so that none is tagged that is gone.
func (s *Store) Tag(ctx context.Context, id string, add, remove []string) (simulation.Tags, error) {
	meta, err := s.get(ctx, metaKey(id))
	if err != nil {
		return nil, err
	}
	if meta == nil {
		return nil, noSimulation(id)
	}
	var of metaRecord
	if err := decode(meta, &of); err != nil {
		return nil, err
	}
	place := historyKey(id, of.CreatedAt)
	for r := newRace(); ; {
		tags, err := s.tryTag(ctx, id, place, add, remove)
		if !errors.Is(err, errLost) {
			return tags, err
		}
		if err := r.again(ctx); err != nil {
			return nil, err
		}
	}
}

func (s *Store) tryTag(ctx context.Context, id string, place key, add, remove []string) (simulation.Tags, error) {
	entry, err := s.get(ctx, place)
	if err != nil {
		return nil, err
	}
	if entry == nil {
		return nil, noSimulation(id)
	}
	var before historyRecord
	if err := decode(entry, &before); err != nil {
		return nil, err
	}
	after, err := simulation.Tags(before.Tags).Changed(add, remove)
	if err != nil {
		return nil, err
	}
	_, err = s.update(ctx, place, "#tags = :tags", unchanged, merged(seen(text(entry, attrVersion)), values{"tags": []string(after)}))
	if err != nil {
		return nil, err
	}
	return after, nil
}

// search is a page of the simulations that are meant. It reads MostSearched entries, and whole those MostRead of them that
// have the name and the tags, or no name as entries from before there was a search.
func (s *Store) search(ctx context.Context, find simulation.Find, cursor string, limit int) (page []simulation.Listed, next string, err error) {
	entries, more, err := s.entries(ctx, simulationsPK, cursor, simulation.MostSearched)
	if err != nil {
		return nil, "", err
	}
	looked, read := 0, 0
	for looked < len(entries) && len(page) < limit && read < simulation.MostRead {
		var some []item
		for most := min(pageReaders, limit-len(page), simulation.MostRead-read); looked < len(entries) && len(some) < most; looked++ {
			if mayBe(entries[looked], find) {
				some = append(some, entries[looked])
			}
		}
		found, err := s.listed(ctx, some)
		if err != nil {
			return nil, "", err
		}
		read += len(some)
		for _, one := range found {
			if find.Meets(one) {
				page = append(page, one)
			}
		}
	}
	if looked > 0 && (looked < len(entries) || more) {
		next = formatCursor(entries[looked-1])
	}
	return page, next, nil
}

// mayBe reports whether an entry may be of a simulation that is meant, as far as it tells.
func mayBe(entry item, find simulation.Find) bool {
	var r historyRecord
	if err := decode(entry, &r); fault.CodeOf(err) == fault.CodeDamaged {
		return true // the simulation tells
	}
	if r.Name == "" { // it is not known
		find.Text = ""
	}
	return find.Names(r.Name, r.Tags)
}
