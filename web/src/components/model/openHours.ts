import type { SenderGroup } from '@/api/types';
import { stretchesOf } from '../zone';

type Hours = NonNullable<SenderGroup['openHours']>[number];

/** In seconds of simulated time, or in milliseconds of the clock. */
export interface Span {
  from: number;
  to: number;
}

const day = 86_400_000;
const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/**
 * When a group is open by its hours, from the start (a moment in milliseconds) for so many seconds. Of each stretch in which
 * clocks are not set, what they read decides, as on the server (internal/calendar): an hour that is read twice is open twice,
 * one that is skipped does not come.
 */
export function openSpans(hours: readonly Hours[], start: number, zone: string, seconds: number): Span[] {
  const spans = stretchesOf(zone, start, start + seconds * 1000).flatMap(({ from, to, offset }) =>
    daysOf(from + offset, to + offset).flatMap((midnight) =>
      hours
        .filter(({ days: on }) => !on || on.includes(weekdayOf(midnight)))
        .flatMap((span): Span[] => {
          const begin = Math.max(midnight + readingOf(span.from), from + offset);
          const after = readingOf(span.to) > readingOf(span.from) ? 0 : day;
          const end = Math.min(midnight + readingOf(span.to) + after, to + offset);
          return end > begin ? [{ from: begin - offset, to: end - offset }] : [];
        }),
    ),
  );
  return joined(spans).map(({ from, to }) => ({ from: (from - start) / 1000, to: (to - start) / 1000 }));
}

/** The midnights of what clocks read, from that of the day before on, whose hours may run over it. */
function daysOf(from: number, to: number): number[] {
  const first = Math.floor(from / day) - 1;
  return Array.from({ length: Math.ceil(to / day) - first }, (_, index) => (first + index) * day);
}

function weekdayOf(midnight: number) {
  return days[new Date(midnight).getUTCDay()] ?? 'sunday';
}

/** 08:30 in milliseconds after midnight. */
function readingOf(clock: string): number {
  const [hours, minutes] = clock.split(':').map(Number);
  return ((hours ?? 0) * 60 + (minutes ?? 0)) * 60_000;
}

/** In order, and those as one that touch. */
export function joined(spans: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = out.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else out.push({ ...span });
  }
  return out;
}

/** What lies between spans that are joined, from 0 to an end. */
export function between(spans: readonly Span[], end: number): Span[] {
  const edges = [0, ...spans.flatMap(({ from, to }) => [from, to]), end];
  return Array.from({ length: edges.length / 2 }, (_, index) => ({
    from: edges[2 * index] ?? 0,
    to: edges[2 * index + 1] ?? end,
  })).filter(({ from, to }) => to > from);
}
