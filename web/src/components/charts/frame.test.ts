import { expect, test } from 'vitest';
import { formatCount, formatDuration } from '@/components/format';
import { frameOf } from './frame';
import type { Axis } from './types';

const time: Axis = { label: 'simulated time', format: formatDuration, kind: 'time' };
const messages: Axis = { label: 'messages', format: formatCount, kind: 'count' };

/** At least what digits and commas take at 12 px. */
const widthOf = (text: string) => text.length * 6.7;

const frame = (top: number, to: number, width = 500) =>
  frameOf({ x: time, y: messages, bands: [], marks: [] }, { from: 0, to, top }, width, 240);

test.each([1, 1000, 1_000_000, 100_000_000])('figures up to %d are whole at the left', (top) => {
  const { left, yTicks } = frame(top, 60);
  expect(yTicks.length).toBeGreaterThan(1);
  for (const { text } of yTicks) expect(widthOf(text)).toBeLessThan(left - 8);
});

test.each([0.5, 20, 3600, 100_000, 86_400 * 400, 86_400 * 1640])(
  'figures up to %d s stand beside each other on every width',
  (to) => {
    for (const width of [240, 360, 600, 1200]) {
      const { left, right, xTicks } = frame(100_000_000, to, width);
      expect(xTicks.length).toBeGreaterThan(0);
      expect(right - left).toBeGreaterThan(0);
      xTicks.slice(1).forEach(({ middle, text }, index) => {
        const before = xTicks[index];
        const half = (widthOf(text) + widthOf(before?.text ?? '')) / 2;
        expect(middle - (before?.middle ?? 0)).toBeGreaterThan(half);
      });
    }
  },
);

test('there is a lane for each of whose bands there are', () => {
  const band = { what: 'closed', from: 0, to: 5 };
  const bands = ['a', 'b', 'a'].map((lane) => ({ lane, ...band }));
  const view = { from: 0, to: 60, top: 1 };
  const with2 = frameOf({ x: time, y: messages, bands, marks: [] }, view, 500, 240);
  expect(with2.lanes.map(({ name }) => name)).toEqual(['a', 'b']);
  expect(with2.height).toBeGreaterThan(frame(1, 60).height);
});
