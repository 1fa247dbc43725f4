import { expect, test } from 'vitest';
import { study } from '@/testing/studies';
import { lookEvery } from './studies';

test.each([
  [2, 1_000],
  [100, 1_000],
  [250, 2_500],
  [500, 5_000],
  [36_000, 5_000],
])('a study of %i seconds is looked at every %i ms', (wallSeconds, every) => {
  expect(lookEvery({ estimate: { ...study.estimate, wallSeconds } })).toBe(every);
});
