package config

import "testing"

func TestHosts(t *testing.T) {
	var h Hosts
	if err := h.Set(" Alerts.Example.org, *.intern.example ,,192.0.2.7, [2001:DB8::1],relay_1. "); err != nil {
		t.Fatal(err)
	}
	if got, want := h.String(), "alerts.example.org,*.intern.example,192.0.2.7,2001:db8::1,relay_1"; got != want {
		t.Errorf("read %q, want %q", got, want)
	}
	for host, want := range map[string]bool{
		"alerts.example.org": true, "ALERTS.example.ORG.": true, "192.0.2.7": true, "::ffff:192.0.2.7": true, "2001:db8:0::1": true,
		"a.intern.example": true, "a.b.intern.example": true, "relay_1": true,
		"": false, ".": false, "example.org": false, "x.alerts.example.org": false, "intern.example": false, ".intern.example": false,
		"aintern.example": false, "alerts.example.org.evil.example": false, "192.0.2.70": false, "2001:db8::2": false, "*.intern.example": true,
	} {
		if h.Has(host) != want {
			t.Errorf("%q: %t", host, !want)
		}
	}
	for _, wrong := range []string{"http://a.example", "a.example:8080", "a.example/x", "a b", "*", "a.*.example", "bücher.example", "-a.example", "a..example", "a,b/c"} {
		if err := h.Set(wrong); err == nil {
			t.Errorf("%q is taken as %q", wrong, h)
		}
	}
	if err := h.Set(""); err != nil || len(h) != 0 {
		t.Errorf("nothing is %q, %v", h, err)
	}
}
