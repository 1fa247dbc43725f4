import type { SenderGroup, Settings } from '@/api/types';
import { formatCount, formatCounted, formatNumber, formatShare, formatTime } from './format';
import { retryInWords, sendTimeOf } from './settingsInWords';

/** A part of the settings that need not be given. */
export interface Part {
  name: string;
  value: unknown;
  words: string;
}

type Element<Name extends keyof Settings> = Extract<NonNullable<Settings[Name]>, unknown[]>[number];
type GroupElement<Name extends keyof SenderGroup> = Extract<
  NonNullable<SenderGroup[Name]>,
  unknown[]
>[number];

/** What the settings say of channels, steps, recipients, caps, dates and money, as far as they do. */
export function partsOf(settings: Settings): Part[] {
  const { startAt, zone, channels, steps, cycles, until, audience, caps, currency } = settings;
  return given([
    ['Start on the calendar', [startAt, zone], startAt && `${startAt}, ${zone ?? ''}`],
    ['Channels', channels, channels?.map(channelOf).join('; ')],
    ['Steps', [steps, cycles, until], stepsOf(settings)],
    ['Audiences', audience, audience?.map(audienceOf).join('; ')],
    ['Caps', caps, caps?.map(capOf).join('; ')],
    ['Currency', currency, currency],
  ]);
}

/** The same of a sender group. */
export function groupPartsOf({ channel, timetable, openHours, price }: SenderGroup): Part[] {
  return given([
    ['channel', channel, channel],
    ['timetable', timetable, timetable?.map(changeOf).join('; ')],
    ['opening hours', openHours, openHours?.map(spanOf).join(', ')],
    ['price', price, price && priceOf(price)],
  ]);
}

function given(parts: [name: string, value: unknown, words: string | undefined][]): Part[] {
  return parts.flatMap(([name, value, words]) => (words ? [{ name, value, words }] : []));
}

/** What is said of the things that are there. */
function listed(...parts: (string | false | undefined)[]): string {
  return parts.filter((part) => typeof part === 'string' && part !== '').join(', ');
}

function channelOf({ name, neverReached, acknowledgement }: Element<'channels'>): string {
  return listed(
    name,
    neverReached !== undefined && `${formatShare(neverReached)} never reached`,
    acknowledgement &&
      `${formatShare(acknowledgement.share)} confirmed (${sendTimeOf(acknowledgement.time)})`,
  );
}

function stepsOf({ steps = [], cycles, until }: Settings): string {
  const ladder = steps.map(({ channel, wait, retry }) =>
    listed(channel, `wait ${formatTime(wait)}`, retry && retryInWords(retry)),
  );
  return listed(
    ladder.join('; then '),
    cycles !== undefined && `${formatCount(cycles)} times`,
    until === 'acknowledged' && 'until confirmed',
  );
}

function audienceOf({ name, share, messages, channels, priority, at }: Element<'audience'>): string {
  return listed(
    name,
    share !== undefined && formatShare(share),
    messages !== undefined && formatCounted(messages, 'message'),
    channels && (channels.length > 0 ? `only ${channels.join(' and ')}` : 'no channel'),
    priority !== undefined && `priority ${priority}`,
    at !== undefined && `from ${formatTime(at)}`,
  );
}

function capOf({ name, count, unit, groups, audience, window, over, timetable }: Element<'caps'>): string {
  const span = window.daily
    ? `a day from ${window.at ?? '00:00'} in ${window.daily}`
    : `in ${formatTime(window.seconds ?? 0)}`;
  return listed(
    `${name}: ${formatCount(count)} ${unit} ${span}`,
    groups && `of ${groups.join(' and ')}`,
    audience && `to ${audience.join(' and ')}`,
    over === 'fail' ? 'what is over fails' : 'what is over waits',
    timetable?.map((change) => `${formatCount(change.count)} from ${formatTime(change.at)}`).join(', '),
  );
}

function changeOf(change: GroupElement<'timetable'>): string {
  const { at, ratePerSecond, senders, failureRate, sendTimeFactor, open, abort } = change;
  const rate = ratePerSecond === null ? 'no rate limit' : `${formatNumber(ratePerSecond ?? 0)} per second`;
  return listed(
    `from ${formatTime(at)}`,
    ratePerSecond !== undefined && rate,
    senders !== undefined && formatCounted(senders, 'sender'),
    failureRate !== undefined && `${formatShare(failureRate)} fail`,
    sendTimeFactor !== undefined && `send times × ${formatNumber(sendTimeFactor)}`,
    open !== undefined && (open ? 'open' : 'closed'),
    abort && 'what is under way ends',
  );
}

function spanOf({ days, from, to }: GroupElement<'openHours'>): string {
  return `${days ? `${days.join(' ')} ` : ''}${from} to ${to}`;
}

function priceOf(price: NonNullable<SenderGroup['price']>): string {
  const { increment, billed, ...amounts } = price;
  const said = prices.map(
    ([name, words]) => amounts[name] !== undefined && `${formatNumber(amounts[name])} ${words}`,
  );
  return (
    listed(
      ...said,
      increment !== undefined && `billed by ${formatTime(increment)}`,
      billed === 'delivered' && 'for what was delivered',
    ) || 'nothing'
  );
}

const prices = [
  ['perPart', 'a part'],
  ['perAttempt', 'an attempt'],
  ['perMinute', 'a minute'],
  ['perMonth', 'a month'],
  ['once', 'once'],
] as const;
