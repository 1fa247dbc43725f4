package functions_test

import (
	"encoding/json"
	"fmt"
	"strconv"
	"testing"

	"alertsim/internal/deployment"
	"alertsim/internal/schedule"
	"alertsim/internal/settings"
	"alertsim/internal/study"
)

// The longest runs that are permitted, as they are estimated, take a fifth of the function's time at most, and what they
// hold fits its memory. Of the whole model the estimate is two attempts a message; as many as are permitted are five times
// that.
func TestLongestRunsFitTheFunction(t *testing.T) {
	if deployment.LongestStudy != study.MaxWork {
		t.Errorf("the longest study takes %v, and alarms wait for %v", study.MaxWork, deployment.LongestStudy)
	}
	memory := schedule.Within(int64(deployment.MemoryLimit(deployment.StudyMemory)) << 20)
	for name, test := range map[string]struct {
		body string
		most float64 // attempts there may be for each that is expected
	}{
		"sent once":       {`{"messages": 100000000, "senderGroups": [{"senders": 10000, "ratePerSecond": 10000}]}`, 1},
		"with a deadline": {`{"messages": 100000000, "timeToLive": 864000, "senderGroups": [{"senders": 9999, "failureRate": 0.5}, {"senders": 1}]}`, 1},
		"tried 10 times":  {`{"messages": 10000000, "timeToLive": 8640000, "senderGroups": [{"senders": 9999, "failureRate": 1}, {"senders": 1, "failureRate": 0.9}], "retry": {"maxAttempts": 10, "initialBackoff": 1}}`, 1},
		"the whole model": {wholeModel(t), settings.MaxExtendedAttempts / (2 * settings.MaxExtendedMessages)},
	} {
		q, err := study.Decode(fmt.Appendf(nil, `{"settings": %s, "replications": 1, "vary": []}`, test.body))
		if err != nil {
			t.Fatal(name, err)
		}
		e, err := q.Prepare(memory)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		t.Logf("%s: %.1f s as estimated, %.1f at most, %d MB", name, e.Longest.Seconds(), test.most*e.Longest.Seconds(), e.Bytes>>20)
		if 5*test.most*e.Longest.Seconds() > deployment.StudyTimeout.Seconds() {
			t.Errorf("%s: its function may take %v", name, deployment.StudyTimeout)
		}
	}
}

// wholeModel is what holds the most memory: messages that all wait for their next step and for their acknowledgement.
func wholeModel(t *testing.T) string {
	t.Helper()
	s := settings.DefaultSettings()
	s.Mode, s.Messages, s.Until, s.TimeToLive = settings.Instant, settings.MaxExtendedMessages, settings.UntilAcknowledged, new(172_800.0)
	group := s.SenderGroups[0]
	group.SendTime = settings.SendTime{Distribution: settings.Uniform, Minimum: new(1.0), Maximum: new(2.0)}
	s.SenderGroups = nil
	for i := range 8 {
		name := strconv.Itoa(i)
		s.Channels = append(s.Channels, settings.Channel{Name: name, Acknowledgement: &settings.Acknowledgement{
			Share: 1, Time: settings.SendTime{Distribution: settings.Uniform, Minimum: new(80_000.0), Maximum: new(90_000.0)}}})
		group.Name, group.Channel, group.Senders = name, name, settings.MaxSenders/8
		s.SenderGroups = append(s.SenderGroups, group)
		s.Steps = append(s.Steps, settings.Step{Channel: name, Wait: 40_000})
	}
	raw, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
