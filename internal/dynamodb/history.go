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
	// pageReaders is how many simulations of a page are read at a time.
	pageReaders = 8
)

// Simulations implements simulation.Simulations. The cursor is the sort key of
// the last simulation of the page before: new ones come in front of it and move
// nothing. A simulation that is removed meanwhile is left out, so that a page
// may be short or even empty without being the last.
func (s *Store) Simulations(ctx context.Context, cursor string, limit int) (page []simulation.Simulation, next string, err error) {
	limit = max(1, min(limit, maxPage))
	start, err := parseCursor(cursor)
	if err != nil {
		return nil, "", err
	}
	condition := "#pk = :pk"
	names, bound := bind(values{attrPK: "SIMS"}, condition)
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
	ids := make([]string, len(entries))
	for i, entry := range entries {
		ids[i] = text(entry, "id")
	}
	page, err = s.existing(ctx, ids)
	if err != nil {
		return nil, "", err
	}
	return page, next, nil
}

// existing reads those of the simulations that are there, in the same order.
func (s *Store) existing(ctx context.Context, ids []string) ([]simulation.Simulation, error) {
	sims, errs := make([]simulation.Simulation, len(ids)), make([]error, len(ids))
	places := make(chan struct{}, pageReaders)
	var readers sync.WaitGroup
	for i, id := range ids {
		places <- struct{}{}
		readers.Go(func() {
			sims[i], errs[i] = s.Simulation(ctx, id)
			<-places
		})
	}
	readers.Wait()
	var found []simulation.Simulation
	for i, err := range errs {
		switch fault.CodeOf(err) {
		case "":
			found = append(found, sims[i])
		case fault.CodeNotFound:
		case fault.CodeDamaged: // it does not take the history with it
			slog.ErrorContext(ctx, "a simulation is damaged and left out of the history", "simulation", ids[i], "error", err)
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
func parseCursor(cursor string) (item, error) {
	if cursor == "" {
		return nil, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || !strings.Contains(string(raw), "#") {
		return nil, fault.Errorf(fault.CodeInvalid, "not a cursor of this list: %.100q", cursor)
	}
	return encoded(key{"SIMS", string(raw)}), nil
}
