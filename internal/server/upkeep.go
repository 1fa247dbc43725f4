package server

import (
	"context"
	"log/slog"
	"time"

	"alertsim/internal/sweeper"
)

// upkeep is what a server does by itself, again and again: it heals what is stuck
// and forgets what is older than the retention.
type upkeep struct {
	sweeper  *sweeper.Sweeper
	purge    func(ctx context.Context, now time.Time) error
	interval time.Duration
	log      *slog.Logger
}

// run looks now and once in an interval until ctx ends.
func (u *upkeep) run(ctx context.Context) {
	ticker := time.NewTicker(u.interval)
	defer ticker.Stop()
	for {
		u.look(ctx)
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return
		}
	}
}

func (u *upkeep) look(ctx context.Context) {
	if err := u.sweeper.Sweep(ctx); err != nil && ctx.Err() == nil {
		u.log.Error("sweep", "error", err)
	}
	if err := u.purge(ctx, u.sweeper.Now()); err != nil && ctx.Err() == nil {
		u.log.Error("purge", "error", err)
	}
}
