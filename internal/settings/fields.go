package settings

import "slices"

// Fields lists every field of the settings in the order of the form.
var Fields = slices.Concat(
	alertFields, calendarFields, channelFields, audienceFields, groupFields, capFields,
	retryFields("retry", "How temporary failures are tried again."), orderFields, runFields, objectiveFields,
)

var alertFields = []Field{
	{Path: "name", Kind: KindText, Minimum: 0, Maximum: 80, Default: "Unnamed alert", Unit: "characters",
		Description: "What the alert is called in the history."},
	{Path: "text", Kind: KindText, Minimum: 0, Maximum: 1600, Default: "", Unit: "characters", Lines: true,
		Description: "What the alert says, or its name if absent. Over 160 characters it is sent in several parts, which count against rate limits."},
	{Path: "messages", Kind: KindInteger, Minimum: 1, Maximum: 100_000_000, Default: 1000, Unit: "messages",
		Description: "How many recipients the alert has, one message each."},
	{Path: "seed", Kind: KindInteger, Minimum: 0, Maximum: MaxSeed,
		Description: "The random seed; the same settings with the same seed give the same result. Random if absent."},
}

var calendarFields = []Field{
	{Path: "startAt", Kind: KindText, Minimum: 0, Maximum: 40, Default: "", Unit: "characters",
		Description: "When the alert starts, as 2026-03-28T20:00:00+01:00; with it results have dates. Goes with zone."},
	{Path: "zone", Kind: KindText, Minimum: 0, Maximum: 64, Default: "", Unit: "characters",
		Description: "The time zone whose clocks count, as Europe/Berlin. Goes with startAt."},
}

var channelFields = slices.Concat([]Field{
	{Path: "channels", Kind: KindList, Minimum: 1, Maximum: 8, Unit: "channels",
		Description: "The ways to reach recipients, as SMS or calls; a single one without a name if absent."},
	{Path: "channels[]", Kind: KindObject, Description: "One channel."},
	{Path: "channels[].name", Kind: KindText, Minimum: 1, Maximum: 80, Unit: "characters",
		Description: "What the channel is called; sender groups, steps and audiences name it."},
	{Path: "channels[].neverReached", Kind: KindNumber, Minimum: 0, Maximum: 1, Default: 0.0,
		Description: "Share of the recipients to whom no attempt over this channel ever delivers, as wrong numbers."},
	{Path: "channels[].acknowledgement", Kind: KindObject, Description: "How recipients confirm what was delivered; nobody does if absent."},
	{Path: "channels[].acknowledgement.share", Kind: KindNumber, Minimum: 0, Maximum: 1,
		Description: "Share of the deliveries that are confirmed."},
}, sendTimeFields("channels[].acknowledgement.time", 604_800, "After how long a delivery is confirmed.", false), []Field{
	{Path: "steps", Kind: KindList, Minimum: 1, Maximum: 8, Unit: "steps",
		Description: "The channels that are tried one after the other until a message is delivered or confirmed; if absent, the first one its recipient has."},
	{Path: "steps[]", Kind: KindObject, Description: "One step."},
	{Path: "steps[].channel", Kind: KindText, Minimum: 1, Maximum: 80, Unit: "characters",
		Description: "The channel of this step."},
	{Path: "steps[].wait", Kind: KindNumber, Minimum: 0, Maximum: 604_800, Default: 300.0, Unit: "seconds",
		Description: "How long is waited for a confirmation after a delivery before the next step."},
}, retryFields("steps[].retry", "How this step is tried again, instead of the settings' own retry."), []Field{
	{Path: "cycles", Kind: KindInteger, Minimum: 1, Maximum: 10, Default: 1, Unit: "times",
		Description: "How often the list of steps is gone through."},
	{Path: "until", Kind: KindChoice, Default: string(UntilDelivered), Choices: names(Untils),
		Description: "When a message needs no further step: once it is delivered, or once it is confirmed."},
})

