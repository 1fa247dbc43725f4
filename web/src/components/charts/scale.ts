import { none } from '@/components/format';
import type { Axis, ChartProps, Point, Series, Tick, View } from './types';

/** By how much a target may stretch the chart to the right; one that is further away is not drawn. */
const maxStretch = 2;

const day = 86_400;

const timeSteps = [
  ...[1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200],
  ...[1, 2, 7, 14, 30, 60, 90, 180, 365].map((days) => days * day),
];

/** What the chart covers: from 0 to these. */
export function extentOf({ series, targets = [] }: Pick<ChartProps, 'series' | 'targets'>): Point {
  const points = series.flatMap((one) => one.points);
  const x = highest(points.map((point) => point.x));
  const near = targets.filter((target) => target.x <= x * maxStretch);
  return {
    x: Math.max(x, highest(near.map((target) => target.x))) || 1,
    y: Math.max(highest(points.map((point) => point.y)), highest(near.map((target) => target.y))) || 1,
  };
}

/** A loop, as a call with many thousand arguments fails. */
function highest(values: readonly number[]): number {
  return values.reduce((highest, value) => Math.max(highest, value), 0);
}

/** The whole of a chart, or the part of it between two x, as high as its curves are there. */
export function viewOf(
  props: Pick<ChartProps, 'series' | 'targets'>,
  part?: { from: number; to: number },
): View {
  const { x, y } = extentOf(props);
  if (!part || part.from >= x) return { from: 0, to: x, top: y };
  const { from, to } = { from: part.from, to: Math.min(part.to, x) };
  const heights = props.series.flatMap((one) => [
    ...one.points.filter((point) => point.x >= from && point.x <= to).map((point) => point.y),
    valueAt(one, from) ?? 0,
    valueAt(one, to) ?? 0,
  ]);
  return { from, to, top: highest(heights) || 1 };
}

/** Round figures from 0 up to the highest, about so many. */
export function ticksOf(limit: number, kind: Axis['kind'], about: number): number[] {
  return ticksBetween(0, limit, stepOf(limit / about, kind));
}

/** The multiples of a step between two figures, both included. */
function ticksBetween(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step - 1e-9);
  const count = Math.floor(to / step + 1e-9) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => (first + index) * step);
}

/** Round places of an axis between two with what is written there, about so many, and no two with the same words. */
export function labelledTicks(axis: Axis, from: number, to: number, about: number): Tick[] {
  for (let least = (to - from) / about; ; least *= 2) {
    const ticks = axis.ticks
      ? axis.ticks(from, to, (to - from) / least)
      : ticksBetween(from, to, stepOf(least, axis.kind)).map((at) => ({ at, text: axis.format(at) }));
    if (ticks.length < 3 || new Set(ticks.map(({ text }) => text)).size === ticks.length) return ticks;
  }
}

/** The least round step that is not below another one. */
export function stepOf(minStep: number, kind: Axis['kind']): number {
  if (kind === 'time' && minStep > 0.5) {
    const step = timeSteps.find((candidate) => candidate >= minStep * (1 - 1e-9));
    return step ?? roundUp(minStep / (365 * day)) * 365 * day;
  }
  return roundUp(minStep);
}

function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5].find((factor) => factor * power >= value * (1 - 1e-9)) ?? 10) * power;
}

/** What a curve has at x; nothing beyond its ends. */
export function valueAt({ points, stepped }: Series, x: number): number | undefined {
  const next = points.findIndex((point) => point.x >= x);
  const right = points[next];
  if (!right) return undefined;
  const left = points[next - 1];
  if (!left) return right.x === x ? right.y : undefined;
  if (stepped) return right.y;
  return left.y + ((right.y - left.y) * (x - left.x)) / (right.x - left.x);
}

/** What a curve has at x, in words. */
export function readingOf(series: Series, x: number, { format }: Axis): string {
  const value = valueAt(series, x);
  return value === undefined ? none : format(value);
}
