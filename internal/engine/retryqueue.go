package engine

// A retryQueue is a heap with four children to a node, the least (due time, message) first. It grows and shrinks by
// pages: what is in it is never copied to make room, so it takes 16 bytes for each retry and at most two pages more.
//
// The root is at place 3 of the first page, and the children of the node at p are at 4p−8 to 4p−5: on one page, and in
// one line of the processor's cache.
type retryQueue struct {
	pages []*retryPage
	count int
	due   Time // of the least; never if there is none
}

func newRetryQueue() retryQueue { return retryQueue{due: never} }

const (
	retryPageBits = 12
	retryPageSize = 1 << retryPageBits
	retryRoot     = 3
)

type retryPage [retryPageSize]retry

func at(pages []*retryPage, p int) *retry { return &pages[p>>retryPageBits][p&(retryPageSize-1)] }

func (q *retryQueue) push(r retry) {
	p := retryRoot + q.count
	q.count++
	if p>>retryPageBits == len(q.pages) {
		q.pages = append(q.pages, new(retryPage))
	}
	pages := q.pages
	for p > retryRoot {
		parent := p>>2 + 2
		above := at(pages, parent)
		if !r.before(*above) {
			break
		}
		*at(pages, p) = *above
		p = parent
	}
	*at(pages, p) = r
	q.due = min(q.due, r.due)
}

// pop takes the least, if there is any.
func (q *retryQueue) pop() try {
	root := &q.pages[0][retryRoot]
	least := root.try
	q.count--
	end := retryRoot + q.count // the place of the last one, which must find another
	last := *at(q.pages, end)
	if end&(retryPageSize-1) == 0 {
		q.release(end >> retryPageBits)
	}
	p, pages := retryRoot, q.pages
	for first := 4*p - 8; first < end; first = 4*p - 8 {
		offset := first & (retryPageSize - 4)
		children := pages[first>>retryPageBits][offset : offset+4]
		next, child := children[0], 0
		for c := 1; c < min(4, end-first); c++ {
			if children[c&3].before(next) {
				next, child = children[c&3], c
			}
		}
		if !next.before(last) {
			break
		}
		*at(pages, p) = next
		p = first + child
	}
	*at(pages, p) = last
	if q.due = root.due; q.count == 0 {
		q.due = never
	}
	return least
}

// release keeps a page that has become empty, lest a queue that goes up and down between two pages allocates each time,
// and lets go of the one behind it.
func (q *retryQueue) release(empty int) {
	for i := empty + 1; i < len(q.pages); i++ {
		q.pages[i] = nil
	}
	q.pages = q.pages[:empty+1]
}

// clear empties the queue and lets go of its memory.
func (q *retryQueue) clear() { *q = newRetryQueue() }
