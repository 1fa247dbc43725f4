package dynamodb

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"maps"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"alertsim/internal/fault"
)

// item is a DynamoDB item, or the values of an expression by name.
type item = map[string]types.AttributeValue

func text(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }

func flag(b bool) types.AttributeValue { return &types.AttributeValueMemberBOOL{Value: b} }

func number[T ~int | ~int64](n T) types.AttributeValue {
	return &types.AttributeValueMemberN{Value: strconv.FormatInt(int64(n), 10)}
}

// instant is a time in unix microseconds, as all stores keep it.
func instant(t time.Time) types.AttributeValue { return number(t.UnixMicro()) }

// expiry is a time to live in unix seconds. DynamoDB compares it with its own
// clock; so it counts from the later of a caller's time and the present, lest an
// item of a caller whose clock is behind be removed in use.
func expiry(from time.Time, keep time.Duration) int64 {
	if now := time.Now(); now.After(from) {
		from = now
	}
	return from.Add(keep + time.Second).Unix() // rounded up
}

// texts is a list; DynamoDB's sets cannot be empty.
func texts(values []string) types.AttributeValue {
	list := make([]types.AttributeValue, len(values))
	for i, v := range values {
		list[i] = text(v)
	}
	return &types.AttributeValueMemberL{Value: list}
}

// merged is all items in one; of equal names the last wins.
func merged(items ...item) item {
	all := item{}
	for _, i := range items {
		maps.Copy(all, i)
	}
	return all
}

// newVersion is 64 random bits: no two writes have the same.
func newVersion() string {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

// row reads an item's attributes and keeps the first thing that is wrong.
type row struct {
	item
	err error
}

func read[T types.AttributeValue](r *row, name string) (v T, ok bool) {
	if r.item[name] == nil {
		return v, false
	}
	v, ok = r.item[name].(T)
	if !ok {
		r.fail(name)
	}
	return v, ok
}

func (r *row) fail(name string) {
	if r.err == nil {
		r.err = fault.Errorf(fault.CodeDamaged, "attribute %s of item %v %v is not what was stored",
			name, r.item[attrPK], r.item[attrSK])
	}
}

// text is "" if the attribute is absent.
func (r *row) text(name string) string {
	if v, ok := read[*types.AttributeValueMemberS](r, name); ok {
		return v.Value
	}
	return ""
}

func (r *row) flag(name string) bool {
	v, ok := read[*types.AttributeValueMemberBOOL](r, name)
	return ok && v.Value
}

// number is 0 if the attribute is absent.
func (r *row) number(name string) int64 {
	v, ok := read[*types.AttributeValueMemberN](r, name)
	if !ok {
		return 0
	}
	n, err := strconv.ParseInt(v.Value, 10, 64)
	if err != nil {
		r.fail(name)
	}
	return n
}

// instant is the zero time if the attribute is absent.
func (r *row) instant(name string) time.Time {
	if r.item[name] == nil {
		return time.Time{}
	}
	return time.UnixMicro(r.number(name)).UTC()
}

func (r *row) texts(name string) []string {
	v, ok := read[*types.AttributeValueMemberL](r, name)
	if !ok {
		return nil
	}
	var out []string
	for _, element := range v.Value {
		s, ok := element.(*types.AttributeValueMemberS)
		if !ok {
			r.fail(name)
			return nil
		}
		out = append(out, s.Value)
	}
	return out
}

// describe names an item in messages.
func describe(i item) string {
	r := row{item: i}
	return fmt.Sprintf("%s %s", r.text(attrPK), r.text(attrSK))
}
