package config

import (
	"fmt"
	"net/netip"
	"regexp"
	"strings"
)

// Hosts are names by which a server may be called: host names in lower case,
// "*." before one for those below it, IP addresses. It is a flag's value too.
type Hosts []string

var hostName = regexp.MustCompile(`^(\*\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$`)

// Set reads a list with commas.
func (h *Hosts) Set(list string) error {
	var hosts Hosts
	for name := range strings.SplitSeq(list, ",") {
		name = strings.ToLower(strings.TrimSpace(name))
		if name == "" {
			continue
		}
		if address, err := netip.ParseAddr(strings.Trim(name, "[]")); err == nil {
			name = address.Unmap().WithZone("").String()
		} else if name = strings.TrimSuffix(name, "."); !hostName.MatchString(name) {
			return fmt.Errorf("%q is not the name of a host: give names or addresses with commas between them, "+
				"without http://, port and path, as alerts.example.org or *.example.org", name)
		}
		hosts = append(hosts, name)
	}
	*h = hosts
	return nil
}

// String is the list as Set reads it.
func (h *Hosts) String() string { return strings.Join(*h, ",") }

// Type is what a flag's help calls it.
func (h *Hosts) Type() string { return "names" }

// Has reports whether a host, without port, is one of them.
func (h Hosts) Has(host string) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if address, err := netip.ParseAddr(host); err == nil {
		host = address.Unmap().WithZone("").String()
	}
	for _, name := range h {
		if below, wild := strings.CutPrefix(name, "*"); name == host || wild && len(host) > len(below) && strings.HasSuffix(host, below) {
			return true
		}
	}
	return false
}
