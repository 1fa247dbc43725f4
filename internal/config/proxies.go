package config

import (
	"fmt"
	"net/netip"
	"strings"
)

// Proxies are the networks of proxies whose word about a caller's address
// counts.
type Proxies []netip.Prefix

// Set reads a list of addresses and networks with commas.
func (p *Proxies) Set(list string) error {
	var proxies Proxies
	for text := range strings.SplitSeq(list, ",") {
		text = strings.TrimSpace(text)
		if text == "" {
			continue
		}
		prefix, err := netip.ParsePrefix(text)
		if address, addressErr := netip.ParseAddr(text); addressErr == nil && address.Zone() == "" {
			address = address.Unmap()
			prefix, err = netip.PrefixFrom(address, address.BitLen()), nil
		}
		if err != nil {
			return fmt.Errorf("%q is no address and no network: give them as 192.0.2.7 or 10.0.0.0/8, with commas between them", text)
		}
		proxies = append(proxies, prefix.Masked())
	}
	*p = proxies
	return nil
}
