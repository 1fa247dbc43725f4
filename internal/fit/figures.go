package fit

import "alertsim/internal/settings"

// ChannelFit is what is known of the recipients of a channel.
type ChannelFit struct {
	Name string `json:"name"` // "": the log has no channels
	// Never is the share of the recipients to whom nothing can be delivered, apart from failures of an attempt; nil: nobody
	// was tried twice, so the two cannot be told apart.
	Never        *Estimate `json:"neverReached,omitempty"`
	Confirmed    *Estimate `json:"acknowledged,omitempty"` // share of the deliveries
	ConfirmTimes *Times    `json:"acknowledgementTimes,omitempty"`
}

// GroupFit is what is known of a group of senders.
type GroupFit struct {
	Name     string `json:"name"`
	Channel  string `json:"channel,omitempty"`
	Attempts int64  `json:"attempts"`
	// Delivered and the other shares are of the attempts whose end is known. Failures for good are a share of the failures.
	Delivered   Estimate     `json:"delivered"`
	FailureRate Estimate     `json:"failureRate"` // of attempts to recipients who can be reached
	Permanent   *Estimate    `json:"permanentShare,omitempty"`
	Outcomes    []OutcomeFit `json:"outcomes"`
	// SendTimes are those of all attempts where outcomes do not differ in them; nil: they do.
	SendTimes *Times `json:"sendTimes,omitempty"`
	// LeastDelivered and MostDelivered are the delivered of all attempts, those with an open or unknown end once as
	// failures and once as deliveries.
	LeastDelivered float64 `json:"leastDelivered"`
	MostDelivered  float64 `json:"mostDelivered"`

	Rate    RateFit    `json:"rate"`
	Senders SendersFit `json:"senders"`
	Burst   int64      `json:"burst,omitempty"` // 0: not seen
}

// OutcomeFit is one way in which attempts of a group end.
type OutcomeFit struct {
	Word  string                 `json:"word"`
	Kind  Kind                   `json:"kind"`
	Count int64                  `json:"count"`
	Share Estimate               `json:"share"`           // of the attempts whose end is known
	Model Estimate               `json:"model"`           // of the attempts to recipients who can be reached, as a scenario has it
	As    settings.OutcomeResult `json:"as"`              // what it is in a scenario
	Times *Times                 `json:"times,omitempty"` // nil: no row has both times
}

// RateFit is how fast a group started attempts while first attempts were left.
type RateFit struct {
	Sustained Estimate `json:"sustained"` // starts a second
	Most      int64    `json:"mostInASecond"`
	// Binds is true where starts came at an even pace, so that something limited them.
	Binds bool      `json:"binds"`
	Limit *Estimate `json:"limit,omitempty"` // starts a second
	Even  float64   `json:"even"`            // the share of the starts that came at that pace
}

// SendersFit is how many attempts of a group were under way at once.
type SendersFit struct {
	Most  int64   `json:"most"`
	Share float64 `json:"share"` // of the time with first attempts left in which so many were
	Binds bool    `json:"binds"`
}

// RetryFit is the wait after an attempt that failed.
type RetryFit struct {
	Channel string   `json:"channel,omitempty"`
	After   int      `json:"after"` // the number of the attempt, from 1
	Count   int64    `json:"count"`
	Median  Estimate `json:"median"` // seconds
	Low     Estimate `json:"low"`    // the least and the most that was waited, without what senders or rates added
	High    Estimate `json:"high"`
	Added   float64  `json:"added"` // seconds that senders or rates may have added to a wait
	Free    bool     `json:"free"`  // whether that is little, or none
}

// AudienceFit is a part of the recipients.
type AudienceFit struct {
	Name     string   `json:"name"`
	Share    Estimate `json:"share"`
	Messages int64    `json:"messages"`
	At       float64  `json:"at"` // seconds from the first start to its own
	Channels []string `json:"channels,omitempty"`
}

// StepsFit is the order in which channels were tried.
type StepsFit struct {
	Channels []string  `json:"channels"`
	Wait     *Estimate `json:"wait,omitempty"` // seconds from a delivery to the next step
	Share    float64   `json:"share"`          // of the recipients with several channels who had them in this order
}

// CapFit is a bound that seems to hold starts back.
type CapFit struct {
	Group    string  `json:"group"`
	Count    int64   `json:"count"`
	Seconds  float64 `json:"seconds"`         // of its window
	Daily    string  `json:"daily,omitempty"` // the time of day at which it begins anew, instead
	Fails    bool    `json:"fails"`           // what was over it was refused
	Why      string  `json:"why"`
	audience []string
}

// Pause is a time in which nothing was started though something waited.
type Pause struct {
	Group string  `json:"group"`
	From  float64 `json:"from"` // seconds from the first start
	To    float64 `json:"to"`
}
