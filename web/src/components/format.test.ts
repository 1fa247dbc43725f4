import { expect, test } from 'vitest';
import {
  formatClock,
  formatCounted,
  formatDuration,
  formatLag,
  formatMean,
  formatPart,
  formatRate,
  formatShare,
} from './format';

test.each([
  [0, '0 s'],
  [0.0821, '82.1 ms'],
  [1, '1 s'],
  [9.969, '9.97 s'],
  [59.9, '59.9 s'],
  [59.97, '1 min'],
  [252, '4 min 12 s'],
  [3599.7, '1 h'],
  [3780, '1 h 3 min'],
  [86_399.9, '1 d'],
  [273_600, '3 d 4 h'],
])('%d seconds are %s', (seconds, words) => {
  expect(formatDuration(seconds)).toBe(words);
});

test.each([
  [0, 1000, '0 %'],
  [1, 3, '33.3 %'],
  [999_999, 1_000_000, '99.9 %'],
  [1000, 1000, '100 %'],
])('%d of %d is %s: only all is 100 %%', (part, total, words) => {
  expect(formatPart(part, total)).toBe(words);
});

test.each([
  [499.2, '499 per second'],
  [0.4, '0.4 per second'],
  [0.01, '0.6 per minute'],
  [0.0005, '1.8 per hour'],
])('%d per second is %s', (rate, words) => {
  expect(formatRate(rate)).toBe(words);
});

test('writes counts, shares and changing figures', () => {
  expect(formatCounted(1, 'sender')).toBe('1 sender');
  expect(formatCounted(1_000_000, 'message')).toBe('1,000,000 messages');
  expect(formatShare(0.9999)).toBe('100 %');
  expect(formatShare(0.025)).toBe('2.5 %');
  expect(formatClock(61.9)).toBe('1 min 1 s');
  expect(formatMean(2)).toBe('2.00 s');
  expect(formatLag(0.0046)).toBe('under 0.1 s');
  expect(formatLag(1.26)).toBe('1.3 s');
});