var audienceFields = []Field{
	{Path: "audience", Kind: KindList, Minimum: 1, Maximum: MaxAudiences, Unit: "audiences",
		Description: "Parts of the recipients that differ in their channels, priority or start; all alike if absent."},
	{Path: "audience[]", Kind: KindObject, Description: "One part of the recipients."},
	{Path: "audience[].name", Kind: KindText, Minimum: 1, Maximum: 80, Unit: "characters",
		Description: "What the audience is called."},
	{Path: "audience[].share", Kind: KindNumber, Minimum: 0, Maximum: 1,
		Description: "Which share of all messages it has; or give messages."},
	{Path: "audience[].messages", Kind: KindInteger, Minimum: 0, Maximum: MaxExtendedMessages, Unit: "messages",
		Description: "How many messages it has; or give share."},
	{Path: "audience[].channels", Kind: KindList, Minimum: 0, Maximum: 8, Unit: "channels",
		Description: "The channels that its recipients have; all if absent."},
	{Path: "audience[].channels[]", Kind: KindText, Minimum: 1, Maximum: 80, Unit: "characters",
		Description: "The name of a channel."},
	{Path: "audience[].priority", Kind: KindInteger, Minimum: 0, Maximum: 9, Default: 0,
		Description: "A higher priority is sent first."},
	{Path: "audience[].at", Kind: KindNumber, Minimum: 0, Maximum: MaxInstant, Default: 0.0, Unit: "seconds",
		Description: "When its messages come, counted from the start."},
}

