// Package fault is an error with a code that a caller can act on, a sentence for
// people and, where input was wrong, every wrong field.
package fault

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Code says what kind of thing went wrong, in terms a caller can act on. The
// HTTP layer has one table from codes to statuses.
type Code string

// The codes. Everything that carries none of them is CodeInternal.
const (
	// CodeInvalid: the input is wrong; the error's Fields say where.
	CodeInvalid Code = "invalid"
	// CodeUnauthorized: no session token, or one of a session that has ended.
	CodeUnauthorized Code = "unauthorized"
	// CodeRefused: the management key is wrong.
	CodeRefused Code = "refused"
	// CodeNotFound: there is no such thing (any more).
	CodeNotFound Code = "not found"
	// CodeConflict: the thing is in a state that does not allow this.
	CodeConflict Code = "conflict"
	// CodeTooMany: too many tries; RetryAfter says when the next one counts.
	CodeTooMany Code = "too many tries"
	// CodeStale: the turn or token is not the current one, or the shard is
	// closed. Whoever gets it has nothing left to do there.
	CodeStale Code = "stale"
	// CodeHeld: the turn is current but a living worker holds the shard.
	CodeHeld Code = "held"
	// CodeOtherEngine: the simulation was created by another version of the engine,
	// whose results differ. A program of that version can do it.
	CodeOtherEngine Code = "other engine"
	// CodeTooLong: the answer cannot be computed in the time there is for it; the
	// message says how far it got and what to do instead.
	CodeTooLong Code = "too long"
	// CodeUnavailable: a store or queue could not be reached or is overloaded;
	// nothing was changed, trying again may help.
	CodeUnavailable Code = "unavailable"
	// CodeDamaged: what is stored of a thing cannot be read any more. Other things
	// may well be.
	CodeDamaged Code = "damaged"
	// CodeInternal: a defect. Its text is for the log only.
	CodeInternal Code = "internal"
)

// Error is an error with a code, a sentence for people and, where input was
// wrong, every wrong field.
type Error struct {
	Code       Code
	Message    string
	Fields     []FieldError  // with CodeInvalid
	RetryAfter time.Duration // with CodeTooMany
	Err        error         // the cause, for the log
	// Hint is what a caller is told where Message names a cause, which is for the
	// log only: what is wrong with the place, and what to do about it.
	Hint string
}

// FieldError names one wrong field and how to mend it.
type FieldError struct {
	// Path is the field's place in the settings, as senderGroups[0].failureRate.
	Path string
	// Message tells what is wrong and what would be right.
	Message string
	// Asked says that Path is no field of the settings but something that was asked
	// for beside them, as how many replications.
	Asked bool
}

// Error is the message and the fields; the cause is part of the message where
// Errorf was given one.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Message)
	for _, f := range e.Fields {
		fmt.Fprintf(&b, "; %s: %s", f.Path, f.Message)
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Errorf makes an error with a code. A %w operand becomes its cause.
func Errorf(code Code, format string, args ...any) *Error {
	err := fmt.Errorf(format, args...)
	return &Error{Code: code, Message: err.Error(), Err: errors.Unwrap(err)}
}

// CodeOf returns the code of the first *Error in err's chain, CodeInternal if
// there is none, and "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return CodeInternal
}
