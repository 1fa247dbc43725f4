package main

import (
	"errors"
	"fmt"
	"regexp"
)

// Address is where people find the pages: CloudFront, under a name of its own or of the user's.
type Address struct {
	CloudFront bool // false: the pages are not deployed
	// Domain and Certificate are set together: a name, and the ARN of a certificate for it. Both empty: CloudFront's name.
	Domain, Certificate string
}

var (
	domainName = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$`)
	// CloudFront takes certificates of this one region, wherever the rest stands.
	certificateARN = regexp.MustCompile(`^arn:aws:acm:us-east-1:[0-9]{12}:certificate/[0-9a-f-]{36}$`)
)

// newAddress reads the switches cloudFront (true), domain and certificate.
func newAddress(context func(name string) string, local bool) (Address, error) {
	cloudFront, err := yes(context("cloudFront"))
	if err != nil {
		return Address{}, fmt.Errorf("cloudFront: %w", err)
	}
	// Emulators have no CloudFront that serves anything.
	a := Address{CloudFront: cloudFront && !local, Domain: context("domain"), Certificate: context("certificate")}
	switch {
	case a.Domain == "" && a.Certificate == "":
		return a, nil
	case a.Certificate == "":
		return Address{}, errors.New("domain without certificate: CloudFront answers to a name only with a certificate for it, as certificate=arn:aws:acm:us-east-1:…")
	case a.Domain == "":
		return Address{}, errors.New("certificate without domain: give the name it is for, as domain=alerts.example.org")
	case !a.CloudFront:
		return Address{}, errors.New("domain: the name is CloudFront's, and there is none (cloudFront=false or target=local)")
	case len(a.Domain) > 253 || !domainName.MatchString(a.Domain):
		return Address{}, fmt.Errorf("domain: %q is no name in lower case, as alerts.example.org", a.Domain)
	case !certificateARN.MatchString(a.Certificate):
		return Address{}, fmt.Errorf("certificate: CloudFront takes certificates of ACM in us-east-1 alone, as arn:aws:acm:us-east-1:123456789012:certificate/…, not %q", a.Certificate)
	}
	return a, nil
}
