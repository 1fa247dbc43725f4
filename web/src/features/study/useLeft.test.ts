import { expect, test } from 'vitest';
import { leftOf } from './useLeft';

test('the time left goes by the pace since the first look', () => {
  // A quarter in 5 s: the last half takes 10 s.
  expect(leftOf({ share: 0.25, at: 1_000 }, { share: 0.5, at: 6_000 })).toBe(10);
  expect(leftOf({ share: 0.25, at: 1_000 }, { share: 1, at: 6_000 })).toBe(0);
  expect(leftOf({ share: 0.25, at: 1_000 }, { share: 0.25, at: 6_000 })).toBeUndefined();
});
