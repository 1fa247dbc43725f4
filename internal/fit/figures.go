package fit

import "alertsim/internal/settings"

// ChannelFit is what is known of the recipients of a channel.
type ChannelFit struct {
	Name         string    `json:"name" doc:"Empty: the log has no channels."`
	Never        *Estimate `json:"neverReached,omitempty" doc:"Share of the recipients to whom nothing can be delivered, apart from failures of an attempt; absent where nobody was tried twice, so that the two cannot be told apart."`
	Confirmed    *Estimate `json:"acknowledged,omitempty" doc:"Share of the deliveries."`
	ConfirmTimes *Times    `json:"acknowledgementTimes,omitempty"`
}

// GroupFit is what is known of a group of senders.
type GroupFit struct {
	Name           string       `json:"name"`
	Channel        string       `json:"channel,omitempty"`
	Attempts       int64        `json:"attempts"`
	Delivered      Estimate     `json:"delivered" doc:"Share of the attempts whose end is known."`
	FailureRate    Estimate     `json:"failureRate" doc:"Of attempts to recipients who can be reached."`
	Permanent      *Estimate    `json:"permanentShare,omitempty" doc:"Share of the failures that are for good."`
	Outcomes       []OutcomeFit `json:"outcomes" nullable:"false"`
	SendTimes      *Times       `json:"sendTimes,omitempty" doc:"Of all attempts where outcomes do not differ in them; absent where they do."`
	LeastDelivered float64      `json:"leastDelivered" doc:"Delivered of all attempts, those with an open or unknown end as failures."`
	MostDelivered  float64      `json:"mostDelivered" doc:"The same with those as deliveries."`

	Rate    RateFit    `json:"rate"`
	Senders SendersFit `json:"senders"`
	Burst   int64      `json:"burst,omitempty" doc:"Absent: none is seen."`
}

// OutcomeFit is one way in which attempts of a group end.
type OutcomeFit struct {
	Word  string                 `json:"word"`
	Kind  Kind                   `json:"kind"`
	Count int64                  `json:"count"`
	Share Estimate               `json:"share" doc:"Of the attempts whose end is known."`
	Model Estimate               `json:"model" doc:"Of the attempts to recipients who can be reached, as a scenario has it."`
	As    settings.OutcomeResult `json:"as" doc:"What it is in a scenario."`
	Times *Times                 `json:"times,omitempty" doc:"Absent: no row has both times, or the outcomes do not differ in them."`
}

// RateFit is how fast a group started attempts while first attempts were left.
type RateFit struct {
	Sustained Estimate  `json:"sustained" doc:"Starts a second, while first attempts were left."`
	Most      int64     `json:"mostInASecond"`
	Binds     bool      `json:"binds" doc:"Whether starts came at an even pace, so that something limited them."`
	Limit     *Estimate `json:"limit,omitempty" doc:"Starts a second."`
	Even      float64   `json:"even" doc:"Share of the starts that came at that pace."`
}

// SendersFit is how many attempts of a group were under way at once.
type SendersFit struct {
	Most  int64   `json:"most"`
	Share float64 `json:"share" doc:"Of the time with first attempts left, in which so many were."`
	Binds bool    `json:"binds"`
}

// RetryFit is the wait after an attempt that failed.
type RetryFit struct {
	Channel string   `json:"channel,omitempty"`
	After   int      `json:"after" doc:"The number of the attempt, from 1."`
	Count   int64    `json:"count"`
	Median  Estimate `json:"median" doc:"Seconds."`
	Low     Estimate `json:"low" doc:"The least that was waited, without what senders or rates added."`
	High    Estimate `json:"high" doc:"The most."`
	Added   float64  `json:"added" doc:"Seconds that senders or rates may have added to a wait."`
	Free    bool     `json:"free" doc:"Whether that is little, or none."`
}

// AudienceFit is a part of the recipients.
type AudienceFit struct {
	Name     string   `json:"name"`
	Share    Estimate `json:"share"`
	Messages int64    `json:"messages"`
	At       float64  `json:"at" doc:"Seconds from the first start to its own."`
	Channels []string `json:"channels,omitempty"`
}

// StepsFit is the order in which channels were tried.
type StepsFit struct {
	Channels []string  `json:"channels" nullable:"false"`
	Wait     *Estimate `json:"wait,omitempty" doc:"Seconds from a delivery to the next step."`
	Share    float64   `json:"share" doc:"Of the recipients with several channels, who had them in this order."`
}

// CapFit is a bound that seems to hold starts back.
type CapFit struct {
	Group    string  `json:"group"`
	Count    int64   `json:"count"`
	Seconds  float64 `json:"seconds" doc:"Of its window."`
	Daily    string  `json:"daily,omitempty" doc:"The time of day at which it begins anew, instead."`
	Fails    bool    `json:"fails" doc:"Whether what was over it was refused."`
	Why      string  `json:"why"`
	audience []string
}

// Pause is a time in which nothing was started though something waited.
type Pause struct {
	Group string  `json:"group"`
	From  float64 `json:"from" doc:"Seconds from the first start."`
	To    float64 `json:"to"`
}
