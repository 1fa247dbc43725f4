package control

import (
	"context"
	"fmt"
	"strings"

	"alertsim/internal/engine"
	"alertsim/internal/fault"
	"alertsim/internal/metric"
	"alertsim/internal/schedule"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// Create stores a simulation of the session and sends its prepare jobs.
// CodeConflict if the session's latest one has not ended, CodeUnauthorized if
// the session has, CodeInvalid if it is a live one that must take too long or
// one that a worker has not the memory for. That it does take too long may show
// only when it is prepared.
func (c *Control) Create(ctx context.Context, session simulation.Session, given settings.Settings) (simulation.Simulation, error) {
	if err := schedule.CheckRun(given, c.WorkerMemory); err != nil {
		return simulation.Simulation{}, err
	}
	if err := checkMinMakespan(given); err != nil {
		return simulation.Simulation{}, err
	}
	shards := simulation.ShardCount(given, c.SendersPerShard, c.WorkerConcurrency)
	s := simulation.New(newID(), session.ID, given, shards, c.now())
	err := c.store.Create(ctx, s)
	if fault.CodeOf(err) == fault.CodeNotFound {
		err = errEnded()
	}
	if err != nil {
		return simulation.Simulation{}, err
	}
	c.send(ctx, s.Jobs())
	return s, nil
}

// maxDraws bounds the time that a creation takes: a tenth of a second.
const maxDraws = 10_000_000

// checkMinMakespan looks at what the seed has drawn for a live simulation.
func checkMinMakespan(s settings.Settings) error {
	if s.Mode != settings.Live {
		return nil
	}
	compiled, err := schedule.Compile(s)
	if err != nil {
		return err
	}
	return settings.CheckMinMakespan(s, compiled.MinMakespan(maxDraws))
}

// Simulation returns one simulation; CodeNotFound.
func (c *Control) Simulation(ctx context.Context, id string) (simulation.Simulation, error) {
	return c.store.Simulation(ctx, id)
}

// Snapshot returns one simulation to anybody who knows its id, which is the right to
// look at it: 80 random bits that only members are told. CodeNotFound; what cannot be
// an id is not looked for.
func (c *Control) Snapshot(ctx context.Context, id string) (simulation.Simulation, error) {
	if !isID(id) {
		return simulation.Simulation{}, fault.Errorf(fault.CodeNotFound, "there is no simulation %s", id)
	}
	return c.store.Simulation(ctx, id)
}

// Simulations returns a page of the history, newest first: those that are meant.
func (c *Control) Simulations(ctx context.Context, find simulation.Find, cursor string, limit int) ([]simulation.Listed, string, error) {
	return c.store.Simulations(ctx, find, cursor, limit)
}

// Tag adds tags to a simulation and removes some; CodeInvalid, CodeNotFound, CodeConflict where there would be too many.
func (c *Control) Tag(ctx context.Context, id string, add, remove []string) (simulation.Tags, error) {
	var wrong []fault.FieldError
	plain := func(name string, given []string) (tags []string) {
		for i, tag := range given {
			tag, message := settings.PlainLine(tag)
			if tag = strings.TrimSpace(tag); message == "" {
				message = simulation.CheckTag(tag)
			}
			if message != "" {
				wrong = append(wrong, fault.FieldError{Path: fmt.Sprintf("%s[%d]", name, i), Message: message})
			}
			tags = append(tags, tag)
		}
		return tags
	}
	add, remove = plain("add", add), plain("remove", remove)
	if len(wrong) > 0 {
		return nil, &fault.Error{Code: fault.CodeInvalid, Message: "the tags are not valid", Fields: wrong}
	}
	return c.store.Tag(ctx, id, add, remove)
}

// Start starts a ready simulation and sends its run jobs; CodeConflict in any
// other state, and of one that another version of the engine has prepared.
func (c *Control) Start(ctx context.Context, id string) (simulation.Simulation, error) {
	s, err := c.store.Simulation(ctx, id)
	if err != nil {
		return s, err
	}
	if s.State == simulation.Ready && s.Engine != engine.Version {
		return s, fault.Errorf(fault.CodeConflict, "version %d of the engine has prepared this simulation, and the program now has version %d, which counts otherwise; cancel it and create it again", s.Engine, engine.Version)
	}
	s, err = c.store.Start(ctx, id, c.now())
	if err != nil {
		return s, err
	}
	c.send(ctx, s.Jobs())
	return s, nil
}

// Cancel ends a simulation; CodeConflict if it has ended. When it has answered
// nothing of the simulation changes any more.
func (c *Control) Cancel(ctx context.Context, id string) (simulation.Simulation, error) {
	return c.cancel(ctx, id, "cancelled by a member of the session")
}

func (c *Control) cancel(ctx context.Context, id, reason string) (simulation.Simulation, error) {
	s, err := c.store.End(ctx, id, simulation.Cancelled, reason, c.now())
	if err == nil {
		c.Metrics.Add(metric.SimulationsCancelled, 1)
	}
	return s, err
}

// Delete forgets an ended simulation; CodeConflict if it has not ended.
func (c *Control) Delete(ctx context.Context, id string) error {
	return c.store.Delete(ctx, id)
}