var groupFields = slices.Concat([]Field{
	{Path: "senderGroups", Kind: KindList, Minimum: 1, Maximum: 8, Unit: "groups",
		Description: "The senders, in groups that share send time, failure rate and rate limit."},
	{Path: "senderGroups[]", Kind: KindObject, Description: "One group of senders."},
	{Path: "senderGroups[].name", Kind: KindText, Minimum: 0, Maximum: 80, Default: "sms", Unit: "characters",
		Description: "What the group is called."},
	{Path: "senderGroups[].channel", Kind: KindText, Minimum: 0, Maximum: 80, Default: "", Unit: "characters",
		Description: "The channel that it works on; needed if there are several."},
	{Path: "senderGroups[].senders", Kind: KindInteger, Minimum: 1, Maximum: MaxSenders, Default: 4, Unit: "senders",
		Description: "Channels of the group, each carrying one message at a time."},
}, sendTimeFields("senderGroups[].sendTime", 3600, "How long one attempt takes.", true), []Field{
	{Path: "senderGroups[].failureRate", Kind: KindNumber, Minimum: 0, Maximum: 1, Default: 0.0,
		Description: "Share of attempts that fail."},
	{Path: "senderGroups[].permanentShare", Kind: KindNumber, Minimum: 0, Maximum: 1, Default: 0.0,
		Description: "Share of failures that are permanent: no retry is made."},
	{Path: "senderGroups[].outcomes", Kind: KindList, Minimum: 2, Maximum: 8, Unit: "outcomes",
		Description: "How attempts end, each way with its own duration, as answered or busy; instead of send time, failure rate and permanent share."},
	{Path: "senderGroups[].outcomes[]", Kind: KindObject, Description: "One way in which an attempt ends."},
	{Path: "senderGroups[].outcomes[].name", Kind: KindText, Minimum: 1, Maximum: 80, Unit: "characters",
		Description: "What the outcome is called."},
	{Path: "senderGroups[].outcomes[].share", Kind: KindNumber, Minimum: 0, Maximum: 1,
		Description: "Share of the attempts that end so; all outcomes together are 1."},
	{Path: "senderGroups[].outcomes[].result", Kind: KindChoice, Choices: names(OutcomeResults),
		Description: "What it means: delivered, a temporary failure that is tried again, or a permanent one."},
}, sendTimeFields("senderGroups[].outcomes[].sendTime", 3600, "How long an attempt takes that ends so.", false), []Field{
	{Path: "senderGroups[].ratePerSecond", Kind: KindNumber, Minimum: 0.01, Maximum: 10_000, Nullable: true, Unit: "per second",
		Description: "Parts or messages a second that the provider allows the whole group; null for no limit."},
	{Path: "senderGroups[].rateUnit", Kind: KindChoice, Default: string(Parts), Choices: names(RateUnits),
		Description: "What the rate limit counts: parts of the text, as for SMS, or whole messages, as for e-mail."},
	{Path: "senderGroups[].burst", Kind: KindInteger, Minimum: 1, Maximum: 1_000_000, Default: 1, Unit: "attempts",
		Description: "Attempts that may start at once where the rate limit was not used for a while."},
	{Path: "senderGroups[].timetable", Kind: KindList, Minimum: 1, Maximum: 100, Unit: "changes",
		Description: "What changes in the course of the sending, as an outage or a ramp."},
	{Path: "senderGroups[].timetable[]", Kind: KindObject, Description: "What holds from an instant on; what is not given stays as it was."},
	{Path: "senderGroups[].timetable[].at", Kind: KindNumber, Minimum: 0, Maximum: MaxInstant, Unit: "seconds",
		Description: "When, counted from the start."},
	{Path: "senderGroups[].timetable[].ratePerSecond", Kind: KindNumber, Minimum: 0.01, Maximum: 10_000, Nullable: true, Unit: "per second",
		Description: "The rate limit from then on; null for none."},
	{Path: "senderGroups[].timetable[].senders", Kind: KindInteger, Minimum: 0, Maximum: MaxSenders, Unit: "senders",
		Description: "The senders from then on."},
	{Path: "senderGroups[].timetable[].failureRate", Kind: KindNumber, Minimum: 0, Maximum: 1, Nullable: true,
		Description: "The share of attempts that fail, of those that start from then on."},
	{Path: "senderGroups[].timetable[].sendTimeFactor", Kind: KindNumber, Minimum: 0, Maximum: 1000, Nullable: true,
		Description: "By what send times are multiplied, of attempts that start from then on."},
	{Path: "senderGroups[].timetable[].open", Kind: KindFlag, Default: true,
		Description: "Whether the group sends at all."},
	{Path: "senderGroups[].timetable[].abort", Kind: KindFlag, Default: false,
		Description: "With open false: attempts that are under way end as temporary failures."},
	{Path: "senderGroups[].openHours", Kind: KindList, Minimum: 1, Maximum: 20, Unit: "spans",
		Description: "The hours at which the group sends, by the clock of zone; always if absent."},
	{Path: "senderGroups[].openHours[]", Kind: KindObject, Description: "One span of hours."},
	{Path: "senderGroups[].openHours[].days", Kind: KindList, Minimum: 1, Maximum: 7, Unit: "days",
		Description: "The days on which it begins; every day if absent."},
	{Path: "senderGroups[].openHours[].days[]", Kind: KindChoice, Minimum: 3, Maximum: 9, Choices: names(Days), Description: "A day of the week."},
	{Path: "senderGroups[].openHours[].from", Kind: KindText, Minimum: 5, Maximum: 5, Unit: "characters",
		Description: "When it begins, as 08:00."},
	{Path: "senderGroups[].openHours[].to", Kind: KindText, Minimum: 5, Maximum: 5, Unit: "characters",
		Description: "When it ends, as 21:00; at or before from it is on the next day."},
	{Path: "senderGroups[].price", Kind: KindObject, Description: "What the provider asks for; see examples/prices."},
	{Path: "senderGroups[].price.perPart", Kind: KindNumber, Minimum: 0, Maximum: 1000, Default: 0.0, Unit: "money",
		Description: "For each part of the text of an attempt."},
	{Path: "senderGroups[].price.perAttempt", Kind: KindNumber, Minimum: 0, Maximum: 1000, Default: 0.0, Unit: "money",
		Description: "For each attempt."},
	{Path: "senderGroups[].price.perMinute", Kind: KindNumber, Minimum: 0, Maximum: 1000, Default: 0.0, Unit: "money",
		Description: "For each minute of an attempt."},
	{Path: "senderGroups[].price.increment", Kind: KindNumber, Minimum: 0.001, Maximum: 3600, Default: float64(defaultIncrement), Unit: "seconds",
		Description: "What durations are rounded up to, where minutes are billed."},
	{Path: "senderGroups[].price.billed", Kind: KindChoice, Default: string(BilledAttempts), Choices: names(BilledKinds),
		Description: "What is billed: every attempt, or those that reached their recipient."},
	{Path: "senderGroups[].price.perMonth", Kind: KindNumber, Minimum: 0, Maximum: 1_000_000_000, Default: 0.0, Unit: "money",
		Description: "A month's rent, counted once."},
	{Path: "senderGroups[].price.once", Kind: KindNumber, Minimum: 0, Maximum: 1_000_000_000, Default: 0.0, Unit: "money",
		Description: "What is paid once."},
})

