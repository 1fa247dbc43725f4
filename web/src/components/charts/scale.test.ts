import { expect, test } from 'vitest';
import { formatCount, formatDuration } from '@/components/format';
import { extentOf, labelledTicks, ticksOf, valueAt, viewOf } from './scale';
import type { Series } from './types';

const day = 86_400;

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
  ['time', 10_000_000, 4, [0, 30 * day, 60 * day, 90 * day]],
  ['time', 4.5 * 365 * day, 5, [0, 1, 2, 3, 4].map((years) => years * 365 * day)],
  ['time', 40 * 365 * day, 4, [0, 10, 20, 30, 40].map((years) => years * 365 * day)],
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

test('no two figures of an axis have the same words', () => {
  const counts = { label: 'messages', format: formatCount, kind: 'count' } as const;
  expect(labelledTicks(counts, 0, 3, 15).map(({ text }) => text)).toEqual(['0', '1', '2', '3']);
  const times = { label: 'time', format: formatDuration, kind: 'time' } as const;
  expect(labelledTicks(times, 7200, 10_800, 4).map(({ text }) => text)).toEqual([
    '2 h',
    '2 h 15 min',
    '2 h 30 min',
    '2 h 45 min',
    '3 h',
  ]);
});

test('a part is as high as its curves are there', () => {
  expect(viewOf({ series: [series] })).toEqual({ from: 0, to: 20, top: 40 });
  expect(viewOf({ series: [series] }, { from: 2, to: 5 })).toEqual({ from: 2, to: 5, top: 20 });
  expect(viewOf({ series: [series] }, { from: 15, to: 30 })).toEqual({ from: 15, to: 20, top: 40 });
  expect(viewOf({ series: [series] }, { from: 25, to: 30 })).toEqual({ from: 0, to: 20, top: 40 });
});
