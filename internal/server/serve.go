package server

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"

	"alertsim/internal/config"
	"alertsim/internal/version"
)

// Serve runs the server until ctx ends. Where it is, and the key that was made
// for it, is told on the terminal, or logged if that is none.
func Serve(ctx context.Context, c config.Config, terminal *os.File) error {
	log := newLogger(terminal)
	made := c.ManagementKey == ""
	if made {
		c.ManagementKey = newKey()
	}
	s, err := newServer(ctx, c, log)
	if err != nil {
		return err
	}
	if isTerminal(terminal) {
		announce(terminal, s, c.ManagementKey, made)
		return s.run(ctx)
	}
	attributes := []any{"url", s.url(), "backend", s.backend.place, "build", version.Of()}
	if made {
		file, err := writeKey(c.Data, c.ManagementKey)
		if err != nil {
			log.Error("the management key cannot be written; nobody can join a session: set ALERTSIM_MANAGEMENT_KEY", "error", err)
		} else {
			attributes = append(attributes, "managementKeyFile", file)
		}
	}
	log.Info("serving", attributes...)
	return s.run(ctx)
}

// newKey makes a management key of 130 random bits in lower-case letters and
// digits.
func newKey() string { return strings.ToLower(rand.Text()) }

// keyFile is the name of the file with the key that was made for this run.
const keyFile = "management-key"

// writeKey puts a key that was made where its owner alone can read it, and
// returns where that is. Logs go to many places and stay there; a key in one of
// them is known to all who read it.
func writeKey(folder, key string) (string, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil { // there unless the store is elsewhere
		return "", err
	}
	name := filepath.Join(folder, keyFile)
	if err := os.Remove(name); err != nil && !os.IsNotExist(err) { // whoever may read it, or wherever it leads
		return "", err
	}
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", err
	}
	_, err = fmt.Fprintln(file, key)
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	return name, err
}

// announce tells a person where to go.
func announce(terminal io.Writer, s *server, key string, madeKey bool) {
	fmt.Fprintf(terminal, "\n  Alert Simulation: %s\n", s.url())
	if madeKey {
		fmt.Fprintf(terminal, "  Management key:   %s  (for others to join your session; ALERTSIM_MANAGEMENT_KEY sets your own)\n", key)
	}
	fmt.Fprintf(terminal, "  Works on:         %s\n  Stop:             Ctrl-C; a running simulation goes on at the next start\n\n", s.backend.place)
}

// url is where a browser on this machine finds the server.
func (s *server) url() string {
	host, port, err := net.SplitHostPort(s.address())
	if ip := net.ParseIP(host); err == nil && (ip.IsUnspecified() || ip.IsLoopback()) {
		host = "localhost"
		if ip.IsLoopback() && ip.To4() == nil {
			host = "::1"
		}
	}
	return "http://" + net.JoinHostPort(host, port)
}
