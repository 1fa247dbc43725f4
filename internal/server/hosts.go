package server

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"

	"alertsim/internal/config"
	"alertsim/internal/httpapi"
)

// ownHosts lets calls through that are made to this server by a name it is known
// to have: one of this machine's own, the address the connection came in by, the
// host it was told to listen on, one that is configured. A page of another site
// whose name leads to this machine (DNS rebinding) is for a browser of the same
// origin as that name, so that nothing but the name tells it from ours.
func ownHosts(allowed config.Hosts, listen string, next http.Handler) http.Handler {
	if host, _, err := net.SplitHostPort(listen); err == nil && host != "" {
		allowed = append(allowed[:len(allowed):len(allowed)], strings.ToLower(host))
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if host := hostOf(r.Host); !loopback(host) && !allowed.Has(host) && !cameInBy(r, host) {
			refuseHost(w, r, host)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func refuseHost(w http.ResponseWriter, r *http.Request, host string) {
	detail := fmt.Sprintf("this server is not known by the name %.100q; if it is one of its own, name it with --allowed-hosts or ALERTSIM_ALLOWED_HOSTS", host)
	if host == "" {
		detail = "the call does not say which host it is for; send the header Host"
	}
	if strings.HasPrefix(r.URL.Path, httpapi.Base+"/") {
		httpapi.Refuse(w, http.StatusMisdirectedRequest, detail)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	http.Error(w, "T"+detail[1:]+".", http.StatusMisdirectedRequest)
}

// hostOf is a Host header without its port and brackets.
func hostOf(header string) string {
	host := header
	if h, _, err := net.SplitHostPort(header); err == nil {
		host = h
	}
	return strings.ToLower(strings.TrimSuffix(strings.Trim(host, "[]"), "."))
}

// loopback names never lead to another machine, whoever runs the name servers.
func loopback(host string) bool {
	address, err := netip.ParseAddr(host)
	if err != nil {
		return host == "localhost" || strings.HasSuffix(host, ".localhost")
	}
	return address.Unmap().IsLoopback()
}

// cameInBy reports whether a host is the address that the connection was made to.
func cameInBy(r *http.Request, host string) bool {
	local, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	if !ok {
		return false
	}
	address, err := netip.ParseAddr(host)
	return err == nil && address.Unmap().WithZone("") == local.AddrPort().Addr().Unmap().WithZone("")
}
