package simulationtest

import (
	"fmt"
	"math"
	"reflect"
	"time"
)

// diff tells where two values differ first, as "Shards[2].Clock: 7, want 8", or
// "" if they are the same. Times are the same if they are in UTC and the same
// instant, floats if their bits are; nil and empty lists are not the same.
func diff(got, want any) string {
	return diffValues("", reflect.ValueOf(got), reflect.ValueOf(want))
}

var timeType = reflect.TypeFor[time.Time]()

func diffValues(path string, got, want reflect.Value) string {
	differ := func() string { return fmt.Sprintf("%s: %s, want %s", path, show(got), show(want)) }
	if !got.IsValid() || !want.IsValid() || got.Type() != want.Type() {
		if got.IsValid() == want.IsValid() {
			return fmt.Sprintf("%s: a %s, want a %s", path, got.Type(), want.Type())
		}
		return differ()
	}
	if got.Type() == timeType {
		g, w := got.Interface().(time.Time), want.Interface().(time.Time)
		if !g.Equal(w) || g.Location() != time.UTC {
			return differ()
		}
		return ""
	}
	switch got.Kind() {
	case reflect.Pointer:
		if got.IsNil() || want.IsNil() {
			if got.IsNil() != want.IsNil() {
				return differ()
			}
			return ""
		}
		return diffValues(path, got.Elem(), want.Elem())
	case reflect.Struct:
		for i := range got.NumField() {
			if d := diffValues(path+"."+got.Type().Field(i).Name, got.Field(i), want.Field(i)); d != "" {
				return d
			}
		}
		return ""
	case reflect.Slice:
		if got.IsNil() != want.IsNil() || got.Len() != want.Len() {
			return differ()
		}
		for i := range got.Len() {
			if d := diffValues(fmt.Sprintf("%s[%d]", path, i), got.Index(i), want.Index(i)); d != "" {
				return d
			}
		}
		return ""
	case reflect.Float64:
		if math.Float64bits(got.Float()) != math.Float64bits(want.Float()) {
			return differ()
		}
		return ""
	}
	if !got.Equal(want) {
		return differ()
	}
	return ""
}

func show(v reflect.Value) string {
	switch {
	case !v.IsValid(), v.Kind() == reflect.Pointer && v.IsNil(), v.Kind() == reflect.Slice && v.IsNil():
		return "nothing"
	case v.Kind() == reflect.Slice:
		return fmt.Sprintf("%d elements %.200v", v.Len(), v)
	}
	return fmt.Sprintf("%.200v", v)
}
