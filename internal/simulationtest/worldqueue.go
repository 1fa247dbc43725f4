package simulationtest

import (
	"slices"
	"time"

	"alertsim/internal/simulation"
)

// send puts jobs on the queue.
func (w *world) send(jobs ...simulation.Job) {
	if w.lossy {
		return
	}
	for _, job := range jobs {
		w.queue = append(w.queue, &message{job: job, visible: w.now})
	}
}

// receive hides a visible message and returns it; nil if there is none.
func (w *world) receive() *message {
	var visible []*message
	for _, m := range w.queue {
		if !m.visible.After(w.now) {
			visible = append(visible, m)
		}
	}
	if len(visible) == 0 {
		return nil
	}
	m := visible[w.pick(len(visible))]
	m.visible = w.now.Add(simulation.Visibility)
	return m
}

// acknowledge deletes a message, wherever it is by now.
func (w *world) acknowledge(m *message) {
	w.queue = slices.DeleteFunc(w.queue, func(other *message) bool { return other == m })
}

// hide extends a message's invisibility.
func (w *world) hide(m *message, d time.Duration) { m.visible = w.now.Add(d) }

// maxQueued bounds what duplicates make of the queue.
const maxQueued = 40

// duplicate delivers a message twice, or again while it is being worked on.
func (w *world) duplicate() {
	if len(w.queue) == 0 || len(w.queue) >= maxQueued {
		return
	}
	m := w.queue[w.pick(len(w.queue))]
	w.note("duplicate %s", m.job.Encode())
	w.send(m.job)
}

// lose drops one message.
func (w *world) lose() {
	if len(w.queue) > 0 {
		m := w.queue[w.pick(len(w.queue))]
		w.note("lose %s", m.job.Encode())
		w.acknowledge(m)
	}
}

// purge drops them all.
func (w *world) purge() {
	w.note("purge %d messages", len(w.queue))
	w.queue = nil
}