var capFields = []Field{
	{Path: "caps", Kind: KindList, Minimum: 1, Maximum: 16, Unit: "caps",
		Description: "What providers allow in a day or another span; no bounds if absent."},
	{Path: "caps[]", Kind: KindObject, Description: "One bound."},
	{Path: "caps[].name", Kind: KindText, Minimum: 1, Maximum: 80, Unit: "characters", Description: "What the cap is called."},
	{Path: "caps[].count", Kind: KindInteger, Minimum: 0, Maximum: 1_000_000_000, Description: "How much may be started in its window, in its unit."},
	{Path: "caps[].unit", Kind: KindChoice, Default: string(Parts), Choices: names(RateUnits),
		Description: "What it counts: parts of the text, or whole messages."},
	{Path: "caps[].groups", Kind: KindList, Minimum: 1, Maximum: 8, Unit: "groups", Description: "The sender groups whose attempts count; all if absent."},
	{Path: "caps[].groups[]", Kind: KindText, Minimum: 1, Maximum: 80, Unit: "characters", Description: "The name of a sender group."},
	{Path: "caps[].audience", Kind: KindList, Minimum: 1, Maximum: MaxAudiences, Unit: "audiences", Description: "The audiences attempts to whom count; all if absent."},
	{Path: "caps[].audience[]", Kind: KindText, Minimum: 1, Maximum: 80, Unit: "characters", Description: "The name of an audience."},
	{Path: "caps[].window", Kind: KindObject, Description: "The span in which it counts: seconds up to now, or daily."},
	{Path: "caps[].window.seconds", Kind: KindNumber, Minimum: 0.001, Maximum: MaxInstant, Unit: "seconds",
		Description: "A rolling window: what was started in so many seconds up to now counts."},
	{Path: "caps[].window.daily", Kind: KindText, Minimum: 0, Maximum: 64, Default: "", Unit: "characters",
		Description: "The time zone whose days count, as America/New_York."},
	{Path: "caps[].window.at", Kind: KindText, Minimum: 5, Maximum: 5, Default: "", Unit: "characters",
		Description: "When such a day begins, as 08:00; midnight if absent."},
	{Path: "caps[].over", Kind: KindChoice, Default: string(Wait), Choices: names(Overs),
		Description: "What is over it waits for room, or fails: the provider refuses it for good."},
	{Path: "caps[].timetable", Kind: KindList, Minimum: 1, Maximum: 100, Unit: "changes", Description: "How the count changes in the course of the sending, as while a sender warms up."},
	{Path: "caps[].timetable[]", Kind: KindObject, Description: "What the count is from an instant on."},
	{Path: "caps[].timetable[].at", Kind: KindNumber, Minimum: 0, Maximum: MaxInstant, Unit: "seconds", Description: "When, counted from the start."},
	{Path: "caps[].timetable[].count", Kind: KindInteger, Minimum: 0, Maximum: 1_000_000_000, Description: "How much may be started in its window from then on."},
	{Path: "currency", Kind: KindText, Minimum: 0, Maximum: 12, Default: defaultCurrency, Unit: "characters",
		Description: "The currency of prices and budgets."},
}

var orderFields = []Field{
	{Path: "retry.order", Kind: KindChoice, Default: string(DueFirst), Choices: names(Orders),
		Description: "What a free sender takes first: what is due again (dueFirst), or messages that were never tried (freshFirst)."},
}

var runFields = []Field{
	{Path: "timeToLive", Kind: KindNumber, Minimum: 1, Maximum: MaxInstant, Nullable: true, Unit: "seconds",
		Description: "When messages that are still waiting expire; null for never."},
	{Path: "mode", Kind: KindChoice, Default: string(Live), Choices: names(Modes),
		Description: "Live runs against the clock on the wall, instant as fast as the processor allows."},
	{Path: "speed", Kind: KindNumber, Minimum: 1, Maximum: 1000, Default: 1.0, Unit: "simulated seconds per second",
		Description: "How fast a live simulation's clock runs."},
	{Path: "monitoringInterval", Kind: KindNumber, Minimum: 0.5, Maximum: 60, Default: 1.0, Unit: "seconds",
		Description: "How often the monitor asks for progress."},
	{Path: "autoStart", Kind: KindFlag, Default: false,
		Description: "Start as soon as everything is ready."},
}

var objectiveFields = []Field{
	{Path: "objectives", Kind: KindList, Minimum: 0, Maximum: 20, Unit: "objectives",
		Description: "What counts as going well."},
	{Path: "objectives[]", Kind: KindObject, Description: "One objective."},
	{Path: "objectives[].share", Kind: KindNumber, Minimum: 0.0001, Maximum: 1, Default: 0.95,
		Description: "Share of all messages, or of an audience's, to be delivered or confirmed."},
	{Path: "objectives[].within", Kind: KindNumber, Minimum: 0.001, Maximum: 31_622_400, Default: 900.0, Unit: "seconds",
		Description: "Time by which that share is to be delivered or confirmed; an audience's counts from its own start."},
	{Path: "objectives[].of", Kind: KindChoice, Default: string(OfDelivered), Choices: names(Ofs),
		Description: "Whether the share is of delivered or of acknowledged messages."},
	{Path: "objectives[].audience", Kind: KindText, Minimum: 0, Maximum: 80, Default: "", Unit: "characters",
		Description: "The audience whose messages the share is of; all if absent."},
	{Path: "objectives[].budget", Kind: KindNumber, Minimum: 0, Maximum: 1_000_000_000, Unit: "money",
		Description: "Instead of share and within: what the sending may cost in all."},
}

