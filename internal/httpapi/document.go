package httpapi

import (
	"time"

	"alertsim/internal/result"
	"alertsim/internal/settings"
	"alertsim/internal/simulation"
)

// Timestamp is a moment in UTC, RFC 3339 with microseconds.
type Timestamp = time.Time

func timestamp(t time.Time) Timestamp { return t.UTC() }

// optional is nil for a moment that has not come.
func optional(t time.Time) *Timestamp {
	if t.IsZero() {
		return nil
	}
	return new(timestamp(t))
}

// SimulationSummary is a simulation in the history.
type SimulationSummary struct {
	ID         string                   `json:"id"`
	State      simulation.State         `json:"state" enum:"preparing,ready,running,completed,cancelled,failed"`
	Reason     string                   `json:"reason,omitempty" doc:"Why it was cancelled or failed."`
	Engine     int                      `json:"engineVersion" doc:"Of the program that created it: workers of another version leave it alone, because they count otherwise."`
	Notice     string                   `json:"engineNotice,omitempty" doc:"What that means, where this program has another version."`
	Settings   settings.Settings        `json:"settings"`
	CreatedAt  Timestamp                `json:"createdAt"`
	ReadyAt    *Timestamp               `json:"readyAt,omitempty"`
	StartedAt  *Timestamp               `json:"startedAt,omitempty"`
	FinishedAt *Timestamp               `json:"finishedAt,omitempty"`
	Progress   Progress                 `json:"progress"`
	Objectives []result.ObjectiveStatus `json:"objectives" nullable:"false"`
}

// Simulation is everything the monitor shows.
type Simulation struct {
	SimulationSummary
	Sentence    string           `json:"sentence" doc:"How far it is, in English; what it came to once it is completed. What the whole will come to is in forecast.answer."`
	ShardsReady int              `json:"shardsReady" doc:"Shards whose preparation is done."`
	Shards      []Shard          `json:"shards" nullable:"false"`
	Timeline    *result.Timeline `json:"timeline,omitempty" doc:"What ended when, in whole bins up to the slowest shard's clock; of a cancelled or failed run all that ended."`
	Latency     *result.Latency  `json:"latency,omitempty" doc:"Time to delivery over the delivered messages, once completed."`
	Forecast    *result.Forecast `json:"forecast,omitempty" doc:"What the whole run will come to, once that is computed."`
}

// Progress is how far a simulation is. messages = delivered + failed + expired
// + unreachable + inFlight + waiting, and acknowledged ≤ delivered, always.
type Progress struct {
	Messages         int64    `json:"messages"`
	Delivered        int64    `json:"delivered"`
	Failed           int64    `json:"failed"`
	Expired          int64    `json:"expired"`
	Unreachable      int64    `json:"unreachable" doc:"Messages whose recipients have none of the channels."`
	InFlight         int64    `json:"inFlight" doc:"Messages in an attempt now that were not delivered before it."`
	Waiting          int64    `json:"waiting" doc:"Messages that were never delivered and are in a queue, in backoff or between steps."`
	Attempts         int64    `json:"attempts" doc:"Attempts that have ended."`
	Acknowledged     int64    `json:"acknowledged" doc:"Messages, of those delivered."`
	Repeats          int64    `json:"repeats" doc:"Attempts that delivered a message once more."`
	AverageSendTime  float64  `json:"averageSendTime" doc:"Mean duration of the ended attempts in seconds."`
	Throughput       float64  `json:"throughput" doc:"Messages ended per simulated second."`
	SimulatedSeconds float64  `json:"simulatedSeconds" doc:"The simulated clock of the slowest shard."`
	WallSeconds      float64  `json:"wallSeconds" doc:"Time since the start on the wall."`
	LagSeconds       float64  `json:"lagSeconds" doc:"How far the slowest shard is behind an ideal worker, in seconds on the wall."`
	EtaSeconds       *float64 `json:"etaSeconds" doc:"Seconds left on the wall; null while nobody can know."`
}

// Shard is a fixed range of the simulation's senders.
type Shard struct {
	Index      int                   `json:"index"`
	State      simulation.ShardState `json:"state" enum:"preparing,ready,running,done,closed"`
	Senders    int                   `json:"senders"`
	Clock      float64               `json:"clock" doc:"Its simulated clock in seconds."`
	Delivered  int64                 `json:"delivered"`
	Failed     int64                 `json:"failed"`
	Expired    int64                 `json:"expired"`
	InFlight   int64                 `json:"inFlight"`
	LagSeconds float64               `json:"lagSeconds"`

	Unreachable  int64 `json:"unreachable"`
	Acknowledged int64 `json:"acknowledged"`
	Repeats      int64 `json:"repeats"`

	HeartbeatAt Timestamp `json:"heartbeatAt" doc:"When its worker was last heard of."`
	Token       int64     `json:"token" doc:"The fencing token: how often it was claimed."`
	HandOvers   int       `json:"handOvers" doc:"How often it went on to another worker."`
}
