package engine

import (
	"fmt"
	"testing"
	"time"
)

// BenchmarkInterleaved measures whether several runs at a time on one processor would hide the latency of the tree, which
// is a chain of loads and comparisons that wait for each other: 1, 2 and 4 runs advance by one end each in turn, their
// trees climbed level by level together. It is the loop of popSimple without what a real one has besides, so the most
// that there is to gain. The figures are of one end: the least of short turns, which other work on the machine leaves
// alone now and then, as the middle of them is not a measure of this.
func BenchmarkInterleaved(b *testing.B) {
	for _, senders := range []int{40, 1000, 10_000} {
		b.Run(fmt.Sprintf("senders=%d", senders), func(b *testing.B) {
			const ends = 1 << 16
			var lanes [4]lane
			for i := range lanes {
				lanes[i] = newLane(senders, uint64(i))
			}
			turns := []func(){
				func() {
					for i := range ends {
						lanes[0].end(i)
					}
				},
				func() { endTwo(&lanes[0], &lanes[1], ends/2) },
				func() { endFour(&lanes[0], &lanes[1], &lanes[2], &lanes[3], ends/4) },
			}
			least := [3]time.Duration{1 << 62, 1 << 62, 1 << 62}
			for b.Loop() {
				for i, turn := range turns {
					began := time.Now()
					turn()
					least[i] = min(least[i], time.Since(began))
				}
			}
			for i, of := range []string{"1", "2", "4"} {
				b.ReportMetric(float64(least[i])/ends, "ns/end-of-"+of)
			}
			b.ReportMetric(float64(least[0])/float64(least[1]), "times-with-2")
			b.ReportMetric(float64(least[0])/float64(least[2]), "times-with-4")
		})
	}
}

// lane is a run without an end: 4,096 durations again and again.
type lane struct {
	tree    tree
	senders []sender
	more    [4096]int64
	shift   uint
	mask    int64
}

func newLane(senders int, seed uint64) lane {
	l := lane{tree: newTree(senders), senders: make([]sender, senders), shift: 15, mask: 1<<15 - 1}
	for i := range l.more {
		l.more[i] = int64(8_000_000+mix(seed<<32+uint64(i))%4_000_000) << l.shift
	}
	for i := range senders {
		l.tree.set(i, l.more[i%4096]+int64(i)<<1)
	}
	return l
}

// next takes the least end and says what replaces it.
func (l *lane) next(i int) (node int, key int64) {
	least := l.tree.least()
	s := int(least & l.mask >> 1)
	l.senders[s].ended(Time(least>>(l.shift&63)), least&1)
	return s + l.tree.leaves, least&^1 + l.more[i&4095]
}

func (l *lane) end(i int) {
	node, key := l.next(i)
	l.tree.set(node-l.tree.leaves, key)
}

func endTwo(a, b *lane, n int) {
	x, y := a.tree.nodes, b.tree.nodes
	for i := range n {
		p, k := a.next(i)
		q, m := b.next(i)
		x[p], y[q] = k, m
		for p > 1 {
			k, m = min(k, x[p^1]), min(m, y[q^1])
			p, q = p>>1, q>>1
			x[p], y[q] = k, m
		}
	}
}

func endFour(a, b, c, d *lane, n int) {
	x, y, z, w := a.tree.nodes, b.tree.nodes, c.tree.nodes, d.tree.nodes
	for i := range n {
		p, k := a.next(i)
		q, m := b.next(i)
		r, o := c.next(i)
		s, u := d.next(i)
		x[p], y[q], z[r], w[s] = k, m, o, u
		for p > 1 {
			k, m, o, u = min(k, x[p^1]), min(m, y[q^1]), min(o, z[r^1]), min(u, w[s^1])
			p, q, r, s = p>>1, q>>1, r>>1, s>>1
			x[p], y[q], z[r], w[s] = k, m, o, u
		}
	}
}
