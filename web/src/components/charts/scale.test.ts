import { expect, test } from 'vitest';
import { extentOf, ticksOf, valueAt } from './scale';
import type { Series } from './types';

const series: Series = {
  name: 'delivered',
  tone: 'delivered',
  points: [
    { x: 0, y: 0 },
    { x: 10, y: 40 },
    { x: 20, y: 40 },
  ],
};

test.each([
  ['count', 1000, 4, [0, 500, 1000]],
  ['count', 950, 4, [0, 500]],
  ['count', 0.8, 4, [0, 0.2, 0.4, 0.6000000000000001, 0.8]],
  ['time', 2500, 5, [0, 600, 1200, 1800, 2400]],
  ['time', 3, 5, [0, 1, 2, 3]],
  ['time', 0.3, 3, [0, 0.1, 0.2, 0.30000000000000004]],
  ['time', 10_000_000, 4, [0, 5_000_000, 10_000_000]],
] as const)('round figures of %s up to %d, about %d of them', (kind, most, about, ticks) => {
  expect(ticksOf(most, kind, about)).toEqual(ticks);
});

test('covers all curves, and the targets that are not too far away', () => {
  expect(extentOf({ series: [series] })).toEqual({ x: 20, y: 40 });
  expect(extentOf({ series: [series], targets: [{ name: 'near', x: 30, y: 50 }] })).toEqual({ x: 30, y: 50 });
  expect(extentOf({ series: [series], targets: [{ name: 'far', x: 90, y: 50 }] })).toEqual({ x: 20, y: 40 });
  expect(extentOf({ series: [] })).toEqual({ x: 1, y: 1 });
});

test('reads a curve between its points, and not beyond its ends', () => {
  expect([0, 5, 10, 15, 20, 21].map((x) => valueAt(series, x))).toEqual([0, 20, 40, 40, 40, undefined]);
  expect(valueAt({ ...series, stepped: true }, 5)).toBe(40);
  expect(valueAt({ ...series, points: [] }, 0)).toBeUndefined();
});
