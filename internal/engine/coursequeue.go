package engine

// What waits in a course is kept in retry queues. The try of an entry is a place: message << 16 | step of its audience's
// path << 8 | attempt, so that of entries that are due at once the one of the first message is the least.
type place = try

const placeShift = 16

func placeOf(message uint32, pos, attempt uint8) place {
	return place(message)<<placeShift | place(pos)<<8 | place(attempt)
}

func placed(p place) (message uint32, pos, attempt uint8) {
	return uint32(p >> placeShift), uint8(p >> 8), uint8(p)
}

// A dueQueue holds what is due, the least (due, message) first. What comes in that order after waits that do not vary stands
// in a line. The rest is on a ladder until its time comes. What is pushed after that is in a heap.
type dueQueue struct {
	first  retry // never due if there is none
	line   retryLine
	ready  []retry // what the ladder has handed over, sorted; the first taken of them have left
	taken  int
	near   retryQueue // what was pushed since and is due before the ladder's horizon
	far    ladder
	count  int
	wanted flagged
	chunks *chunkPool
}

func newDueQueue(wanted flagged, chunks *chunkPool) dueQueue {
	return dueQueue{first: retry{due: never}, near: newRetryQueue(), wanted: wanted, chunks: chunks}
}

// push reports whether what it puts in is the first now.
func (q *dueQueue) push(r retry, varies bool) (first bool) {
	q.count++
	switch {
	case !varies && (q.line.count == 0 || q.line.last.before(r)):
		q.line.push(r, q.chunks)
	case r.due < q.far.horizon:
		q.near.push(r)
	default:
		q.far.push(r, q.chunks)
	}
	if first = r.before(q.first); first {
		q.first = r
	}
	return first
}

// pop takes the first of a queue that is not empty.
func (q *dueQueue) pop() place {
	p := q.first.try
	if q.line.count > 0 && q.line.first == q.first {
		q.line.pop(q.chunks, &q.wanted)
		q.count--
	} else if q.fetch(); q.taken < len(q.ready) && q.ready[q.taken] == q.first {
		q.taken++
		q.count--
	} else if q.near.count > 0 && q.near.first() == q.first { // else it has just been dropped
		q.near.pop()
		q.count--
	}
	q.fetch()
	q.first = retry{due: never}
	if q.taken < len(q.ready) {
		q.first = q.ready[q.taken]
	}
	if q.near.count > 0 && q.near.first().before(q.first) {
		q.first = q.near.first()
	}
	if q.line.count > 0 && q.line.first.before(q.first) {
		q.first = q.line.first
	}
	return p
}

// fetch takes what is due next from the ladder if nothing else is near.
func (q *dueQueue) fetch() {
	for q.taken == len(q.ready) && q.near.count == 0 && !q.far.empty() {
		q.far.hand(q)
	}
}

// A flagged knows by messages' flags whose items are wanted. A processor reads the flags of many messages, which may be
// far apart, in the time of one, if nothing stands between: so those of a chunk are read together before their time.
type flagged struct {
	flags      []uint8
	mask, want uint8
	read       uint8 // lest reading be for nothing
}

// filter keeps the items that are wanted, in front, and returns how many they are.
func (f *flagged) filter(items []retry) (kept int) {
	f.touch(items)
	for _, r := range items {
		items[kept] = r
		if f.flags[r.try>>placeShift]&f.mask == f.want {
			kept++
		}
	}
	return kept
}

// touch reads the flags of items.
func (f *flagged) touch(items []retry) {
	for _, r := range items {
		f.read |= f.flags[r.try>>placeShift]
	}
}

// first is the least of a queue that is not empty.
func (q *retryQueue) first() retry { return q.pages[0][retryRoot] }

// A retryLine is a queue in which everybody comes behind the last one.
type retryLine struct {
	count       int
	first, last retry
	head, tail  uint32 // chunks
	from, to    uint8  // places in them: of the first, and behind the last
}

