package sqlite_test

import (
	"testing"

	"alertsim/internal/simulationtest"
)

func TestQueue(t *testing.T) {
	simulationtest.QueueInBubble(t, func(t *testing.T) simulationtest.QueueUnderTest {
		return simulationtest.QueueUnderTest{Queue: open(t, t.TempDir()).Queue()}
	})
}
