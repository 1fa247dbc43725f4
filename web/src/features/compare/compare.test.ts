import { expect, test } from 'vitest';
import { formatCount, formatDuration } from '@/components/format';
import { settings } from '@/testing/fixtures';
import { differenceOf } from './figures';
import { differencesOf } from './settings';

test.each([
  [120, 100, '+20 (+20 %)'],
  [80, 100, '−20 (−20 %)'],
  [100, 100, 'the same'],
  [5, 0, '+5'],
  [100_001, 100_000, '+1 (under 0.1 %)'],
])('%d against %d is %s', (value, base, words) => {
  expect(differenceOf(value, base, formatCount)).toBe(words);
});

test('a difference has the unit of its figure', () => {
  expect(differenceOf(90, 60, formatDuration)).toBe('+30 s (+50 %)');
});

test('settings that are the same, and names, do not count', () => {
  expect(differencesOf([settings, { ...settings, name: 'Another', monitoringInterval: 5 }])).toEqual([]);
});

test('settings that differ are told in words; a group that is missing too', () => {
  const [group] = settings.senderGroups;
  if (!group) throw new Error('there is no group');
  const other = {
    ...settings,
    timeToLive: 600,
    senderGroups: [
      { ...group, senders: 8 },
      { ...group, name: 'mail', ratePerSecond: 2 },
    ],
  };
  expect(differencesOf([settings, other]).slice(0, 3)).toEqual([
    { setting: 'Group 1: senders', values: ['4', '8'] },
    { setting: 'Time-to-live', values: ['unlimited', '10 min'] },
    { setting: 'Group 2: name', values: ['–', 'mail'] },
  ]);
});
