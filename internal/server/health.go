package server

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"

	"alertsim/internal/httpapi"
)

// healthTimeout is how long a server may take to say that it is up.
const healthTimeout = 3 * time.Second

// Health asks a server that listens on an address, as host:port, whether it is up:
// the check of a container that has nothing else in it to ask with.
func Health(ctx context.Context, addr string) error {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("%q is no address as host:port: %w", addr, err)
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	ctx, cancel := context.WithTimeout(ctx, healthTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+httpapi.Base+"/health", nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("nobody answers on %s: %w", addr, err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers with %s", addr, response.Status)
	}
	return nil
}
