package dynamodb

import (
	"context"
	"errors"
	"slices"
	"sync"

	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"alertsim/internal/fault"
	"alertsim/internal/study"
)

// StudyPart implements study.Store.
func (s *Store) StudyPart(ctx context.Context, id string, part int) (study.Part, error) {
	it, err := s.get(ctx, partKey(id, part))
	if err != nil {
		return study.Part{}, err
	}
	return partOf(id, part, it)
}

// KeepChunk implements study.Store: the chunk is put where there is none, and then noted in its part by one update on
// condition that the part is open. Only what is noted counts. So neither a transaction is needed nor what was put just
// before a cancel seen, and doing it twice, or from two machines, changes nothing.
func (s *Store) KeepChunk(ctx context.Context, of study.Study, chunk int, runs []byte) (study.Part, error) {
	number := of.PartOf(max(0, chunk))
	if chunk < 0 || chunk >= of.Chunks() {
		if _, err := s.StudyPart(ctx, of.ID, number); err != nil {
			return study.Part{}, err
		}
		_, _, err := of.Make(chunk)
		return study.Part{}, err
	}
	_, err := s.put(ctx, chunkRecord{chunkKey(of.ID, number, chunk), runs, expiry(of.CreatedAt, study.Retention+shardGrace)}, absent, nil)
	if err != nil && !errors.Is(err, errLost) {
		return study.Part{}, err
	}
	return s.note(ctx, of.ID, number, chunk)
}

// note adds a chunk to what is made of a part and returns the part as it is then; CodeStale if it is closed. It may be
// repeated: a set has each number once.
func (s *Store) note(ctx context.Context, id string, number, chunk int) (study.Part, error) {
	k, change, condition := partKey(id, number), "ADD #made :chunk", "#open = :open"
	names, bound := bind(values{"chunk": numberSet{chunk}, "open": true}, change, condition)
	var after item
	err := s.write(ctx, func(ctx context.Context) error {
		out, err := s.client.UpdateItem(ctx, &sdk.UpdateItemInput{
			TableName: &s.table, Key: encoded(k), UpdateExpression: &change, ConditionExpression: &condition,
			ExpressionAttributeNames: names, ExpressionAttributeValues: bound,
			ReturnValues:                        types.ReturnValueAllNew,
			ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
		})
		if err == nil {
			after = out.Attributes
		}
		return err
	})
	if refused, ok := errors.AsType[*types.ConditionalCheckFailedException](err); ok {
		part, err := partOf(id, number, refused.Item)
		if err == nil {
			err = fault.Errorf(fault.CodeStale, "the study takes no more")
		}
		return part, err
	}
	if err != nil {
		return study.Part{}, translate("update "+k.name(), err)
	}
	return partOf(id, number, after)
}

// Chunks implements study.Store. What is made is read before the chunks: each was put before it was noted.
func (s *Store) Chunks(ctx context.Context, of study.Study, from, to int) ([]study.Kept, error) {
	found, err := s.queryAll(ctx, "read the parts of study "+of.ID, "#pk = :pk AND begins_with(#sk, :prefix)",
		values{attrPK: studyPK(of.ID), attrSK: partPrefix, "prefix": partPrefix})
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, noStudy(of.ID)
	}
	wanted := make([][]int, len(found)) // by part
	for i, it := range found {
		part, err := partOf(of.ID, i, it)
		if err != nil {
			return nil, err
		}
		wanted[i] = slices.DeleteFunc(part.Made, func(chunk int) bool { return chunk < from || chunk >= to })
	}
	kept, errs := make([][]study.Kept, len(wanted)), make([]error, len(wanted))
	places := make(chan struct{}, pageReaders)
	var readers sync.WaitGroup
	for part, chunks := range wanted {
		if len(chunks) == 0 {
			continue
		}
		places <- struct{}{}
		readers.Go(func() {
			kept[part], errs[part] = s.chunksOf(ctx, of.ID, part, chunks)
			<-places
		})
	}
	readers.Wait()
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	all := slices.Concat(kept...)
	slices.SortFunc(all, func(a, b study.Kept) int { return a.Chunk - b.Chunk })
	return all, nil
}

// chunksOf reads chunks of a part, which have all been put.
func (s *Store) chunksOf(ctx context.Context, id string, part int, chunks []int) ([]study.Kept, error) {
	first, last := chunkKey(id, part, chunks[0]), chunkKey(id, part, chunks[len(chunks)-1])
	items, err := s.queryAll(ctx, "read chunks of study "+id, "#pk = :pk AND #sk BETWEEN :first AND :last",
		values{attrPK: first.PK, "first": first.SK, "last": last.SK})
	if err != nil {
		return nil, err
	}
	there := make(map[string]item, len(items))
	for _, it := range items {
		there[text(it, attrSK)] = it
	}
	kept := make([]study.Kept, len(chunks))
	for i, chunk := range chunks {
		r := chunkRecord{key: chunkKey(id, part, chunk)}
		it := there[r.SK]
		if it == nil {
			return nil, fault.Errorf(fault.CodeDamaged, "chunk %d of study %s is made, but not there", chunk, id)
		}
		if err := decode(it, &r); err != nil {
			return nil, err
		}
		kept[i] = study.Kept{Chunk: chunk, Runs: r.Runs}
	}
	return kept, nil
}
