package main

import (
	"strings"
	"testing"
)

const certificate = "arn:aws:acm:us-east-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef"

func TestAddressRefuses(t *testing.T) {
	for _, test := range []struct {
		switches map[string]string
		says     string
	}{
		{map[string]string{"domain": "alerts.example.org"}, "domain without certificate"},
		{map[string]string{"certificate": certificate}, "certificate without domain"},
		{map[string]string{"domain": "alerts.example.org", "certificate": strings.Replace(certificate, "us-east-1", "eu-central-1", 1)}, "us-east-1 alone"},
		{map[string]string{"domain": "alerts.example.org", "certificate": "arn:aws:iam::123456789012:server-certificate/x"}, "us-east-1 alone"},
		{map[string]string{"domain": "https://alerts.example.org", "certificate": certificate}, "no name in lower case"},
		{map[string]string{"domain": "Alerts.example.org", "certificate": certificate}, "no name in lower case"},
		{map[string]string{"domain": "localhost", "certificate": certificate}, "no name in lower case"},
		{map[string]string{"domain": "*.example.org", "certificate": certificate}, "no name in lower case"},
		{map[string]string{"domain": "alerts.example.org", "certificate": certificate, "cloudFront": "false"}, "the name is CloudFront's"},
		{map[string]string{"domain": "alerts.example.org", "certificate": certificate, "target": "local"}, "the name is CloudFront's"},
		{map[string]string{"cloudFront": "no"}, "cloudFront: must be true or false"},
	} {
		_, err := NewSettings(func(name string) string { return test.switches[name] })
		if err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%v: %v", test.switches, err)
		}
	}
}

// A name of the user's needs a certificate for it, and may then ask for a newer TLS than CloudFront's own name does.
func TestDomain(t *testing.T) {
	s := synth(t, NewStack(app(t), settings(t, map[string]string{"domain": "alerts.example.org", "certificate": certificate})))
	s.has("AWS::CloudFront::Distribution", map[string]any{"DistributionConfig": like(map[string]any{
		"Aliases": []any{"alerts.example.org"},
		"ViewerCertificate": map[string]any{
			"AcmCertificateArn": certificate, "MinimumProtocolVersion": "TLSv1.2_2021", "SslSupportMethod": "sni-only",
		},
	})})
	if got := outputOf(s, "SiteUrl"); got != `"https://alerts.example.org"` {
		t.Errorf("SiteUrl is %s", got)
	}
	if got := outputOf(s, "SiteTarget"); !strings.Contains(got, `"DomainName"`) {
		t.Errorf("where the name has to point is %s", got)
	}
	// Whoever gives a name may have others below it, which this program has no say in.
	for name, policy := range s.all("AWS::CloudFront::ResponseHeadersPolicy") {
		if !strings.Contains(text(policy), `"IncludeSubdomains":false`) {
			t.Errorf("%s speaks for the names below", name)
		}
	}

	s = synth(t, NewStack(app(t), settings(t, nil)))
	if got := text(s.all("AWS::CloudFront::Distribution")); strings.Contains(got, "Aliases") || strings.Contains(got, "ViewerCertificate") {
		t.Errorf("a name without one given: %s", got)
	}
	if got := outputOf(s, "SiteTarget"); got != "null" {
		t.Errorf("SiteTarget is %s", got)
	}
}

// An account that is not verified yet cannot have a distribution. The pages run on somebody's machine then.
func TestWithoutCloudFront(t *testing.T) {
	set := settings(t, map[string]string{"cloudFront": "false", "site": "nowhere"})
	if err := set.Built(); err != nil {
		t.Errorf("no pages are deployed: %v", err)
	}
	s := synth(t, NewStack(app(t), set))
	for _, resource := range (*s.ToJSON())["Resources"].(map[string]any) {
		kind := resource.(map[string]any)["Type"].(string)
		if strings.HasPrefix(kind, "AWS::CloudFront::") || strings.HasPrefix(kind, "AWS::S3::") || strings.HasPrefix(kind, "Custom::") {
			t.Errorf("%s is in the template", kind)
		}
	}
	s.count("AWS::Lambda::Function", 5)
	s.has("AWS::Lambda::Function", map[string]any{"Architectures": []any{"arm64"}})
	if got := outputOf(s, "SiteUrl"); got != "null" {
		t.Errorf("SiteUrl is %s", got)
	}
	// The address without /api, which Vite's server puts behind it.
	got := outputOf(s, "Browser")
	if !strings.Contains(got, `["ALERTSIM_API=https://",{"Ref":"APIREST`) || !strings.Contains(got, `"}," npm --prefix web run dev"]`) || strings.Contains(got, "/api") {
		t.Errorf("the command that serves the pages is %s", got)
	}
	if got := outputOf(synth(t, NewStack(app(t), settings(t, nil))), "Browser"); got != "null" {
		t.Errorf("with CloudFront, Browser is %s", got)
	}
}

// outputOf is an output's value as JSON, null if there is none.
func outputOf(s template, name string) string {
	output, _ := (*s.ToJSON())["Outputs"].(map[string]any)[name].(map[string]any)
	return text(output["Value"])
}
