import { expect, test } from 'vitest';
import { completed, preparing, ready, running } from '@/testing/fixtures';
import { curvesOf, ratesOf, upTo } from './timeline';

const line = { name: 'a', tone: 'first' as const, points: [10, 20, 30].map((x) => ({ x, y: x })) };

test('cuts a curve at the clock', () => {
  expect(upTo(line, 25).at(-1)).toEqual({ x: 25, y: 25 });
  expect(upTo({ ...line, stepped: true }, 25).at(-1)).toEqual({ x: 25, y: 30 });
  expect(upTo(line, 5)).toEqual([]);
  expect(upTo(line, 99)).toEqual(line.points);
});

test('a rate has steps with enough messages each', () => {
  const few = Array.from({ length: 20 }, () => 3);
  const none = few.map(() => 0);
  const points = ratesOf({ binSeconds: 2, delivered: few, failed: none, expired: none }, 40);
  expect(points).toHaveLength(6); // four bins of three make a step of twelve
  expect(points[1]).toEqual({ x: 8, y: 1.5 });
});

test('before there is a plan, there is nothing', () => {
  expect(curvesOf(preparing)).toBeUndefined();
});

test('ready: the plan alone', () => {
  const curves = curvesOf(ready);
  expect(curves?.totals.map(({ name }) => name)).toEqual(['delivered, by the plan', 'failed, by the plan']);
  expect(curves?.targets).toEqual([{ name: '95 % within 15 min', x: 900, y: 950 }]);
});

test('running: the part up to the clock, and the whole plan behind it', () => {
  const curves = curvesOf(running());
  expect(curves?.totals.map(({ dimmed = false, points }) => [dimmed, points.at(-1)])).toEqual([
    [false, { x: 1080, y: 410.4 }],
    [false, { x: 1080, y: 21.6 }],
    [true, { x: 2500, y: 950 }],
    [true, { x: 2500, y: 50 }],
  ]);
  expect(curves?.rates.map(({ points }) => points.at(-1))).toEqual([
    { x: 1080, y: 0.4 },
    { x: 2500, y: 0.4 },
  ]);
});

test('completed: what has happened alone', () => {
  expect(curvesOf(completed)?.totals.map(({ name }) => name)).toEqual(['delivered', 'failed']);
});
