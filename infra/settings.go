package main

import (
	"cmp"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"alertsim/infra/firewall"
	"alertsim/infra/pipeline"
	"alertsim/infra/stage"
	"alertsim/internal/deployment"
)

// emulated is the limit of an emulator, which has none.
const emulated = 1000

// Settings is what may differ between deployments. Each is a context switch of the CDK: `cdk deploy -c stage=prod`.
type Settings struct {
	Stage stage.Stage
	deployment.Deployment
	Address
	Concurrency    deployment.Concurrency
	AlarmEmail     string // where alarms are sent; nowhere if empty
	TrustedProxies string // networks of proxies whose X-Forwarded-For counts, with commas
	Firewall       firewall.Rules
	SignIn         bool            // whether people say who they are before they may use the API
	Functions      string          // folder with api, forecast, worker, study and sweeper, each holding a program named bootstrap
	Site           string          // folder of the built pages
	Pipeline       *pipeline.Props // the repository that may deploy; none if nil
	GatewayRole    bool            // whether the account's stack has the role with which API Gateway writes logs
}

// NewSettings reads the switches: stage (dev), target (aws), sendersPerShard (500), workerConcurrency (5, or what
// fits), studyConcurrency (10, or what fits), accountConcurrency (10), sliceSeconds (720), alarmEmail, trustedProxies, allowedNetworks, requestsPerAddress, signIn (false),
// cloudFront (true), domain, certificate, gatewayRole (true), githubRepository, githubEnvironment (production), githubProvider (new),
// functions (../build) and site (../web/dist).
func NewSettings(context func(name string) string) (Settings, error) {
	at, err := stage.New(cmp.Or(context("stage"), "dev"), cmp.Or(context("target"), "aws"))
	if err != nil {
		return Settings{}, err
	}
	s := Settings{
		Stage:          at,
		Deployment:     deployment.Standard(),
		AlarmEmail:     context("alarmEmail"),
		TrustedProxies: context("trustedProxies"),
		Functions:      cmp.Or(context("functions"), "../build"),
		Site:           cmp.Or(context("site"), "../web/dist"),
	}
	for network := range strings.SplitSeq(s.TrustedProxies, ",") {
		if _, err := netip.ParsePrefix(strings.TrimSpace(network)); err != nil && s.TrustedProxies != "" {
			return Settings{}, fmt.Errorf("trustedProxies: %q is no network, as 203.0.113.0/24", network)
		}
	}
	if s.Address, err = newAddress(context, at.Local); err != nil {
		return Settings{}, err
	}
	if s.GatewayRole, err = yes(context("gatewayRole")); err != nil {
		return Settings{}, fmt.Errorf("gatewayRole: %w", err)
	}
	if s.Pipeline, err = newPipeline(context); err != nil {
		return Settings{}, err
	}
	if s.Firewall, err = newRules(context); err != nil {
		return Settings{}, err
	}
	if s.SignIn, err = signIn(context); err != nil {
		return Settings{}, fmt.Errorf("signIn: %w", err)
	}
	if at.Local && (s.Firewall.Any() || s.SignIn) {
		return Settings{}, errors.New("allowedNetworks, requestsPerAddress and signIn are for target aws: emulators have no web ACL and no accounts that keep anybody out")
	}
	if err := s.size(context); err != nil {
		return Settings{}, err
	}
	return s, nil
}

// size reads how large the deployment is. What is not said of workers and studies is what fits.
func (s *Settings) size(context func(name string) string) (err error) {
	fewest, account := deployment.FewestStudies, deployment.NewAccount
	if s.Stage.Local {
		s.Deployment, fewest, account = deployment.Local(), 1, emulated
	}
	if err := override(&account, context("accountConcurrency"), deployment.FewestConcurrent(fewest, fewest), 1_000_000); err != nil {
		return fmt.Errorf("accountConcurrency: %w", err)
	}
	if !s.Stage.Local {
		s.WorkerConcurrency, _ = deployment.Fit(account)
	}
	slice := int(s.Slice.Seconds())
	for _, number := range []struct {
		name             string
		value            *int
		minimum, maximum int
	}{
		{"sendersPerShard", &s.SendersPerShard, 1, 10_000},
		{"workerConcurrency", &s.WorkerConcurrency, fewest, 1000},
		{"sliceSeconds", &slice, 1, 840},
	} {
		if err := override(number.value, context(number.name), number.minimum, number.maximum); err != nil {
			return fmt.Errorf("%s: %w", number.name, err)
		}
	}
	s.Slice = time.Duration(slice) * time.Second
	if !s.Stage.Local {
		s.StudyConcurrency = deployment.FitStudies(account, s.WorkerConcurrency)
	}
	if err := override(&s.StudyConcurrency, context("studyConcurrency"), fewest, 1000); err != nil {
		return fmt.Errorf("studyConcurrency: %w", err)
	}
	s.Concurrency, err = deployment.Divide(account, s.WorkerConcurrency, s.StudyConcurrency)
	return err
}

// newRules reads who may call: networks with commas, and calls of one address in five minutes.
func newRules(context func(name string) string) (r firewall.Rules, err error) {
	for network := range strings.SplitSeq(context("allowedNetworks"), ",") {
		if network = strings.TrimSpace(network); network == "" {
			continue
		}
		prefix, err := netip.ParsePrefix(network)
		if err != nil || prefix.Bits() == 0 {
			return r, fmt.Errorf("allowedNetworks: %q is no network, as 203.0.113.0/24 or 2001:db8::/32; leave it out to allow all", network)
		}
		r.Networks = append(r.Networks, prefix)
	}
	if err := override(&r.PerAddress, context("requestsPerAddress"), fewestPerAddress, 2_000_000_000); err != nil {
		return r, fmt.Errorf("requestsPerAddress: %w", err)
	}
	return r, nil
}

// fewestPerAddress is what one viewer of a simulation makes in five minutes, who polls it once a second, and as much again.
// With fewer the rule would keep users out.
const fewestPerAddress = 600

// Built says in words which of the functions and pages is not there yet. The CDK would panic.
func (s Settings) Built() error {
	needed := []string{}
	for _, name := range []string{"api", "forecast", "worker", "study", "sweeper"} {
		needed = append(needed, filepath.Join(s.Functions, name, "bootstrap"))
	}
	if s.CloudFront {
		needed = append(needed, filepath.Join(s.Site, "index.html"))
	}
	for _, path := range needed {
		if _, err := os.Stat(path); err != nil {
			return fmt.Errorf("%s is not built yet (make functions web/dist/index.html builds it): %w", path, err)
		}
	}
	return nil
}

// yes reads a switch that is on unless it is turned off.
func yes(text string) (bool, error) {
	switch text {
	case "", "true":
		return true, nil
	case "false":
		return false, nil
	}
	return false, fmt.Errorf("must be true or false, not %q", text)
}

// signIn reads a switch that is off unless it is turned on.
func signIn(context func(name string) string) (bool, error) {
	return yes(cmp.Or(context("signIn"), "false"))
}

func override(value *int, text string, minimum, maximum int) error {
	if text == "" {
		return nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < minimum || n > maximum {
		return fmt.Errorf("must be a whole number from %d to %d, not %q", minimum, maximum, text)
	}
	*value = n
	return nil
}
