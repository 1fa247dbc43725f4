package dynamodb

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"maps"
	"reflect"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"alertsim/internal/fault"
)

// item is a DynamoDB item.
type item = map[string]types.AttributeValue

// record is an item as Go has it: a struct with its key.
type record interface{ name() string }

// values are the values of an expression by name.
type values = map[string]any

// encoded is what a record, a key or values are stored as. Times are in unix
// microseconds, as all stores keep them, and left out where a tag says omitempty.
func encoded(v any) item {
	it, err := attributevalue.MarshalMapWithOptions(v, func(o *attributevalue.EncoderOptions) {
		o.OmitEmptyTime = true
		o.EncodeTime = func(t time.Time) (types.AttributeValue, error) {
			return &types.AttributeValueMemberN{Value: strconv.FormatInt(t.UnixMicro(), 10)}, nil
		}
	})
	if err != nil {
		panic(fmt.Sprintf("dynamodb: %T cannot be stored: %v", v, err)) // a defect: numbers, texts and flags can
	}
	return it
}

// decode reads an item into a record. What is absent stays as it is; CodeDamaged
// if something is not of the kind that would have been written.
func decode(it item, into record) error {
	err := attributevalue.UnmarshalMapWithOptions(it, into, func(o *attributevalue.DecoderOptions) {
		o.DecodeTime.N = func(micros string) (time.Time, error) {
			n, err := strconv.ParseInt(micros, 10, 64)
			return time.UnixMicro(n).UTC(), err
		}
	})
	if err != nil {
		return damaged(into, err)
	}
	for name, v := range encoded(into) { // the library reads a number as a text
		if stored := it[name]; stored != nil && reflect.TypeOf(stored) != reflect.TypeOf(v) {
			return damaged(into, fmt.Errorf("attribute %s is a %T", name, stored))
		}
	}
	return nil
}

func damaged(r record, why error) error {
	return fault.Errorf(fault.CodeDamaged, "item %s is not what was stored: %w", r.name(), why)
}

// text is an attribute's text; "" if it is absent or something else.
func text(it item, name string) string {
	if s, ok := it[name].(*types.AttributeValueMemberS); ok {
		return s.Value
	}
	return ""
}

// versioned is an item with a version.
func versioned(r record, version string) item {
	it := encoded(r)
	it[attrVersion] = &types.AttributeValueMemberS{Value: version}
	return it
}

// expiry is a time to live in unix seconds. DynamoDB compares it with its own
// clock; so it counts from the later of a caller's time and the present, lest an
// item of a caller whose clock is behind be removed in use.
func expiry(from time.Time, keep time.Duration) int64 {
	if now := time.Now(); now.After(from) {
		from = now
	}
	return from.Add(keep + time.Second).Unix() // rounded up
}

// merged is all values in one; of equal names the last wins.
func merged(all ...values) values {
	out := values{}
	for _, v := range all {
		maps.Copy(out, v)
	}
	return out
}

// newVersion is 64 random bits: no two writes have the same.
func newVersion() string {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}
