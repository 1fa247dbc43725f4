import type { Forecast, SenderGroup, Settings } from '@/api/types';
import type { Band, Calendar, Mark } from '../charts/types';
import { formatCount, formatCounted, formatNumber, formatShare } from '../format';
import { agrees } from '../zone';
import { between, joined, openSpans, type Span } from './openHours';

/** What happens around the curves of a run. */
export interface Events {
  bands: Band[];
  marks: Mark[];
}

type Dates = Pick<Forecast, 'dates'> | undefined;

/** Where the times of a run are on the calendar, if it is on one and the browser has the zone's clocks as the server has them. */
export function calendarOf({ startAt, zone }: Settings, forecast: Dates): Calendar | undefined {
  if (!startAt || !zone) return undefined;
  const { start = startAt, makespan, p50, p95 } = forecast?.dates ?? {};
  const known = forecast?.dates ? [start, makespan, p50, p95] : [];
  return agrees(zone, known) ? { start, zone } : undefined;
}

/** What the settings say of the course of the sending, up to an end in simulated seconds. */
export function eventsOf(settings: Settings, calendar: Calendar | undefined, end: number): Events {
  const { audience = [], caps = [], senderGroups, timeToLive } = settings;
  const marks: Mark[] = [
    ...audience.flatMap(({ name, at = 0 }) =>
      at > 0 ? [{ at, words: `the messages of ${name} come` }] : [],
    ),
    ...senderGroups.flatMap(changesOf),
    ...caps.flatMap(({ name, unit, timetable = [] }) =>
      timetable.map(({ at, count }) => ({ at, words: `cap ${name}: ${formatCount(count)} ${unit}` })),
    ),
    ...(timeToLive === null ? [] : [{ at: timeToLive, words: 'the time to live is up' }]),
  ];
  return {
    bands: senderGroups.flatMap((group) => closedOf(group, calendar, end)),
    marks: marks.filter(({ at }) => at <= end),
  };
}

/** What a timetable changes, but for that it opens and closes. */
function changesOf({ name, rateUnit, timetable = [] }: SenderGroup): Mark[] {
  return timetable.flatMap(({ at, ratePerSecond, senders, failureRate, sendTimeFactor }) => {
    const rate =
      ratePerSecond === null ? 'no rate limit' : `${formatNumber(ratePerSecond ?? 0)} ${rateUnit} per second`;
    const said = [
      ratePerSecond !== undefined && rate,
      senders !== undefined && formatCounted(senders, 'sender'),
      failureRate !== undefined && `${formatShare(failureRate)} fail`,
      sendTimeFactor !== undefined && `send times × ${formatNumber(sendTimeFactor)}`,
    ].filter((words) => words !== false);
    return said.length > 0 ? [{ at, words: `${name}: ${said.join(', ')}` }] : [];
  });
}

/** When a group starts nothing: by its timetable, and by its opening hours. */
function closedOf(group: SenderGroup, calendar: Calendar | undefined, end: number): Band[] {
  const closed = shutOf(group);
  if (group.openHours && calendar) {
    const { start, zone } = calendar;
    closed.push(...between(openSpans(group.openHours, Date.parse(start), zone, end), end));
  }
  return joined(closed)
    .filter(({ from }) => from < end)
    .map(({ from, to }) => ({
      lane: group.name,
      what: 'closed',
      from,
      to: to >= end ? Infinity : to, // it may well go on, but nothing is told of that
    }));
}

function shutOf({ timetable = [] }: SenderGroup): Span[] {
  const turns = [...timetable].sort((a, b) => a.at - b.at).filter(({ open }) => open !== undefined);
  return turns.flatMap(({ at, open }, index) =>
    open === false ? [{ from: at, to: turns[index + 1]?.at ?? Infinity }] : [],
  );
}
