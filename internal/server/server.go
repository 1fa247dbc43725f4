package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"sync"
	"syscall"
	"time"

	"alertsim/internal/config"
	"alertsim/internal/control"
	"alertsim/internal/forecast"
	"alertsim/internal/httpapi"
	"alertsim/internal/metric"
	"alertsim/internal/sweeper"
	"alertsim/internal/worker"
	"alertsim/web"
)

// server is the whole system in one process. It owns its backend and its
// port from newServer until run has returned.
type server struct {
	backend  backend
	listener net.Listener
	http     *http.Server
	worker   *worker.Worker
	studies  *worker.Studies // nil: there are none
	upkeep   *upkeep
	log      *slog.Logger
}

// shutdownTimeout is how long calls under way may take when the process is
// asked to end. A connection that a browser has opened ahead and not used yet
// counts as one.
const shutdownTimeout = 1500 * time.Millisecond

func newServer(ctx context.Context, c config.Config, log *slog.Logger) (*server, error) {
	b, err := openBackend(ctx, c, log)
	if err != nil {
		return nil, err
	}
	listener, err := listen(ctx, c.Addr)
	if err != nil {
		return nil, errors.Join(err, b.close())
	}
	users := control.New(b.store, b.queue, control.Options{
		Key:             func(context.Context) (string, error) { return c.ManagementKey, nil },
		SendersPerShard: b.sendersPerShard, WorkerConcurrency: b.workers, Log: log,
		Studies: control.Studies{Store: b.studies, Queue: b.studyQueue, Memory: b.studyMemory},
	})
	handler := newHandler(users, c, b.ownStudyWorkers(), log)
	s := &server{
		backend: b, listener: listener, log: log,
		http: &http.Server{
			Handler:           handler,
			ReadHeaderTimeout: 5 * time.Second,
			ReadTimeout:       15 * time.Second,
			WriteTimeout:      10 * time.Minute, // 10,000,000 messages as a table are 1 GB
			IdleTimeout:       2 * time.Minute,
			MaxHeaderBytes:    32 << 10,
			ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		},
		worker: worker.New(b.store, b.queue, worker.Options{Slice: c.Slice, Log: log}),
		upkeep: &upkeep{
			sweeper: &sweeper.Sweeper{
				Store: b.store, Queue: b.queue, Studies: b.studies, StudyQueue: b.studyQueue, Now: time.Now, Metrics: metric.None{}, Log: log, Alone: b.alone,
			},
			purge: b.purge, interval: sweeper.Interval, log: log,
		},
	}
	if b.studies != nil {
		s.studies = worker.NewStudies(b.studies, b.studyQueue, worker.Options{Log: log})
	}
	return s, nil
}

// newHandler is the API and the pages, for calls that are made to this server.
func newHandler(users *control.Control, c config.Config, studyWorkers int, log *slog.Logger) http.Handler {
	mux := http.NewServeMux()
	mux.Handle(httpapi.Base+"/", compressed(httpapi.New(users, httpapi.Options{
		Forecasts: forecast.NewLimiter(forecast.Capacity{
			Processors: runtime.GOMAXPROCS(0) - 1, Memory: c.ForecastMemory, Budget: c.ForecastBudget,
		}), Deployment: c.Deployment, StudyWorkers: studyWorkers, Stream: true, TrustedProxies: c.TrustedProxies, Log: log,
	})))
	pages := site(web.Dist())
	mux.Handle("/"+reference, pages)
	mux.Handle("/"+reference+"/", pages)
	mux.Handle("/", pages)
	return ownHosts(c.AllowedHosts, c.Addr, mux)
}

func listen(ctx context.Context, addr string) (net.Listener, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("%s is taken by another program; stop that one or choose another address with --addr", addr)
	case err != nil:
		return nil, fmt.Errorf("cannot listen on %s: %w", addr, err)
	}
	return listener, nil
}

func (s *server) address() string { return s.listener.Addr().String() }

// run works until ctx ends or the listener fails. Before it returns, calls under
// way have been answered and shards handed over.
func (s *server) run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	failed := make(chan error, 1)
	go func() { failed <- s.http.Serve(s.listener) }()
	working := make(chan struct{})
	go func() {
		defer close(working)
		var both sync.WaitGroup
		both.Go(func() { s.worker.Poll(ctx, s.backend.workers) })
		if s.studies != nil {
			both.Go(func() { s.studies.Poll(ctx, s.backend.studyWorkers) })
		}
		both.Wait()
	}()
	sweeping := make(chan struct{})
	go func() {
		defer close(sweeping)
		s.upkeep.run(ctx)
	}()

	var err error
	select {
	case err = <-failed:
	case <-ctx.Done():
		s.log.Info("stopping: running simulations are handed over")
	}
	cancel()
	err = errors.Join(err, s.shutdown())
	<-working
	<-sweeping
	return errors.Join(err, s.backend.close())
}

// shutdown answers the calls under way and drops those that take too long.
func (s *server) shutdown() error {
	ctx, cancel := context.WithTimeout(context.Background(), shutdownTimeout)
	defer cancel()
	err := s.http.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		return s.http.Close()
	}
	return err
}
