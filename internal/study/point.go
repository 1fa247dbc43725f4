package study

import (
	"errors"
	"fmt"
	"strings"

	"alertsim/internal/fault"
	"alertsim/internal/settings"
)

// TreeOf are the settings of a point as they would be given by a user.
func (q Query) TreeOf(point int) (*settings.Tree, error) {
	tree := q.Settings.Clone()
	for i, level := range q.LevelsOf(point) {
		f := q.Vary[i]
		chosen := f.Levels[level]
		if len(f.Place.String()) > 0 {
			if err := tree.Put(f.Place, chosen.Value); err != nil {
				return nil, err
			}
		}
		for _, s := range chosen.Set {
			if err := tree.Put(s.Place, s.Value); err != nil {
				return nil, err
			}
		}
	}
	tree.ChooseMode()
	return tree, nil
}

// SettingsOf are the settings of a point: CodeInvalid with every wrong field if there can be none such.
func (q Query) SettingsOf(point int) (settings.Settings, error) {
	tree, err := q.TreeOf(point)
	if err != nil {
		return settings.Settings{}, fault.Errorf(fault.CodeInvalid, "%w", err)
	}
	return settings.ReadForecast(tree)
}

// NameOf says in words which point it is: "senders 20, failureRate 0.1"; "" of a single one.
func (q Query) NameOf(point int) string {
	parts := make([]string, len(q.Vary))
	for i, level := range q.LevelsOf(point) {
		parts[i] = q.Vary[i].Name + " " + q.Vary[i].Levels[level].Name
	}
	return strings.Join(parts, ", ")
}

// SeedOf is the seed of a replication, from 0; base is that of the settings.
func SeedOf(base int64, replication int) int64 {
	return (base + int64(replication)) % (settings.MaxSeed + 1)
}

// maxTold is how many wrong points are told of.
const maxTold = 3

// Check reads the settings of every point, and refuses a study of which one cannot be: CodeInvalid.
func (q Query) Check(each func(point int, s settings.Settings)) error {
	var fields []fault.FieldError
	wrong := 0
	for point := range q.Points() {
		s, err := q.SettingsOf(point)
		if err == nil {
			each(point, s)
			continue
		}
		if wrong++; wrong > maxTold {
			continue
		}
		fields = append(fields, q.explain(point, err)...)
	}
	if wrong == 0 {
		return nil
	}
	message := "the settings of one point are wrong"
	if wrong > 1 {
		message = fmt.Sprintf("the settings of %d points are wrong", wrong)
	}
	if wrong > maxTold {
		message += fmt.Sprintf("; the first %d are told", maxTold)
	}
	return &fault.Error{Code: fault.CodeInvalid, Message: message, Fields: fields}
}

// explain says of every wrong field of a point's settings which point it is.
func (q Query) explain(point int, err error) []fault.FieldError {
	with := ""
	if name := q.NameOf(point); name != "" {
		with = "with " + name + ": "
	}
	invalid, ok := errors.AsType[*fault.Error](err)
	if !ok || len(invalid.Fields) == 0 {
		return []fault.FieldError{{Path: "settings", Message: with + err.Error()}}
	}
	out := make([]fault.FieldError, len(invalid.Fields))
	for i, f := range invalid.Fields {
		out[i] = fault.FieldError{Path: "settings." + f.Path, Message: with + f.Message}
	}
	return out
}
