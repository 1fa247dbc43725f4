import type { Band } from '@/components/charts/types';
import { formatCount, formatDuration } from '@/components/format';
import type { Moments } from '@/api/types';

/** How a sender group stands at an instant. */
export interface GroupNow {
  name: string;
  channel: string | undefined;
  /** The most that it ever has. */
  senders: number;
  busy: number;
  /** Since the instant before, in a simulated second. */
  started: number;
  delivered: number;
  /** Attempts that reached nobody, or somebody once more. */
  other: number;
  closed: boolean;
}

/** How the sending stands at an instant. All but the groups adds up to the messages. */
export interface Now {
  seconds: number;
  messages: number;
  untried: number;
  again: number;
  waiting: number;
  inFlight: number;
  delivered: number;
  failed: number;
  expired: number;
  unreachable: number;
  /** Of those delivered. */
  acknowledged: number;
  groups: GroupNow[];
}

/** How it stands at one of the instants; groups are closed as the bands of the charts say. */
export function nowAt(moments: Moments, index: number, bands: readonly Band[] = []): Now {
  const { seconds, groups, unreachable, acknowledged } = moments;
  const at = (list: readonly number[] | undefined) => list?.[index] ?? 0;
  const time = at(seconds);
  const waiting = at(moments.untried) + at(moments.again);
  const ended = at(moments.delivered) + at(moments.failed) + at(moments.expired) + unreachable;
  return {
    seconds: time,
    messages: waiting + at(moments.inFlight) + ended,
    untried: at(moments.untried),
    again: at(moments.again),
    waiting,
    inFlight: at(moments.inFlight),
    delivered: at(moments.delivered),
    failed: at(moments.failed),
    expired: at(moments.expired),
    unreachable,
    acknowledged: at(acknowledged),
    groups: groups.map((group) => {
      const span = time - (seconds[index - 1] ?? time);
      const since = (list: readonly number[]) => at(list) - (list[index - 1] ?? 0);
      const perSecond = (count: number) => (span > 0 ? count / span : 0);
      return {
        name: group.name,
        channel: group.channel,
        senders: Math.max(group.senders, ...group.busy),
        busy: at(group.busy),
        started: perSecond(since(group.attempts) + since(group.busy)),
        delivered: perSecond(since(group.delivered)),
        other: perSecond(since(group.attempts) - since(group.delivered)),
        closed: bands.some(({ lane, from, to }) => lane === group.name && from <= time && time < to),
      };
    }),
  };
}

/** The last instant that is not after so many seconds. */
export function lastBefore({ seconds }: Moments, until: number): number {
  return Math.max(
    0,
    seconds.findLastIndex((at) => at <= until),
  );
}

/** The most that a group starts in a simulated second, at any of the instants. */
export function fastest(moments: Moments): number {
  const starts = moments.seconds.flatMap((_, index) => nowAt(moments, index).groups);
  return starts.reduce((most, { started }) => Math.max(most, started), 0);
}

/** What the picture shows, for who does not see it. */
export function inWords(now: Now): string {
  const { seconds, messages, untried, again, inFlight, delivered, acknowledged } = now;
  const others = [
    [now.failed, 'failed'],
    [now.expired, 'expired'],
    [now.unreachable, 'unreachable'],
  ] as const;
  const people = [
    `${formatCount(delivered)} of ${formatCount(messages)} reached`,
    acknowledged > 0 && `${formatCount(acknowledged)} confirmed`,
    ...others.map(([count, words]) => count > 0 && `${formatCount(count)} ${words}`),
    untried > 0 && `${formatCount(untried)} waiting`,
    again > 0 && `${formatCount(again)} waiting for another attempt`,
    inFlight > 0 && `${formatCount(inFlight)} in flight`,
  ].filter((words) => words !== false);
  const groups = now.groups.map(
    ({ name, busy, senders, closed }) =>
      `${name}: ${closed ? 'closed, ' : ''}${formatCount(busy)} of ${formatCount(senders)} senders busy`,
  );
  return `After ${formatDuration(seconds)}: ${people.join(', ')}. ${groups.join('. ')}.`;
}
