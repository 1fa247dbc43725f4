import { expect, test } from 'vitest';
import { limits } from '@/testing/fixtures';
import { limitsOf } from '../fieldPaths';
import { readDocumentValue, readLevels } from './levels';

const field = (path: string) => limitsOf(limits, path);
const wrong = (message: RegExp) => ({ wrong: expect.stringMatching(message) as string });

test.each([
  ['messages', '10, 20, 40', { values: [10, 20, 40] }],
  ['messages', '10,20,40', { values: [10, 20, 40] }],
  ['messages', '1,000, 2,000', { values: [1000, 2000] }],
  ['messages', '1,000;2 000; 4000', { values: [1000, 2000, 4000] }],
  ['messages', '1,000', { values: [1000] }],
  ['messages', '100,200', wrong(/one value or several; write 100200, or 100, 200/)],
  ['messages', '10, 20,', { values: [10, 20] }],
  ['messages', '10,, 20', wrong(/“10,”|nothing between/)],
  ['messages', '10, 10', wrong(/“10” is there twice/)],
  ['messages', '10, 0', wrong(/“0”: Enter a whole number from 1/)],
  ['messages', '10, many', wrong(/“many”: Enter a whole number/)],
  ['messages', '', wrong(/Enter the values to try, as 10, 20, 40/)],
  ['senderGroups.0.failureRate', '0, 5 %, 12.5', { values: [0, 0.05, 0.125] }],
  ['retry.initialBackoff', '30, 90 s, 15m, 1h 30min', { values: [30, 90, 900, 5400] }],
  ['timeToLive', 'none, 1h', { values: [null, 3600] }],
  ['retry.maxAttempts', 'none', wrong(/“none”/)],
])('%s: %s', (path, text, expected) => {
  expect(readLevels(field(path), text)).toEqual(expected);
});

test('a share of a document is one of 1', () => {
  const share = field('senderGroups.0.failureRate');
  expect(readDocumentValue(share, '0.05')).toEqual({ value: 0.05 });
  expect(readDocumentValue(share, '5 %')).toEqual({ value: 0.05 });
  expect(readDocumentValue(field('retry.jitter'), 'true')).toEqual({ value: true });
  expect(readDocumentValue(field('senderGroups'), '3')).toEqual(wrong(/no single value/));
});
