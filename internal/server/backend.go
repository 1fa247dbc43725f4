package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"time"

	awsconfig "github.com/aws/aws-sdk-go-v2/config"
	dynamodbsdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	sqssdk "github.com/aws/aws-sdk-go-v2/service/sqs"

	"alertsim/internal/config"
	"alertsim/internal/deployment"
	"alertsim/internal/dynamodb"
	"alertsim/internal/fault"
	"alertsim/internal/schedule"
	"alertsim/internal/simulation"
	"alertsim/internal/sqlite"
	"alertsim/internal/sqs"
	"alertsim/internal/study"
)

// backend is where a server keeps simulations and jobs. It is the server's from
// when it was opened until close.
type backend struct {
	store simulation.Store
	queue simulation.Queue
	// studies and their queue; nil: there are none.
	studies    study.Store
	studyQueue study.Queue
	place      string // for people
	// alone says that no other process works on it.
	alone bool
	// workers is how many jobs are handled at a time, studyWorkers how many of studies.
	workers, studyWorkers int
	// studyMemory is how many bytes any worker of a study may hold; 0: what this process may.
	studyMemory int64
	// sendersPerShard is for control.Options; 0 means one shard.
	sendersPerShard int
	// purge forgets what has been kept for simulation.Retention.
	purge func(ctx context.Context, now time.Time) error
	close func() error
}

// ownStudyWorkers is how many chunks are computed at a time by this process, if no others may do so; else 0.
func (b backend) ownStudyWorkers() int {
	if !b.alone {
		return 0
	}
	return b.studyWorkers
}

// The backends.
const (
	embedded = "embedded"
	onAWS    = "aws"
)

func openBackend(ctx context.Context, c config.Config, log *slog.Logger) (backend, error) {
	switch c.Backend {
	case embedded:
		return openEmbedded(ctx, c, log)
	case onAWS:
		return openAWS(ctx, c)
	}
	return backend{}, fmt.Errorf("there is no backend %q; choose %s or %s with --backend", c.Backend, embedded, onAWS)
}

// openEmbedded opens the data folder and frees what the process before this one
// left held. A simulation has one shard here; the second worker acknowledges
// what is late or double meanwhile.
func openEmbedded(ctx context.Context, c config.Config, log *slog.Logger) (backend, error) {
	db, err := sqlite.Open(c.Data)
	if err != nil {
		return backend{}, err
	}
	db.LogTo(log)
	if err := db.Check(ctx); err != nil {
		log.Error("the data folder", "error", err) // what can be read is worth starting for
	}
	if err := db.Recover(ctx, time.Now()); err != nil {
		return backend{}, errors.Join(err, db.Close())
	}
	return backend{
		store: db.Store(), queue: db.Queue(), studies: db.Store(), studyQueue: db.StudyQueue(),
		place: "data folder " + c.Data, alone: true, workers: 2, studyWorkers: runtime.GOMAXPROCS(0),
		purge: func(ctx context.Context, now time.Time) error {
			_, err := db.Purge(ctx, now, simulation.Retention)
			return err
		},
		close: db.Close,
	}, nil
}

// openAWS works on a table and a queue that others may work on too. The table
// forgets by itself.
func openAWS(ctx context.Context, c config.Config) (backend, error) {
	if err := c.OnAWS(config.Table, config.Queue, config.StudyQueue); err != nil {
		return backend{}, err
	}
	cloud, err := awsconfig.LoadDefaultConfig(ctx)
	if err != nil {
		return backend{}, err
	}
	store := dynamodb.New(dynamodbsdk.NewFromConfig(cloud), c.Table)
	if _, err := store.CurrentSession(ctx); err != nil && fault.CodeOf(err) != fault.CodeNotFound {
		return backend{}, fmt.Errorf("the table %s cannot be read: %w", c.Table, err)
	}
	queues := sqssdk.NewFromConfig(cloud)
	return backend{
		store: store, queue: sqs.New(queues, c.QueueURL), place: "table " + c.Table,
		studies: store, studyQueue: sqs.NewStudies(queues, c.StudyQueueURL),
		workers: c.WorkerConcurrency, studyWorkers: runtime.GOMAXPROCS(0), sendersPerShard: c.SendersPerShard,
		studyMemory: min(schedule.Available(), schedule.Within(int64(deployment.MemoryLimit(deployment.StudyMemory))<<20)),
		purge:       func(context.Context, time.Time) error { return nil },
		close:       func() error { return nil },
	}, nil
}
