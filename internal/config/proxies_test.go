package config

import (
	"fmt"
	"testing"
)

func TestProxies(t *testing.T) {
	var p Proxies
	if err := p.Set(" 10.1.2.3/8, 192.0.2.7,,2001:db8::1/32 ,::1, ::ffff:127.0.0.1"); err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(p), "[10.0.0.0/8 192.0.2.7/32 2001:db8::/32 ::1/128 127.0.0.1/32]"; got != want {
		t.Errorf("read %s, want %s", got, want)
	}
	for _, wrong := range []string{"proxy", "10.0.0.0/33", "10.0.0", "10.0.0.0/8;::1", "fe80::1%eth0", "*"} {
		if err := p.Set(wrong); err == nil {
			t.Errorf("%q is taken as %v", wrong, p)
		}
	}
}