func (l *retryLine) push(r retry, chunks *chunkPool) {
	switch {
	case l.count == 0:
		l.head = chunks.take(0)
		l.tail, l.first, l.from, l.to = l.head, r, 0, 0
	case l.to == chunkItems:
		next := chunks.take(0)
		chunks.at(l.tail).next = next
		l.tail, l.to = next, 0
	}
	chunks.at(l.tail).items[l.to] = r
	l.last = r
	l.to++
	l.count++
}

// pop removes the first.
func (l *retryLine) pop(chunks *chunkPool, wanted *flagged) {
	l.count--
	c := chunks.at(l.head)
	if l.from++; l.from == chunkItems || l.count == 0 {
		old := l.head
		l.head, l.from = c.next, 0
		chunks.free(old)
		if l.count == 0 {
			return
		}
		c = chunks.at(l.head)
		wanted.touch(c.items[:min(chunkItems, l.count)])
	}
	l.first = c.items[l.from]
}

// An ackQueue holds the acknowledgements to come: of each message the earliest, and some that are not any more, which are
// those that come after it.
type ackQueue struct {
	dueQueue
	live int // messages that have one to come
}

func newAckQueue(flags []uint8) ackQueue {
	return ackQueue{dueQueue: newDueQueue(flagged{flags: flags, mask: isAwaited, want: isAwaited}, new(chunkPool))}
}

// addAck notes that what a sender carries will be acknowledged. The place of an acknowledgement has the audience for its step.
func (r *courseRun) addAck(of carried, due Time) {
	q, message := &r.acks, of.message
	if r.flags[message]&isAwaited == 0 {
		r.flags[message] |= isAwaited
		q.live++
	}
	q.push(retry{due, placeOf(message, of.audience, 0)}, true)
	if q.count > q.live+q.live/4+retryPageSize {
		r.siftAcks()
	}
}

// siftAcks drops what is not an acknowledgement any more, so that the queue holds a quarter more than it must at most.
func (r *courseRun) siftAcks() {
	old, kept := &r.acks, newAckQueue(r.flags)
	kept.chunks, kept.live = old.chunks, old.live
	seen := make([]uint64, len(r.flags)/64+1)
	for old.first.due != never {
		item := old.first
		message := uint32(old.pop() >> placeShift)
		if bit := uint64(1) << (message % 64); r.flags[message]&isAwaited != 0 && seen[message/64]&bit == 0 {
			seen[message/64] |= bit
			kept.push(item, true)
		}
	}
	r.acks = kept
}

// takeAck removes the first entry of those of acknowledgements, and returns its message if it is one.
func (r *courseRun) takeAck() (message uint32, audience uint8, is bool) {
	message, audience, _ = placed(r.acks.pop())
	if r.flags[message]&isAwaited == 0 {
		return 0, 0, false
	}
	r.flags[message] &^= isAwaited
	r.acks.live--
	return message, audience, true
}

// A window holds the instants of the starts that count in a rolling cap, in a ring.
type window struct {
	starts      []Time
	first, size int
	oldest      Time // the first of them, if there is any
}

// at is the start that leaves after so many others.
func (w *window) at(i int) Time {
	if i == 0 {
		return w.oldest
	}
	return w.starts[w.place(i)]
}

// place is where the start is that leaves after so many others, or where the next one goes.
func (w *window) place(i int) int {
	if i += w.first; i >= len(w.starts) {
		i -= len(w.starts)
	}
	return i
}

func (w *window) push(at Time) {
	if w.size == 0 {
		w.oldest = at
	}
	w.starts[w.place(w.size)] = at
	w.size++
}

// leave drops what started at an instant or before, and returns how many that were.
func (w *window) leave(at Time) (n int64) {
	for w.size > 0 && w.oldest <= at {
		w.first = w.place(1)
		w.oldest = w.starts[w.first]
		w.size--
		n++
	}
	return n
}
