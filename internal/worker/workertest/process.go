package workertest

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"

	"alertsim/internal/fault"
	"alertsim/internal/worker"
)

// Process is a process that polls for jobs.
type Process struct {
	cancel context.CancelFunc
	done   sync.WaitGroup
	dead   atomic.Bool
}

// ProcessOptions say what a process is like.
type ProcessOptions struct {
	worker.Options
	Workers int // how many jobs it handles at a time; 1 if zero
	// Wire lies between it and the world, or its death alone if zero.
	Wire Wire
	// Prepare changes the worker before it starts; nothing if nil.
	Prepare func(*worker.Worker)
}

// Begin starts a process.
func (w *World) Begin(o ProcessOptions) *Process {
	p := &Process{}
	wire := &Wire{
		Before: func(call string) error {
			if p.dead.Load() {
				return errDead
			}
			if o.Wire.Before != nil {
				return o.Wire.Before(call)
			}
			return nil
		},
		After: func(call string, err error) error {
			if o.Wire.After != nil {
				if lost := o.Wire.After(call, err); lost != nil {
					return lost
				}
			}
			if p.dead.Load() { // it died while it waited for the answer
				return errDead
			}
			return nil
		},
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	wk := worker.New(wire.Store(w.Store), wire.Queue(w.Queue), o.Options)
	if o.Prepare != nil {
		o.Prepare(wk)
	}
	ctx, cancel := context.WithCancel(context.Background())
	p.cancel = cancel
	p.done.Go(func() { wk.Poll(ctx, max(1, o.Workers)) })
	w.Cleanup(p.Crash)
	return p
}

var errDead = fault.Errorf(fault.CodeInternal, "this process is dead")

// Stop tells the process to stop and waits until it has.
func (p *Process) Stop() {
	p.cancel()
	p.done.Wait()
}

// Kill lets the process die: from now on nothing that it calls happens. Unlike
// Crash it may be called from a Wire.
func (p *Process) Kill() {
	p.dead.Store(true)
	p.cancel()
}

// Crash lets the process die and waits until its remains are gone.
func (p *Process) Crash() {
	p.Kill()
	p.done.Wait()
}
