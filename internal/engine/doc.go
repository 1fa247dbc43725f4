// Package engine is the deterministic kernel of the simulation: from a [Config] it computes, attempt by attempt,
// when each message of an alert is sent, delivered, failed or expired.
//
// The result is a pure function of the Config. There is no clock, no input or output, no goroutine and no stream of
// random numbers in this package; simulated time is an integer number of microseconds, and floating point only builds
// tables, from operations that every architecture rounds alike.
//
// # The model
//
// All messages are in one first-in-first-out queue at instant 0. An instant is atomic, and in it things happen in
// this order:
//
//  1. All attempts that end at this instant end, in the order of their senders.
//  2. If the instant is the deadline (the time-to-live), every message that waits or is in backoff expires.
//  3. Before the deadline, each free sender whose group's slot is open takes, in the order of the senders, the due
//     retry with the smallest (due time, message), else the next fresh message. A sender for which nothing is due, or
//     whose group's slot is closed, stays free with empty hands and is looked at again when that changes.
//
// A group limited to r attempts a second has slots at least 1/r apart, rounded to whole nanoseconds. A start is at the
// first whole microsecond at or after the opening of its slot, or later. If it is there, the next slot opens an interval
// after that slot did, so that no part of a microsecond is lost; if it is later, an interval after the start, so that
// no burst is saved up.
//
// # Boundaries
//
//   - No attempt starts at the deadline D or later. An attempt that is in flight at D may still be delivered, or fail
//     by a permanent failure or on its last attempt.
//   - A temporary failure that would be followed by another attempt expires at its end if that end is at D or later:
//     an end exactly at D counts for its sender, not among those that were waiting.
//   - A temporary failure before D goes into backoff, even when its retry is due at D or later; it expires at D.
//   - What expires at D without being in an attempt is counted by the range of senders that holds sender 0.
//   - With jitter a backoff b becomes a uniform whole number of microseconds from 1 to b; a backoff of 0 stays 0, and
//     its retry is due in the instant in which the attempt failed.
//   - The makespan is the instant of the last end, D itself when something expired there and nothing ended later.
//
// # The second version of the model
//
// A [Config] with anything that extended.go describes is run as a course: channels with recipients that are never
// reached, steps until a message is delivered or acknowledged, audiences with priorities, caps, bursts, timetables. A
// message is fresh until its first attempt starts, and later due at an instant, in the queue of its step's channel. In an
// instant things happen in this order:
//
//  1. Attempts end, in the order of their senders.
//  2. If it is the deadline, everything that waits stops, and what was never delivered expires.
//  3. Timetables change, group by group (senders, rate, opening, abort), then the caps; opening hours; audiences come,
//     windows turn and starts leave rolling windows.
//  4. Messages are acknowledged, which ends those that wait for it.
//  5. Before the deadline each free sender, in the order of the senders, takes of what is due in its channel and has room
//     in every cap that waits: the highest priority, and in it the due message with the smallest (due time, message), else
//     the first fresh one; or the other way round, with FreshFirst.
//
// What the rules leave open:
//
//   - A rate is kept by the generic cell rate algorithm in nanoseconds, with starts at whole microseconds: unlike above, the
//     part of a microsecond that a start comes after its slot is lost. A limit that comes where there was none begins with
//     the interval after the last start.
//   - An attempt that a cap refuses has a sender for 1 µs and ends as a permanent failure; the rate's slot is used.
//   - An attempt whose message is acknowledged meanwhile goes on to its end, and ends nothing.
//   - Without a deadline it is 366 days after the start, as closed groups and small caps might never end.
//   - The last end of an attempt is the makespan, or the deadline if something expired there. The run is over when nothing
//     waits, is under way or is to be acknowledged, which may be later.
//
// Draws are those of the first version, with other purposes for each step; so a Config that has nothing of all this is
// the same either way, but for those parts of microseconds.
//
// # Randomness
//
// A draw is a hash of (seed, message, attempt, purpose), so it does not depend on which sender draws, or when. Of one
// 64-bit hash, 40 bits choose the duration of an attempt and 24 bits its failure. Where these 24 do not decide, once in
// 2²⁴ attempts, another hash does: rates and shares are exact to 2⁻⁸⁸, exactly 0 never happens, exactly 1 always. A
// jittered backoff is chosen by 40 bits: any number of microseconds up to 2⁴⁰ (12 days) is as likely as another to within
// one part in 2⁴⁰ of all.
package engine
