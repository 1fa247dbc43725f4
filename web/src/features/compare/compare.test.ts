import { expect, test } from 'vitest';
import type { Settings } from '@/api/types';
import { formatCount, formatDuration } from '@/components/format';
import { limits, settings } from '@/testing/fixtures';
import document from '../../../../examples/acceptance/everything.json';
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
    { setting: 'Group 1: senders', values: ['4', '8'], differs: [false, true] },
    { setting: 'Time-to-live', values: ['unlimited', '10 min'], differs: [false, true] },
    { setting: 'Group 2: name', values: ['–', 'mail'], differs: [false, true] },
  ]);
});

const [group] = settings.senderGroups;
const inGroup = (change: object) => ({ senderGroups: [{ ...group, ...change }] });

test.each<[string, object, object, string[]]>([
  [
    'Time-to-live',
    { timeToLive: 99_000 },
    { timeToLive: 100_000 },
    ['1 d 3 h 30 min', '1 d 3 h 46 min 40 s'],
  ],
  ['Mode', { speed: 1.4 }, { speed: 1.2 }, ['live at 1.4× speed', 'live at 1.2× speed']],
  [
    'Objectives',
    { objectives: [{ share: 0.9996, within: 7229 }] },
    { objectives: [{ share: 1, within: 7200 }] },
    ['99.96 % within 2 h 0 min 29 s', '100 % within 2 h'],
  ],
  [
    'Retry',
    { retry: { ...settings.retry, maxAttempts: 3, multiplier: 1.05 } },
    { retry: { ...settings.retry, maxAttempts: 3, multiplier: 1.051 } },
    [
      'up to 3 attempts; wait 30 s × 1.05, at most 10 min, with jitter',
      'up to 3 attempts; wait 30 s × 1.051, at most 10 min, with jitter',
    ],
  ],
  [
    'Group 1: failures',
    inGroup({ failureRate: 0.12345 }),
    inGroup({ failureRate: 0.12346 }),
    ['12.345 % of attempts', '12.346 % of attempts'],
  ],
  [
    'Group 1: rate limit',
    inGroup({ ratePerSecond: 9999 }),
    inGroup({ ratePerSecond: 9998.5 }),
    ['at most 9,999 parts per second', 'at most 9,998.5 parts per second'],
  ],
  [
    'Group 1: send time',
    inGroup({ sendTime: { distribution: 'constant', mean: 3601 } }),
    inGroup({ sendTime: { distribution: 'constant', mean: 3600.5 } }),
    ['always 1 h 0 min 1 s', 'always 1 h 0 min 0.5 s'],
  ],
  // What reads the same may differ all the same.
  ['Text', { text: 'none' }, { text: '' }, ['none', 'none']],
])('%s: values are compared, not words', (setting, one, other, values) => {
  const both = [one, other].map((change) => ({ ...settings, ...change }));
  expect(differencesOf(both)).toEqual([{ setting, values, differs: [false, true] }]);
  expect(differencesOf(both.slice(0, 1).concat(both.slice(0, 1)))).toEqual([]);
});

test('what has no effect is no difference', () => {
  const instant = { ...settings, mode: 'instant' as const };
  expect(differencesOf([instant, { ...instant, speed: 5 }])).toEqual([]);
  expect(differencesOf([settings, { ...settings, retry: { ...settings.retry, multiplier: 3 } }])).toEqual([]);
});

const everything = {
  ...limits.defaults,
  ...document,
  retry: { ...limits.defaults.retry, ...document.retry, order: 'freshFirst' },
} as unknown as Settings;

/** Every figure, text and flag of a document, as a way to it. */
function leavesOf(node: unknown, way: (string | number)[] = []): (string | number)[][] {
  if (typeof node !== 'object' || node === null) return [way];
  return Object.entries(node).flatMap(([name, part]) =>
    leavesOf(part, [...way, Array.isArray(node) ? Number(name) : name]),
  );
}

/** A copy in which one leaf is another one. */
function changed(node: unknown, [name, ...way]: (string | number)[]): unknown {
  if (name === undefined) return another(node);
  const copy = structuredClone(node) as Record<string | number, unknown>;
  copy[name] = name === 'of' && copy.of === 'delivered' ? 'acknowledged' : changed(copy[name], way);
  return copy;
}

function another(value: unknown): unknown {
  if (typeof value === 'number') return value + (Number.isInteger(value) ? 1 : 0.0625);
  if (typeof value === 'boolean') return !value;
  const words: Record<string, string | undefined> = {
    acknowledged: 'delivered',
    delivered: 'permanent',
    temporary: 'permanent',
    parts: 'messages',
    fail: 'wait',
    wait: 'fail',
    freshFirst: 'dueFirst',
    normal: 'constant',
    lognormal: 'constant',
    constant: 'exponential',
    exponential: 'constant',
    uniform: 'constant',
  };
  return typeof value === 'string' ? (words[value] ?? `${value}2`) : 7;
}

/** Names are not told as a difference, and an instant run has no clock to differ in. */
const silent = /^(name|mode|speed|monitoringInterval|autoStart)$/;

test.each(leavesOf(everything).map((way) => [way.join('.'), way] as const))(
  'another %s is told',
  (path, way) => {
    if (silent.test(path)) return;
    const differences = differencesOf([everything, changed(everything, way) as Settings]);
    expect(differences.length).toBeGreaterThan(0);
    for (const { values } of differences) expect(values[0]).not.toBe(values[1]);
  },
);
