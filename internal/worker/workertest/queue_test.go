package workertest

import (
	"testing"

	"alertsim/internal/simulationtest"
)

func TestQueue(t *testing.T) {
	simulationtest.QueueInBubble(t, func(*testing.T) simulationtest.QueueUnderTest {
		return simulationtest.QueueUnderTest{Queue: &Queue{}}
	})
}
