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
func (s *Store) Simulations(ctx context.Context, cursor string, limit int) (page []simulation.Simulation, next string, err error) {
	ids, next, err := s.history(ctx, simulationsPK, cursor, limit)
	if err != nil {
		return nil, "", err
	}
	page, err = existing(ctx, "simulation", ids, s.Simulation)
	return page, next, err
}

// history is a page of the ids in a history, newest first. The cursor is the sort key of the last of the page before: new
// ones come in front of it and move nothing.
func (s *Store) history(ctx context.Context, pk, cursor string, limit int) (ids []string, next string, err error) {
	limit = max(1, min(limit, maxPage))
	start, err := parseCursor(pk, cursor)
	if err != nil {
		return nil, "", err
	}
	condition := "#pk = :pk"
	names, bound := bind(values{attrPK: pk}, condition)
	out, err := s.client.Query(ctx, &sdk.QueryInput{
		TableName: &s.table, KeyConditionExpression: &condition, ConsistentRead: consistent,
		ExpressionAttributeNames: names, ExpressionAttributeValues: bound,
		ScanIndexForward: aws.Bool(false), ExclusiveStartKey: start,
		Limit: aws.Int32(int32(limit + 1)), // one more, to know whether there is one
	})
	if err != nil {
		return nil, "", translate("read the history", err)
	}
	entries := out.Items
	if len(entries) > limit {
		entries = entries[:limit]
		next = formatCursor(entries[limit-1])
	}
	ids = make([]string, len(entries))
	for i, entry := range entries {
		ids[i] = text(entry, "id")
	}
	return ids, next, nil
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
