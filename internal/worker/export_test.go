package worker

// Slow makes a worker take its time to compute: after every so many ended
// attempts it does something else.
func (w *Worker) Slow(events int, stepped func()) { w.stepEvents, w.stepped = events, stepped }
