package httpapi

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// fromClient puts the caller's own address into RemoteAddr where a proxy of ours
// stands between, so that everything after it asks one place. Anybody can write
// the header X-Forwarded-For: only what a trusted proxy has added to its end
// counts.
func (a *api) fromClient(next http.Handler) http.Handler {
	if len(a.TrustedProxies) == 0 {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if client := a.forwardedFor(r); client != "" {
			r = r.WithContext(r.Context()) // a copy
			r.RemoteAddr = client
		}
		next.ServeHTTP(w, r)
	})
}

// forwardedFor is the last address before a chain of trusted proxies, "" if it is
// the connection's own.
func (a *api) forwardedFor(r *http.Request) (client string) {
	trusted := func(text string) bool {
		address, err := netip.ParseAddr(text)
		address = address.Unmap().WithZone("")
		return err == nil && slices.ContainsFunc(a.TrustedProxies, func(p netip.Prefix) bool { return p.Contains(address) })
	}
	if !trusted(clientAddress(r.RemoteAddr)) {
		return ""
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		hop = forwardedAddress(hop)
		if _, err := netip.ParseAddr(hop); err != nil {
			return client
		}
		client = hop
		if !trusted(hop) {
			break
		}
	}
	return client
}

// forwardedAddress is a hop without spaces, brackets and port; some proxies add
// the port.
func forwardedAddress(hop string) string {
	hop = strings.TrimSpace(hop)
	if host, _, err := net.SplitHostPort(hop); err == nil {
		return host
	}
	return strings.Trim(hop, "[]")
}

// clientAddress is the address without its port.
func clientAddress(remote string) string {
	if host, _, err := net.SplitHostPort(remote); err == nil {
		return host
	}
	return remote
}

// clientNetwork is what one caller has of the address space: an address of
// version 4, a /64 of version 6, of which everybody has all.
func clientNetwork(remote string) string {
	text := clientAddress(remote)
	address, err := netip.ParseAddr(text)
	if err != nil {
		return text
	}
	address = address.Unmap().WithZone("")
	if address.Is4() {
		return address.String()
	}
	return netip.PrefixFrom(address, 64).Masked().String()
}
