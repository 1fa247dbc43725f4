import { expect, test } from 'vitest';
import { cancelled, completed, preparing, ready, running } from '@/testing/fixtures';
import { later } from './snapshots';
import type { Simulation } from './types';

/** A running simulation of two shards at these clocks. */
function at(first: number, second: number, token = 1): Simulation {
  const simulation = running();
  const [shard] = simulation.shards;
  if (!shard) throw new Error('no shard');
  return { ...simulation, shards: [first, second].map((clock) => ({ ...shard, clock, token })) };
}

test.each([
  ['a later state', ready, running(0), true],
  ['an earlier state', running(0), ready, false],
  ['preparing again', ready, preparing, false],
  ['the end', running(), completed, true],
  ['a run that goes on after its end', completed, running(999), false],
  ['a run that goes on after its cancel', cancelled, running(999), false],
  ['every clock later', at(10, 10), at(11, 12), true],
  ['every clock earlier', at(10, 10), at(9, 9), false],
  ['one clock later, the other the same', at(10, 10), at(10, 11), true],
  ['one clock later, the other earlier', at(10, 10), at(30, 9), false],
  ['another worker at the same clock', at(10, 10), at(10, 10, 2), true],
  ['the worker before at the same clock', at(10, 10, 2), at(10, 10), false],
  ['the same', at(10, 10), at(10, 10), true],
])('after what was shown comes %s', (_name, shown, next, taken) => {
  expect(later(shown, next)).toEqual(taken ? next : shown);
});

test('a clock on the wall that was set back holds nothing up', () => {
  const shown = at(10, 10);
  const next = at(11, 11);
  next.progress = { ...next.progress, wallSeconds: 0 };
  next.shards.forEach((shard) => (shard.heartbeatAt = '2020-01-01T00:00:00Z'));
  expect(later(shown, next)).toEqual(next);
});

test('what has not changed stays the same object', () => {
  const shown = at(10, 10);
  expect(later(shown, at(10, 10))).toBe(shown);
  expect(later(undefined, shown)).toBe(shown);
});
