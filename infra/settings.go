package main

import (
	"cmp"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"alertsim/infra/stage"
)

// Settings is what may differ between deployments. Each is a context switch of the CDK: `cdk deploy -c stage=prod`.
type Settings struct {
	Stage           stage.Stage
	SendersPerShard int           // senders that one worker simulates
	Concurrency     int           // workers that run at a time
	Slice           time.Duration // how long a worker keeps a shard
	AlarmEmail      string        // where alarms are sent; nowhere if empty
	TrustedProxies  string        // networks of proxies whose X-Forwarded-For counts, with commas
	Functions       string        // folder with api, worker and sweeper, each holding a program named bootstrap
	Site            string        // folder of the built pages
}

const (
	// awsConcurrency leaves a new account, which may run 10 functions at a time, 4 for the API and 1 for the sweeper.
	awsConcurrency = 5
	// awsSlice leaves 3 of the function's 15 min for the replay before it and the hand-over after it.
	awsSlice = 12 * time.Minute

	// An emulator feeds a function one job at a time: one shard, whatever its senders, and a slice short enough that one
	// simulation does not keep another's job waiting for long.
	localSendersPerShard = 10_000
	localConcurrency     = 1
	localSlice           = 20 * time.Second
)

// NewSettings reads the switches: stage (dev), target (aws), sendersPerShard (500), workerConcurrency (5), sliceSeconds
// (720), alarmEmail, trustedProxies, functions (../build) and site (../web/dist).
func NewSettings(context func(name string) string) (Settings, error) {
	at, err := stage.New(cmp.Or(context("stage"), "dev"), cmp.Or(context("target"), "aws"))
	if err != nil {
		return Settings{}, err
	}
	s := Settings{
		Stage:           at,
		SendersPerShard: 500,
		Concurrency:     awsConcurrency,
		AlarmEmail:      context("alarmEmail"),
		TrustedProxies:  context("trustedProxies"),
		Functions:       cmp.Or(context("functions"), "../build"),
		Site:            cmp.Or(context("site"), "../web/dist"),
	}
	for network := range strings.SplitSeq(s.TrustedProxies, ",") {
		if _, err := netip.ParsePrefix(strings.TrimSpace(network)); err != nil && s.TrustedProxies != "" {
			return Settings{}, fmt.Errorf("trustedProxies: %q is no network, as 203.0.113.0/24", network)
		}
	}
	slice, fewest := int(awsSlice.Seconds()), 2
	if at.Local {
		s.SendersPerShard, s.Concurrency, slice, fewest = localSendersPerShard, localConcurrency, int(localSlice.Seconds()), 1
	}
	for _, number := range []struct {
		name        string
		value       *int
		least, most int
	}{
		{"sendersPerShard", &s.SendersPerShard, 1, 10_000},
		{"workerConcurrency", &s.Concurrency, fewest, 1000},
		{"sliceSeconds", &slice, 1, 840},
	} {
		if err := override(number.value, context(number.name), number.least, number.most); err != nil {
			return Settings{}, fmt.Errorf("%s: %w", number.name, err)
		}
	}
	s.Slice = time.Duration(slice) * time.Second
	return s, nil
}

// Built says in words which of the functions and pages is not there yet. The CDK would panic.
func (s Settings) Built() error {
	needed := []string{}
	for _, name := range []string{"api", "worker", "sweeper"} {
		needed = append(needed, filepath.Join(s.Functions, name, "bootstrap"))
	}
	if !s.Stage.Local {
		needed = append(needed, filepath.Join(s.Site, "index.html"))
	}
	for _, path := range needed {
		if _, err := os.Stat(path); err != nil {
			return fmt.Errorf("%s is not built yet (make functions web/dist/index.html builds it): %w", path, err)
		}
	}
	return nil
}

func override(value *int, text string, least, most int) error {
	if text == "" {
		return nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most {
		return fmt.Errorf("must be a whole number from %d to %d, not %q", least, most, text)
	}
	*value = n
	return nil
}
