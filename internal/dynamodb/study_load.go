package dynamodb

import (
	"context"
	"strconv"
	"strings"

	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"alertsim/internal/fault"
	"alertsim/internal/study"
)

// loadedStudy is a study as read, with what a write back needs.
type loadedStudy struct {
	study.Study
	version string // of META
}

func noStudy(id string) *fault.Error {
	return fault.Errorf(fault.CodeNotFound, "there is no study %s", id)
}

// loadStudy reads a study with its parts. A query may see a transaction half done, as load says of simulations: parts are
// closed together with the study's end, and never open again. What is made of the parts is read one after another, and
// only grows; so all of it was there when the last was read.
func (s *Store) loadStudy(ctx context.Context, id string) (loadedStudy, error) {
	for r := newRace(); ; {
		found, whole, err := s.queryStudy(ctx, id)
		if err != nil || whole || r.tries == maxReads {
			return found, err
		}
		if err := r.again(ctx); err != nil {
			return loadedStudy{}, err
		}
	}
}

// queryStudy reads META and parts; whole reports whether all parts are there and as the state says.
func (s *Store) queryStudy(ctx context.Context, id string) (found loadedStudy, whole bool, err error) {
	items, err := s.queryAll(ctx, "read study "+id, "#pk = :pk", values{attrPK: studyPK(id)})
	if err != nil {
		return loadedStudy{}, false, err
	}
	parts, there := map[int]study.Part{}, false
	for _, it := range items {
		number, isPart := strings.CutPrefix(text(it, attrSK), partPrefix)
		if !isPart {
			there, found.version = true, text(it, attrVersion)
			if found.Study, err = studyOf(id, it); err != nil {
				return loadedStudy{}, false, err
			}
			continue
		}
		i, err := strconv.Atoi(number)
		if err != nil {
			return loadedStudy{}, false, fault.Errorf(fault.CodeDamaged, "part %q of study %s has no number", number, id)
		}
		if parts[i], err = partOf(id, i, it); err != nil {
			return loadedStudy{}, false, err
		}
	}
	if !there {
		return loadedStudy{}, false, noStudy(id)
	}
	whole = len(parts) == len(found.Parts)
	open := found.State == study.Running || found.State == study.Completed
	for i := range found.Parts {
		part, ok := parts[i]
		whole = whole && ok && part.Open == open
		found.Parts[i] = part
	}
	return found, whole, nil
}

// queryAll reads all items of a partition that a condition on the key holds for, in their order.
func (s *Store) queryAll(ctx context.Context, doing, condition string, named values) (items []item, err error) {
	names, bound := bind(named, condition)
	pages := sdk.NewQueryPaginator(s.client, &sdk.QueryInput{
		TableName: &s.table, KeyConditionExpression: &condition, ConsistentRead: consistent,
		ExpressionAttributeNames: names, ExpressionAttributeValues: bound,
	})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, translate(doing, err)
		}
		items = append(items, page.Items...)
	}
	return items, nil
}
