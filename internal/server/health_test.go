package server

import (
	"net"
	"net/http"
	"strings"
	"testing"
)

func TestHealth(t *testing.T) {
	c, _ := serving(t, t.TempDir())
	address := strings.TrimPrefix(c.url, "http://")
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	for _, up := range []string{address, "localhost:" + port} {
		if err := Health(t.Context(), up); err != nil {
			t.Errorf("%s: %v", up, err)
		}
	}
	nobody, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	other := http.Server{Handler: http.NotFoundHandler()}
	go func() { _ = other.Serve(nobody) }()
	defer other.Close()
	for address, want := range map[string]string{"8080": "no address", nobody.Addr().String(): "404", "127.0.0.1:1": "nobody answers"} {
		if err := Health(t.Context(), address); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", address, err, want)
		}
	}
}
