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

// first is the least of a queue that is not empty.
func (q *retryQueue) first() retry { return q.pages[0][retryRoot] }

// A dueQueue holds what is due, the least (due, message) first. What comes in that order, as it does with waits that do
// not vary, stands in a line, the rest in a heap.
type dueQueue struct {
	due  Time // of the first; never if there is none
	line retryLine
	heap retryQueue
}

func newDueQueue() dueQueue { return dueQueue{due: never, heap: newRetryQueue()} }

func (q *dueQueue) push(r retry) {
	if q.line.count == 0 || q.line.last.before(r) {
		q.line.push(r)
	} else {
		q.heap.push(r)
	}
	q.due = min(q.due, r.due)
}

// first is the least of a queue that is not empty.
func (q *dueQueue) first() retry {
	if q.inLine() {
		return q.line.first()
	}
	return q.heap.first()
}

// inLine reports whether the first stands in the line.
func (q *dueQueue) inLine() bool {
	return q.line.count > 0 && (q.heap.count == 0 || q.line.first().before(q.heap.first()))
}

// pop takes the least of a queue that is not empty.
func (q *dueQueue) pop() place {
	var p place
	if q.inLine() {
		p = q.line.pop()
	} else {
		p = q.heap.pop()
	}
	q.due = q.heap.due
	if q.line.count > 0 {
		q.due = min(q.due, q.line.first().due)
	}
	return p
}

// A retryLine is a queue in which everybody comes behind the last one. It grows and shrinks by pages.
type retryLine struct {
	pages       []*retryPage
	head, count int
	last        retry
}

func (l *retryLine) push(r retry) {
	end := l.head + l.count
	if end>>retryPageBits == len(l.pages) {
		l.pages = append(l.pages, new(retryPage))
	}
	*at(l.pages, end) = r
	l.last = r
	l.count++
}

func (l *retryLine) first() retry { return *at(l.pages, l.head) }

func (l *retryLine) pop() try {
	first := l.first().try
	l.head++
	l.count--
	switch {
	case l.count == 0:
		l.head = 0
		l.pages = l.pages[:1]
	case l.head == retryPageSize:
		l.pages = append(l.pages[:0], l.pages[1:]...)
		l.head = 0
	}
	return first
}

// An ackQueue holds the acknowledgements to come: of each message the earliest, and some that are not any more.
type ackQueue struct {
	retryQueue
	pending []Time // by message: its acknowledgement; never: none
	live    int    // messages that have one
}

func newAckQueue(messages int64) ackQueue {
	q := ackQueue{retryQueue: newRetryQueue(), pending: make([]Time, messages)}
	for i := range q.pending {
		q.pending[i] = never
	}
	return q
}

// add notes an acknowledgement, unless an earlier one is to come.
func (q *ackQueue) add(message uint32, due Time) {
	if q.pending[message] <= due {
		return
	}
	if q.pending[message] == never {
		q.live++
	}
	q.pending[message] = due
	q.push(retry{due, placeOf(message, 0, 0)})
	if q.count > q.live+q.live/4+retryPageSize {
		q.sift()
	}
}

// sift drops what is not an acknowledgement any more, so that the queue holds a quarter more than it must at most.
func (q *ackQueue) sift() {
	kept := newRetryQueue()
	for q.count > 0 {
		due := q.due // before pop, which moves it on
		if p := q.pop(); q.pending[p>>placeShift] == due {
			kept.push(retry{due, p})
		}
	}
	q.retryQueue = kept
}

// take removes the first entry of a queue that is not empty, and returns its message if it is its acknowledgement.
func (q *ackQueue) take() (message uint32, is bool) {
	due := q.due
	message = uint32(q.pop() >> placeShift)
	if q.pending[message] != due {
		return 0, false
	}
	q.pending[message] = never
	q.live--
	return message, true
}

// A window holds the instants of the starts that count in a rolling cap, in a ring.
type window struct {
	starts      []Time
	first, size int
}

// at is the start that leaves after so many others.
func (w *window) at(i int) Time { return w.starts[(w.first+i)%len(w.starts)] }

func (w *window) push(at Time) {
	w.starts[(w.first+w.size)%len(w.starts)] = at
	w.size++
}

// leave drops what started at an instant or before, and returns how many that were.
func (w *window) leave(at Time) (n int64) {
	for w.size > 0 && w.starts[w.first] <= at {
		w.first = (w.first + 1) % len(w.starts)
		w.size--
		n++
	}
	return n
}
