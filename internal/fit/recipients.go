package fit

import (
	"cmp"
	"context"
	"encoding/binary"
)

const (
	// maxSequence is how many attempts over one channel are told apart; the model has no more.
	maxSequence = 20
	// maxRows bounds what is held of one recipient; who has more is taken for several.
	maxRows = 4096
)

// event is an attempt's beginning or end. Times are in µs.
type event struct {
	at, delay              int64 // delay: from the end of the attempt before; of a start of a retry
	kind, group, block     uint8
	audience, attempt, say uint8 // attempt: the number of the one before, from 1, where there is a delay
}

// The kinds of events, in their order at one instant.
const (
	isEnd uint8 = iota
	isRefused
	isStart
)

// What is said of an event.
const (
	saysFresh     uint8 = 1 << iota // the recipient's first attempt over this channel
	saysDelivered                   // the recipient's first delivery
	saysDelay                       // there is a delay
	saysInstant                     // it occupies no sender, as far as the log knows
)

var eventCodec = codec[event]{
	size: 2*8 + 6,
	put: func(b []byte, e *event) {
		binary.LittleEndian.PutUint64(b, uint64(e.at))
		binary.LittleEndian.PutUint64(b[8:], uint64(e.delay))
		b[16], b[17], b[18], b[19], b[20], b[21] = e.kind, e.group, e.block, e.audience, e.attempt, e.say
	},
	get: func(b []byte, e *event) {
		e.at, e.delay = int64(binary.LittleEndian.Uint64(b)), int64(binary.LittleEndian.Uint64(b[8:]))
		e.kind, e.group, e.block, e.audience, e.attempt, e.say = b[16], b[17], b[18], b[19], b[20], b[21]
	},
	compare: func(a, b event) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.kind, b.kind)) },
}

// ends counts attempts of a group that ended with a word, by block, and has their durations. Those that were followed
// by another attempt are apart, as that tells what kind of failure it was.
type ends struct {
	counts [blocks]float64
	times  sketch
}

// persons is what the recipients' attempts together say.
type persons struct {
	words    []Word
	channels []int // of each group
	ends     [maxGroups][maxWords][2]*ends
	tries    [maxGroups]int // the most attempts over one channel in one step
	seen     [maxGroups][blocks]sequences
	refused  [maxGroups][maxAudiences]int64

	recipients [blocks]float64
	split      int64 // recipients with more than maxRows attempts
	repeated   int64 // recipients with more than one delivery
	open       int64 // attempts without an end
	audiences  [maxAudiences]audienceSeen
	paths      map[uint64]int64 // recipients by the channels over which they were tried, in order; 4 bits each, + 1
	waits      sketch           // from a delivery to the next step

	deliveries, confirmed [maxGroups][blocks]float64 // by channel, of recipients with one delivery
	confirmations         [maxGroups]*sketch

	firstStart, lastEnd int64
	lastFresh           [maxGroups]int64
}

type audienceSeen struct {
	recipients [blocks]float64
	first      int64           // start
	masks      map[uint8]int64 // recipients by the channels over which they were tried
}

func newPersons(words []Word, channels []int) *persons {
	p := &persons{words: words, channels: channels, paths: map[uint64]int64{}, firstStart: absent, lastEnd: absent}
	for i := range p.audiences {
		p.audiences[i] = audienceSeen{first: absent, masks: map[uint8]int64{}}
	}
	for i := range p.lastFresh {
		p.lastFresh[i] = absent
	}
	return p
}

// gather goes through the rows by recipient and hands on the events.
func (p *persons) gather(ctx context.Context, rows *sorter[row], add func(event) error) error {
	var held []row
	flush := func() error {
		if len(held) == 0 {
			return nil
		}
		err := p.person(held, add)
		held = held[:0]
		return err
	}
	err := rows.each(ctx, func(r *row) error {
		if len(held) > 0 && (held[0].recipient != r.recipient || len(held) == maxRows) {
			if len(held) == maxRows && held[0].recipient == r.recipient {
				p.split++
			}
			if err := flush(); err != nil {
				return err
			}
		}
		held = append(held, *r)
		return nil
	})
	if err != nil {
		return err
	}
	return flush()
}

