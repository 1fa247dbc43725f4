package dynamodb

import (
	"context"
	"encoding/base64"
	"log/slog"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
)

const (
	// maxPage bounds a page, so that it stays within one read of the history.
	maxPage = 100
	// pageReaders is how many reads of one call are under way at a time.
	pageReaders = 8
)

// Simulations implements simulation.Simulations. A simulation that is removed meanwhile is left out, so that a page
// may be short or even empty without being the last.
func (s *Store) Simulations(ctx context.Context, find simulation.Find, cursor string, limit int) (page []simulation.Listed, next string, err error) {
	if !find.All() {
		return s.search(ctx, find, cursor, max(1, min(limit, maxPage)))
	}
	entries, next, err := s.history(ctx, simulationsPK, cursor, limit)
	if err != nil {
		return nil, "", err
	}
	page, err = s.listed(ctx, entries)
	return page, next, err
}

// history is a page of the entries in a history, newest first. The cursor is the sort key of the last of the page before: new
// ones come in front of it and move nothing.
func (s *Store) history(ctx context.Context, pk, cursor string, limit int) (entries []item, next string, err error) {
	limit = max(1, min(limit, maxPage))
	entries, _, err = s.entries(ctx, pk, cursor, limit+1) // one more, to know whether there is one
	if err == nil && len(entries) > limit {
		entries = entries[:limit]
		next = formatCursor(entries[limit-1])
	}
	return entries, next, err
}

// entries are at most so many of a history, after the cursor; more reports whether there may be others behind them. It is one
// query, which reads 1 MB at most.
func (s *Store) entries(ctx context.Context, pk, cursor string, limit int) (entries []item, more bool, err error) {
	start, err := parseCursor(pk, cursor)
	if err != nil {
		return nil, false, err
	}
	condition := "#pk = :pk"
	names, bound := bind(values{attrPK: pk}, condition)
	out, err := s.client.Query(ctx, &sdk.QueryInput{
		TableName: &s.table, KeyConditionExpression: &condition, ConsistentRead: consistent,
		ExpressionAttributeNames: names, ExpressionAttributeValues: bound,
		ScanIndexForward: aws.Bool(false), ExclusiveStartKey: start,
		Limit: aws.Int32(int32(limit)),
	})
	if err != nil {
		return nil, false, translate("read the history", err)
	}
	return out.Items, len(out.LastEvaluatedKey) > 0, nil
}

// listed reads the simulations of entries, in the same order.
func (s *Store) listed(ctx context.Context, entries []item) ([]simulation.Listed, error) {
	tags := map[string]simulation.Tags{}
	for _, entry := range entries {
		var r historyRecord
		if err := decode(entry, &r); err != nil {
			slog.ErrorContext(ctx, "the tags of a simulation are damaged and left out", "simulation", text(entry, "id"), "error", err)
		}
		if len(r.Tags) > 0 { // an empty list was stored where the last one was removed
			tags[text(entry, "id")] = r.Tags
		}
	}
	return existing(ctx, "simulation", idsOf(entries), func(ctx context.Context, id string) (simulation.Listed, error) {
		one, err := s.Simulation(ctx, id)
		return simulation.Listed{Simulation: one, Tags: tags[id]}, err
	})
}

func idsOf(entries []item) []string {
	ids := make([]string, len(entries))
	for i, entry := range entries {
		ids[i] = text(entry, "id")
	}
	return ids
}

// existing reads those of the simulations or studies that are there, in the same order.
func existing[T any](ctx context.Context, what string, ids []string, read func(context.Context, string) (T, error)) ([]T, error) {
	all, errs := make([]T, len(ids)), make([]error, len(ids))
	places := make(chan struct{}, pageReaders)
	var readers sync.WaitGroup
	for i, id := range ids {
		places <- struct{}{}
		readers.Go(func() {
			all[i], errs[i] = read(ctx, id)
			<-places
		})
	}
	readers.Wait()
	var found []T
	for i, err := range errs {
		switch fault.CodeOf(err) {
		case "":
			found = append(found, all[i])
		case fault.CodeNotFound:
		case fault.CodeDamaged: // it does not take the history with it
			slog.ErrorContext(ctx, "a "+what+" is damaged and left out of the history", what, ids[i], "error", err)
		default:
			return nil, err
		}
	}
	return found, nil
}

func formatCursor(entry item) string {
	return base64.RawURLEncoding.EncodeToString([]byte(text(entry, attrSK)))
}

// parseCursor returns the key to go on after; nil for the first page.
func parseCursor(pk, cursor string) (item, error) {
	if cursor == "" {
		return nil, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || !strings.Contains(string(raw), "#") {
		return nil, fault.Errorf(fault.CodeInvalid, "not a cursor of this list: %.100q", cursor)
	}
	return encoded(key{pk, string(raw)}), nil
}
