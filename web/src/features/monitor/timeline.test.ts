import { expect, test } from 'vitest';
import { ready, running } from '@/testing/fixtures';
import { chartOf, total } from './timeline';

const bins = (length: number, each: number) => Array.from({ length }, () => each);

test('shows the run so far, then the plan', () => {
  const chart = chartOf(running());
  expect(chart?.bars).toHaveLength(5);
  expect(chart?.bars[1]).toEqual({ delivered: 190, failed: 10, expired: 0, planned: 0 });
  expect(chart?.bars[2]).toEqual({ delivered: 0, failed: 0, expired: 0, planned: 200 });
});

test('shows the plan alone before the start', () => {
  expect(chartOf(ready)?.bars.every((bar) => bar.planned === 200)).toBe(true);
});

test('is nothing while there is nothing to show', () => {
  expect(chartOf({})).toBeUndefined();
  expect(
    chartOf({ timeline: { binSeconds: 1, delivered: [0, 0], failed: [0, 0], expired: [0, 0] } }),
  ).toBeUndefined();
});

test.each([
  ['many messages: a bar for every bin', 200, 10, 200, 1],
  ['some: two bins a bar', 200, 5, 100, 2],
  ['few: ten bins a bar', 200, 1, 20, 10],
  ['a rest makes a bar of its own', 193, 1, 20, 10],
])('%s', (_, count, each, bars, seconds) => {
  const timeline = {
    binSeconds: 1,
    delivered: bins(count, each),
    failed: bins(count, 0),
    expired: bins(count, 0),
  };
  const chart = chartOf({ timeline });
  expect(chart?.bars).toHaveLength(bars);
  expect(chart?.barSeconds).toBe(seconds);
  expect(chart?.bars.reduce((sum, bar) => sum + total(bar), 0)).toBe(count * each);
});
