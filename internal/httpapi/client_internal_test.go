package httpapi

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"
)

func TestClientBehindProxies(t *testing.T) {
	trusted := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("2001:db8:aa::/48")}
	for _, test := range []struct {
		why       string
		proxies   []netip.Prefix
		remote    string
		forwarded []string
		want      string
	}{
		{"no proxy", trusted, "192.0.2.1:99", nil, "192.0.2.1"},
		{"a forged header", trusted, "192.0.2.1:99", []string{"198.51.100.1"}, "192.0.2.1"},
		{"no proxy is configured", nil, "10.0.0.1:99", []string{"198.51.100.1"}, "10.0.0.1"},
		{"a proxy", trusted, "10.0.0.1:99", []string{"198.51.100.1"}, "198.51.100.1"},
		{"a proxy, version 4 in 6", trusted, "[::ffff:10.0.0.1]:99", []string{"198.51.100.1"}, "198.51.100.1"},
		{"a proxy of version 6", trusted, "[2001:db8:aa::1]:99", []string{"2001:db8::7"}, "2001:db8::7"},
		{"forged before the proxy added", trusted, "10.0.0.1:99", []string{"203.0.113.5, 198.51.100.1"}, "198.51.100.1"},
		{"forged as one of ours", trusted, "10.0.0.1:99", []string{"10.9.9.9, 198.51.100.1"}, "198.51.100.1"},
		{"two proxies", trusted, "10.0.0.1:99", []string{"198.51.100.1, 10.0.0.2"}, "198.51.100.1"},
		{"two lines", trusted, "10.0.0.1:99", []string{"203.0.113.5", "198.51.100.1,10.0.0.2"}, "198.51.100.1"},
		{"with ports", trusted, "10.0.0.1:99", []string{"198.51.100.1:4711"}, "198.51.100.1"},
		{"version 6 with a port", trusted, "10.0.0.1:99", []string{"[2001:db8::7]:4711"}, "2001:db8::7"},
		{"in brackets", trusted, "10.0.0.1:99", []string{"[2001:db8::7]"}, "2001:db8::7"},
		{"nothing", trusted, "10.0.0.1:99", nil, "10.0.0.1"},
		{"empty", trusted, "10.0.0.1:99", []string{""}, "10.0.0.1"},
		{"rubbish", trusted, "10.0.0.1:99", []string{"198.51.100.1, unknown"}, "10.0.0.1"},
		{"rubbish before a proxy", trusted, "10.0.0.1:99", []string{"unknown, 10.0.0.2"}, "10.0.0.2"},
		{"all are ours", trusted, "10.0.0.1:99", []string{"10.0.0.3, 10.0.0.2"}, "10.0.0.3"},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = test.remote
		for _, line := range test.forwarded {
			r.Header.Add("X-Forwarded-For", line)
		}
		a := &api{Options: Options{TrustedProxies: test.proxies}}
		got := ""
		a.fromClient(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { got = clientAddress(r.RemoteAddr) })).ServeHTTP(nil, r)
		if got != test.want {
			t.Errorf("%s: %s, want %s", test.why, got, test.want)
		}
		if r.RemoteAddr != test.remote {
			t.Errorf("%s: the caller's request was changed", test.why)
		}
	}
}

func TestClientNetwork(t *testing.T) {
	for remote, want := range map[string]string{
		"192.0.2.1:5": "192.0.2.1", "192.0.2.1": "192.0.2.1", "[::ffff:192.0.2.1]:5": "192.0.2.1", "[2001:db8:1:2:3:4:5:6]:5": "2001:db8:1:2::/64",
		"2001:db8:1:2::ffff": "2001:db8:1:2::/64", "[fe80::1%eth0]:5": "fe80::/64", "[::1]:5": "::/64", "pipe": "pipe", "": "",
	} {
		if got := clientNetwork(remote); got != want {
			t.Errorf("%q is of %q, want %q", remote, got, want)
		}
	}
}
