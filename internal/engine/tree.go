package engine

import "math"

// A tree is a tournament of the senders' next ends: node 1 holds the least key, node p the lesser of 2p and 2p+1,
// and leaf i is node leaves+i. The number of leaves is a power of 2, so that every update climbs the same number of
// levels and its loop is predictable.
//
// A key is an end time << shift | sender << 1 | failed (1 or 0), so ends come in order of time, then sender. A sender
// in no attempt has the key idle, which is beyond every end.
type tree struct {
	nodes  []int64
	leaves int
}

const idle = int64(math.MaxInt64)

func newTree(senders int) tree {
	leaves := 1
	for leaves < senders {
		leaves *= 2
	}
	nodes := make([]int64, 2*leaves)
	for i := range nodes {
		nodes[i] = idle
	}
	return tree{nodes, leaves}
}

// set replaces the key of a leaf. It does not return the least key, which must be read from the tree: the compiler
// emits a conditional move for a minimum only where the result is not seen to become part of an address, and a branch
// here would be mispredicted half the time.
func (t tree) set(leaf int, key int64) {
	nodes := t.nodes
	p := leaf + t.leaves
	nodes[p] = key
	for p > 1 {
		key = min(key, nodes[p^1])
		p >>= 1
		nodes[p] = key
	}
}

// besides is the least key of all leaves but one.
func (t tree) besides(leaf int) int64 {
	least := idle
	for p := leaf + t.leaves; p > 1; p >>= 1 {
		least = min(least, t.nodes[p^1])
	}
	return least
}

func (t tree) least() int64       { return t.nodes[1] }
func (t tree) busy(leaf int) bool { return t.nodes[leaf+t.leaves] != idle }
