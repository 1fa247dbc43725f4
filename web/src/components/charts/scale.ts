import { none } from '@/components/format';
import type { Axis, ChartProps, Point, Series } from './types';

/** By how much a target may stretch the chart to the right; one that is further away is not drawn. */
const maxStretch = 2;

const timeSteps = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800,
  604_800,
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

/** Round figures from 0 up to the highest, about so many. */
export function ticksOf(limit: number, kind: Axis['kind'], about: number): number[] {
  const step = stepOf(limit / about, kind);
  return Array.from({ length: Math.floor(limit / step + 1e-9) + 1 }, (_, index) => index * step);
}

/** The least round step that is not below another one. */
export function stepOf(minStep: number, kind: Axis['kind']): number {
  if (kind === 'time' && minStep > 0.5) {
    const step = timeSteps.find((candidate) => candidate >= minStep);
    if (step !== undefined) return step;
  }
  const power = 10 ** Math.floor(Math.log10(minStep));
  return ([1, 2, 5].find((factor) => factor * power >= minStep * (1 - 1e-9)) ?? 10) * power;
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
