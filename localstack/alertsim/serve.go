package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"os"
	"strings"

	"alertsim/internal/config"
)

// serve runs the server until ctx ends.
func serve(ctx context.Context, c config.Config, terminal *os.File) error {
	log := newLogger(terminal)
	made := c.ManagementKey == ""
	if made {
		c.ManagementKey = strings.ToLower(rand.Text()[:16])
	}
	s, err := newServer(ctx, c, log)
	if err != nil {
		return err
	}
	announce(terminal, log, s, c.ManagementKey, made)
	return s.run(ctx)
}

// announce tells a person where to go, and a machine the same in its log.
func announce(terminal *os.File, log *slog.Logger, s *server, key string, madeKey bool) {
	url := "http://" + strings.Replace(s.address(), "127.0.0.1", "localhost", 1)
	if !isTerminal(terminal) {
		attributes := []any{"url", url, "backend", s.backend.place}
		if madeKey {
			attributes = append(attributes, "managementKey", key)
		}
		log.Info("serving", attributes...)
		return
	}
	fmt.Fprintf(terminal, "\n  Alert Simulation: %s\n", url)
	if madeKey {
		fmt.Fprintf(terminal, "  Management key:   %s  (for others to join your session; ALERTSIM_MANAGEMENT_KEY sets your own)\n", key)
	}
	fmt.Fprintf(terminal, "  Works on:         %s\n  Stop:             Ctrl-C; a running simulation goes on at the next start\n\n", s.backend.place)
}
