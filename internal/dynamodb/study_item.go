package dynamodb

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"alertsim/internal/fault"
	"alertsim/internal/study"
)

// studyRecord is a study as stored, but for its parts. Query and estimate are JSON, packed with gzip: a query with 10,000
// levels, and a layout whose every chunk has another size than the one before, would not fit an item otherwise.
type studyRecord struct {
	key
	Session    string      `dynamodbav:"session"`
	Query      []byte      `dynamodbav:"query"`
	Estimate   []byte      `dynamodbav:"estimate"`
	State      study.State `dynamodbav:"state"`
	Reason     string      `dynamodbav:"reason"`
	Engine     int         `dynamodbav:"engine"`
	CreatedAt  time.Time   `dynamodbav:"createdAt"`
	FinishedAt time.Time   `dynamodbav:"finishedAt,omitempty"`
	Watch      string      `dynamodbav:"watch"` // JSON
	Parts      int         `dynamodbav:"parts"`
	Expires    int64       `dynamodbav:"expiresAt"`
}

// maxPacked is what query and estimate of a study may take together. An item may have 400 KB; the rest of it is some
// 500 bytes and the reason.
const maxPacked = 360 << 10

// studyRecordOf is CodeInvalid for a study that does not fit an item.
func studyRecordOf(s study.Study) (studyRecord, error) {
	query, err := packed(s.Query)
	if err != nil {
		return studyRecord{}, err
	}
	estimate, err := packed(s.Estimate)
	if err != nil {
		return studyRecord{}, err
	}
	if size := len(query) + len(estimate); size > maxPacked {
		return studyRecord{}, &fault.Error{Code: fault.CodeInvalid, Message: "the study is too large to be stored", Fields: []fault.FieldError{{Path: "vary",
			Message: fmt.Sprintf("makes a study of %d KB, and %d can be stored; use fewer levels, or shorter names", size>>10, maxPacked>>10)}}}
	}
	return studyRecord{
		studyKey(s.ID), s.SessionID, query, estimate, s.State, s.Reason, s.Engine, s.CreatedAt, s.FinishedAt,
		studyWatchJSON(s.Watch), len(s.Parts), expiry(s.CreatedAt, study.Retention),
	}, nil
}

func studyWatchJSON(w study.Watch) string {
	raw, _ := json.Marshal(w) // numbers and times of this age: cannot fail
	return string(raw)
}

// studyOf reads a META item; the study's parts are empty.
func studyOf(id string, it item) (study.Study, error) {
	r := studyRecord{key: studyKey(id)}
	if err := decode(it, &r); err != nil {
		return study.Study{}, err
	}
	s := study.Study{
		ID: id, SessionID: r.Session, State: r.State, Reason: r.Reason, Engine: r.Engine,
		CreatedAt: r.CreatedAt, FinishedAt: r.FinishedAt, Parts: make([]study.Part, r.Parts),
	}
	for _, field := range []struct {
		raw  []byte
		into any
	}{{r.Query, &s.Query}, {r.Estimate, &s.Estimate}} {
		if err := unpack(field.raw, field.into); err != nil {
			return study.Study{}, damaged(r, err)
		}
	}
	if err := json.Unmarshal([]byte(r.Watch), &s.Watch); err != nil {
		return study.Study{}, damaged(r, err)
	}
	return s, nil
}

func packed(v any) ([]byte, error) {
	var out bytes.Buffer
	w, _ := gzip.NewWriterLevel(&out, gzip.BestCompression) // a level that there is
	if err := json.NewEncoder(w).Encode(v); err != nil {
		return nil, fault.Errorf(fault.CodeInternal, "%T cannot be stored: %w", v, err)
	}
	_ = w.Close() // into memory
	return out.Bytes(), nil
}

func unpack(raw []byte, into any) error {
	r, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		return err
	}
	all, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	return json.Unmarshal(all, into)
}

// partRecord is a part of a study as stored. There are some 1,200 chunks in a part at most (TestStudyItemSizes), with
// which it has 6 KB.
type partRecord struct {
	key
	Open    bool      `dynamodbav:"open"`
	Made    numberSet `dynamodbav:"made,omitempty"` // none: DynamoDB's sets cannot be empty
	Expires int64     `dynamodbav:"expiresAt"`
}

// partOf reads a part; CodeNotFound if there is no item.
func partOf(id string, part int, it item) (study.Part, error) {
	if it == nil {
		return study.Part{}, fault.Errorf(fault.CodeNotFound, "there is no part %d of a study %s", part, id)
	}
	r := partRecord{key: partKey(id, part)}
	err := decode(it, &r)
	return study.Part{Open: r.Open, Made: r.Made}, err
}

// chunkRecord is what a chunk came to.
type chunkRecord struct {
	key
	Runs    []byte `dynamodbav:"runs"`
	Expires int64  `dynamodbav:"expiresAt"`
}

// latestRecord names the study that was created last.
type latestRecord struct {
	key
	ID      string `dynamodbav:"id"`
	Expires int64  `dynamodbav:"expiresAt"`
}

// numberSet is a set of numbers, in order.
type numberSet []int

// MarshalDynamoDBAttributeValue implements attributevalue.Marshaler.
func (s numberSet) MarshalDynamoDBAttributeValue() (types.AttributeValue, error) {
	if len(s) == 0 {
		return &types.AttributeValueMemberNULL{Value: true}, nil // which omitempty leaves out
	}
	set := &types.AttributeValueMemberNS{Value: make([]string, len(s))}
	for i, n := range s {
		set.Value[i] = strconv.Itoa(n)
	}
	return set, nil
}

// UnmarshalDynamoDBAttributeValue implements attributevalue.Unmarshaler.
func (s *numberSet) UnmarshalDynamoDBAttributeValue(v types.AttributeValue) error {
	set, ok := v.(*types.AttributeValueMemberNS)
	if !ok {
		return fmt.Errorf("not a set of numbers but %T", v)
	}
	*s = make(numberSet, len(set.Value))
	for i, text := range set.Value {
		n, err := strconv.Atoi(text)
		if err != nil {
			return err
		}
		(*s)[i] = n
	}
	slices.Sort(*s)
	return nil
}
