import { expect, test } from 'vitest';
import type { SimulationSummary } from '@/api/types';
import { cancelled, completed } from '@/testing/fixtures';
import { sorted, type Compare } from './selection';

const named = (simulation: SimulationSummary, name: string, messages: number): SimulationSummary => ({
  ...simulation,
  settings: { ...simulation.settings, name, messages },
});
const all = [
  named(completed, 'Flood, county A', 3),
  named(cancelled, 'Flood, county B', 1),
  named(completed, 'Outage', 2),
];
const byMessages: Compare = (a, b) => a.settings.messages - b.settings.messages;

test.each([
  ['all, as they came', { name: '', state: undefined }, undefined, false, [3, 1, 2]],
  ['by messages', { name: '', state: undefined }, byMessages, false, [1, 2, 3]],
  ['most messages first', { name: '', state: undefined }, byMessages, true, [3, 2, 1]],
  ['part of a name, in any case', { name: ' flood', state: undefined }, undefined, false, [3, 1]],
  ['a state', { name: '', state: 'completed' }, undefined, false, [3, 2]],
  ['both', { name: 'flood', state: 'cancelled' }, undefined, false, [1]],
  ['none', { name: 'storm', state: undefined }, undefined, false, []],
] as const)('%s', (_, filter, compare, descending, messages) => {
  expect(sorted(all, filter, compare, descending).map(({ settings }) => settings.messages)).toEqual(messages);
});
