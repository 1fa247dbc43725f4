import { happeningsOf } from '../events';
import { valueAt } from '../scale';
import type { Band, Mark, Series } from '../types';

export interface Row {
  x: number;
  /** Of each curve; nothing beyond its ends. */
  values: (number | undefined)[];
  /** What begins, changes or ends there. */
  happens: string[];
}

/** A chart as rows: one for each place at which a curve has a point or something happens, from left to right. */
export function rowsOf(
  series: readonly Series[],
  bands: readonly Band[] = [],
  marks: readonly Mark[] = [],
): Row[] {
  const happenings = happeningsOf(bands, marks);
  const places = [
    ...series.flatMap(({ points }) => points.map(({ x }) => x)),
    ...happenings.map(({ at }) => at),
  ];
  const rows = new Map<number, Row>();
  for (const place of places) {
    const x = Math.max(0, plain(place));
    if (rows.has(x)) continue;
    rows.set(x, { x, values: series.map((one) => valueAt(one, place)), happens: [] });
  }
  for (const { at, words } of happenings) rows.get(Math.max(0, plain(at)))?.happens.push(words);
  return [...rows.values()].sort((a, b) => a.x - b.x);
}

/** Without what the arithmetic of binary fractions adds: 0.3 and not 0.30000000000000004. */
export function plain(value: number): number {
  return Number(value.toPrecision(12));
}
