import { formatCount, formatMoney, formatShare, formatTime } from '@/components/format';
import { stepOf } from '@/components/charts/scale';

/**
 * Places figures between 0 and 1: evenly from 0 on or, where the largest is many times the least, by their logarithms. As
 * the HTML report does (internal/report/studyaxis.go).
 */
export interface Axis {
  low: number;
  high: number;
  logarithmic: boolean;
  /** Seconds, senders, messages, share, or a currency. */
  unit: string;
}

/** From which ratio on small figures could not be told from 0 beside large ones. */
const manyTimes = 20;

const about = 5;

/** An axis for figures that are not negative, which begins and ends at round ones. */
export function axisOf(unit: string, figures: readonly number[]): Axis {
  if (unit === 'share') return { low: 0, high: 1, logarithmic: false, unit };
  const low = figures.reduce((least, x) => Math.min(least, x), Infinity);
  const high = figures.reduce((most, x) => Math.max(most, x), 0);
  if (!(high > 0)) return { low: 0, high: 1, logarithmic: false, unit };
  const logarithmic = low > 0 && high > manyTimes * low;
  return rounded({ low: logarithmic ? low : 0, high, logarithmic, unit });
}

/** An axis about what changes, which need not begin at 0. */
export function changeAxisOf(unit: string, figures: readonly number[]): Axis {
  const axis = axisOf(unit, figures);
  const low = figures.reduce((least, x) => Math.min(least, x), Infinity);
  return axis.logarithmic || !(low > 0 && low < axis.high)
    ? axis
    : rounded({ ...axis, low, high: highestOf(figures) });
}

function highestOf(figures: readonly number[]): number {
  return figures.reduce((most, x) => Math.max(most, x), 0);
}

/** Where a figure stands, from 0 to 1. */
export function placeOn({ low, high, logarithmic }: Axis, x: number): number {
  if (logarithmic) return Math.log(Math.max(x, low) / low) / Math.log(high / low);
  return high > low ? (x - low) / (high - low) : 0;
}

function rounded(axis: Axis): Axis {
  const ticks = ticksOf(axis);
  const last = ticks.at(-1) ?? axis.high;
  return {
    ...axis,
    low: ticks[0] ?? axis.low,
    high: axis.high > last * (1 + 1e-9) ? next(axis, last) : last,
  };
}

/** Where a logarithmic axis of times has its ticks, in seconds. */
const roundTimes = [1e-3, 0.01, 0.1, 1, 10, 60, 600, 3600, 21_600, 86_400, 864_000, 8_640_000, 86_400_000];

/** Round figures, the first at or below the axis' begin. */
export function ticksOf(axis: Axis): number[] {
  const { low, high, logarithmic, unit } = axis;
  if (!logarithmic) {
    const step = stepIn(axis);
    const first = Math.floor(low / step + 1e-9);
    const count = Math.floor(high / step + 1e-9) - first + 1;
    return Array.from({ length: count }, (_, index) => (first + index) * step);
  }
  let x =
    unit === 'seconds'
      ? (roundTimes.findLast((time) => time <= low) ?? roundTimes[0] ?? low)
      : 10 ** Math.floor(Math.log10(low) + 1e-9);
  const ticks = [x];
  while ((x = next(axis, x)) <= high * (1 + 1e-9)) ticks.push(x);
  return ticks;
}

function stepIn({ low, high, unit }: Axis): number {
  const step = stepOf((high - low) / about, unit === 'seconds' ? 'time' : 'count');
  return unit === 'senders' || unit === 'messages' || unit === 'attempts'
    ? Math.max(1, Math.ceil(step))
    : step;
}

function next(axis: Axis, x: number): number {
  if (!axis.logarithmic) return x + stepIn(axis);
  const round = axis.unit === 'seconds' ? roundTimes.find((time) => time > x) : undefined;
  return round ?? 10 * x;
}

/** How a tick is written. */
export function tickLabel({ unit }: Axis, x: number): string {
  if (unit === 'share') return formatShare(Number(x.toPrecision(6)));
  if (x === 0) return '0';
  if (unit === 'seconds') return formatTime(Number(x.toPrecision(6)));
  return countable(unit) ? formatCount(x) : formatMoney(x, unit);
}

/** Whether figures of a unit are counts, and not money. */
export function countable(unit: string): boolean {
  return unit === 'senders' || unit === 'messages' || unit === 'attempts';
}