// person takes the attempts of one recipient, by their beginnings.
func (p *persons) person(rows []row, add func(event) error) error {
	block := rows[0].block()
	p.recipients[block]++
	delivered := 0
	var path uint64
	var mask uint8
	var last [maxGroups]int // by channel: the index of the attempt before, + 1
	var number [maxGroups]int
	var streak [maxGroups]sequence
	for i := range rows {
		r := &rows[i]
		channel := p.channels[r.group]
		kind := p.words[r.word].Kind
		e := event{at: r.start, kind: isStart, group: r.group, block: block, audience: r.audience}
		if p.firstStart == absent || r.start < p.firstStart {
			p.firstStart = r.start
		}
		p.lastEnd = max(p.lastEnd, r.start, r.end)
		if mask&(1<<channel) == 0 {
			mask |= 1 << channel
			path = path<<4 | uint64(channel+1)
			e.say |= saysFresh
			p.lastFresh[r.group] = max(p.lastFresh[r.group], r.start)
		}
		again := last[channel] > 0 && rows[last[channel]-1].step == r.step
		if again {
			before := &rows[last[channel]-1]
			if before.end != absent && r.start >= before.end && fails(p.words[before.word].Kind) {
				e.say, e.delay, e.attempt = e.say|saysDelay, r.start-before.end, uint8(min(number[channel], maxSequence))
			}
			number[channel]++
		} else {
			number[channel] = 1
		}
		if i > 0 && !again && p.words[rows[i-1].word].Kind == Delivered && rows[i-1].end != absent && r.start >= rows[i-1].end {
			p.waits.add(r.start-rows[i-1].end, block)
		}
		last[channel] = i + 1
		p.tries[channel] = max(p.tries[channel], number[channel])
		if kind == Refused {
			e.kind = isRefused
			p.refused[r.group][r.audience]++
		}
		if kind == Delivered {
			delivered++
		}
		p.count(rows, i, kind, block)
		streak[channel].follow(kind)
		if err := p.emit(e, r, kind == Delivered && delivered == 1, add); err != nil {
			return err
		}
	}
	for channel, s := range streak {
		if mask&(1<<channel) != 0 {
			p.seen[channel][block][s.end()][min(s.temporary, maxSequence)]++
		}
	}
	if delivered > 1 {
		p.repeated++
	}
	p.confirm(rows, delivered, block)
	if len(p.paths) < 4096 {
		p.paths[path]++
	}
	a := &p.audiences[rows[0].audience]
	a.recipients[block]++
	a.masks[mask]++
	if a.first == absent || rows[0].start < a.first {
		a.first = rows[0].start
	}
	return nil
}

// count notes how an attempt ended.
func (p *persons) count(rows []row, i int, kind Kind, block uint8) {
	r := &rows[i]
	followed := 0
	for j := i + 1; j < len(rows); j++ {
		if p.channels[rows[j].group] == p.channels[r.group] {
			if rows[j].step == r.step {
				followed = 1
			}
			break
		}
	}
	e := &p.ends[r.group][r.word][followed]
	if *e == nil {
		*e = &ends{}
	}
	(*e).counts[block]++
	switch {
	case r.end == absent:
		p.open++
	case kind != Refused && kind != Aborted && kind != Open && kind != Unknown:
		(*e).times.add(r.end-r.start, block)
	}
}

// emit hands on an attempt's beginning and its end.
func (p *persons) emit(start event, r *row, firstDelivery bool, add func(event) error) error {
	end := event{at: r.end, kind: isEnd, group: r.group, block: start.block, audience: r.audience}
	if r.end == absent || r.end == r.start || start.kind == isRefused {
		start.say |= saysInstant
		end.say |= saysInstant
	}
	if err := add(start); err != nil {
		return err
	}
	if firstDelivery {
		end.say |= saysDelivered
	}
	if r.end == absent {
		if !firstDelivery {
			return nil
		}
		end.at = r.start
	}
	return add(end)
}

// confirm notes whether a delivery was acknowledged, of recipients with one delivery: of several nobody knows which was.
func (p *persons) confirm(rows []row, delivered int, block uint8) {
	if delivered != 1 {
		return
	}
	for i := range rows {
		r := &rows[i]
		if p.words[r.word].Kind != Delivered {
			continue
		}
		channel := p.channels[r.group]
		p.deliveries[channel][block]++
		if r.acknowledged != absent && r.end != absent && r.acknowledged >= r.end {
			p.confirmed[channel][block]++
			if p.confirmations[channel] == nil {
				p.confirmations[channel] = &sketch{}
			}
			p.confirmations[channel].add(r.acknowledged-r.end, block)
		}
	}
}