// sendTimeFields are those of a distribution of times. Without defaults its kind's parameters have to be given.
func sendTimeFields(path string, most float64, description string, defaults bool) []Field {
	out := []Field{
		{Path: path, Kind: KindObject, Description: description},
		{Path: path + ".distribution", Kind: KindChoice, Default: string(Normal), Choices: names(Distributions),
			Description: "The kind of distribution of the time."},
		{Path: path + ".mean", Kind: KindNumber, Minimum: 0.001, Maximum: most, Default: 10.0, Unit: "seconds",
			Distributions: []Distribution{Normal, Lognormal, Exponential, Constant},
			Description:   "Mean time (normal: before it is cut off at 0; constant: the time)."},
		{Path: path + ".standardDeviation", Kind: KindNumber, Minimum: 0, Maximum: most * MaxDeviationRatio, Unit: "seconds",
			Distributions: []Distribution{Normal, Lognormal},
			Description:   "Standard deviation of the time, at most ten times the mean; a fifth of the mean if absent."},
		{Path: path + ".minimum", Kind: KindNumber, Minimum: 0, Maximum: most, Default: 5.0, Unit: "seconds",
			Distributions: []Distribution{Uniform},
			Description:   "Shortest time of a uniform distribution."},
		{Path: path + ".maximum", Kind: KindNumber, Minimum: 0.001, Maximum: most, Default: 15.0, Unit: "seconds",
			Distributions: []Distribution{Uniform},
			Description:   "Longest time of a uniform distribution."},
		{Path: path + ".percentiles", Kind: KindList, Minimum: 2, Maximum: 20, Unit: "points",
			Distributions: []Distribution{Empirical},
			Description:   "Measured times of an empirical distribution, shares and seconds rising."},
		{Path: path + ".percentiles[]", Kind: KindObject, Description: "One measured percentile."},
		{Path: path + ".percentiles[].share", Kind: KindNumber, Minimum: 0, Maximum: 1,
			Description: "Share of the times that are at most that many seconds."},
		{Path: path + ".percentiles[].seconds", Kind: KindNumber, Minimum: 0, Maximum: 10 * most, Unit: "seconds",
			Description: "The time at that share."},
	}
	for i := range out {
		if f := &out[i]; !defaults && f.Kind == KindNumber {
			f.Default = nil
		}
	}
	return out
}

// retryFields are those of a retry rule.
func retryFields(path, description string) []Field {
	return []Field{
		{Path: path, Kind: KindObject, Description: description},
		{Path: path + ".maxAttempts", Kind: KindInteger, Minimum: 1, Maximum: 20, Default: 1, Unit: "attempts",
			Description: "Attempts in all, the first included; with delays one more than there are of them, if absent."},
		{Path: path + ".initialBackoff", Kind: KindNumber, Minimum: 0, Maximum: 86_400, Default: 30.0, Unit: "seconds",
			Description: "Wait before the second attempt."},
		{Path: path + ".multiplier", Kind: KindNumber, Minimum: 1, Maximum: 10, Default: 2.0,
			Description: "By how much the wait grows from attempt to attempt."},
		{Path: path + ".maxBackoff", Kind: KindNumber, Minimum: 0, Maximum: 86_400, Default: 600.0, Unit: "seconds",
			Description: "Longest wait before an attempt."},
		{Path: path + ".jitter", Kind: KindJitter, Minimum: 0, Maximum: 1, Default: true,
			Description: "Wait a random share of the backoff, so that retries do not come in waves: true for all of it, false for none, or a share of it that is random. None with delays or spread, if absent."},
		{Path: path + ".delays", Kind: KindList, Minimum: 1, Maximum: 20, Unit: "delays",
			Description: "The waits themselves, instead of a growing backoff; the last one repeats."},
		{Path: path + ".delays[]", Kind: KindNumber, Minimum: 0, Maximum: 604_800, Unit: "seconds",
			Description: "A wait before the next attempt."},
		{Path: path + ".spread", Kind: KindNumber, Minimum: 0, Maximum: 1, Default: 0.0,
			Description: "Instead of jitter: by which share of it a wait varies, both ways."},
	}
}
