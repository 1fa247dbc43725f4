import { expect, test } from 'vitest';
import { maxSeen, withSeen, type Seen } from './lag';

test('keeps what is new', () => {
  const seen = [{ at: 1, lag: 0.5 }];
  expect(withSeen(seen, { at: 2, lag: 0.7 })).toEqual([...seen, { at: 2, lag: 0.7 }]);
  expect(withSeen(seen, { at: 1, lag: 0.5 })).toBe(seen);
  expect(withSeen(seen, { at: 0.5, lag: 9 })).toBe(seen);
});

test('keeps first and last of a long run, and not too many', () => {
  let seen: readonly Seen[] = [];
  for (let at = 1; at <= 5 * maxSeen; at++) seen = withSeen(seen, { at, lag: at });
  expect(seen.length).toBeLessThanOrEqual(maxSeen);
  expect(seen[0]).toEqual({ at: 1, lag: 1 });
  expect(seen.at(-1)).toEqual({ at: 5 * maxSeen, lag: 5 * maxSeen });
});
