import { expect, test } from 'vitest';
import type { NewSettings } from '@/api/types';
import { limits } from '@/testing/fixtures';
import { fieldAt, patternOf } from './fieldPaths';
import { formOf, patternForm, settingsOf } from './form';
import { remember, remembered } from './remember';

const files = import.meta.glob<Record<string, unknown>>('../../../../examples/acceptance/*.json', {
  eager: true,
  import: 'default',
});
const documents = Object.entries(files).map(
  ([path, document]) => [path.replace(/.*\//, ''), document] as const,
);

const throughTheForm = (document: Record<string, unknown>) =>
  JSON.parse(JSON.stringify(settingsOf(limits, formOf(limits, document)))) as Record<string, unknown>;

/** Without what says the same as if it was absent. */
function withoutDefaults(value: unknown, path = ''): unknown {
  if (Array.isArray(value)) return value.map((element) => withoutDefaults(element, `${path}[]`));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, part]) => {
    const at = path ? `${path}.${name}` : name;
    return [name, withoutDefaults(part, at), at] as const;
  });
  return Object.fromEntries(
    members.filter(
      ([name, part, at]) =>
        name === 'open' || part !== limits.fields.find(({ path }) => path === at)?.default,
    ),
  );
}

/** What the server takes for nothing. */
const nothing = { timeToLive: null, ratePerSecond: null };

test.each(documents)('%s goes through the form without a loss', (_name, document) => {
  const out = throughTheForm(document);
  const groups = (document.senderGroups as object[]).map((group) => ({
    ratePerSecond: nothing.ratePerSecond,
    ...group,
  }));
  const objectives = document.objectives ?? limits.defaults.objectives;
  const whole = { timeToLive: nothing.timeToLive, retry: {}, ...document, objectives, senderGroups: groups };
  expect(withoutDefaults(out)).toEqual(withoutDefaults(whole));
});

test.each<[string, Record<string, unknown>]>([
  ['no channel at all is not every channel', { audience: [{ name: 'a', messages: 5, channels: [] }] }],
  ['shares of a wait', { retry: { maxAttempts: 3, jitter: 0.25 } }],
  ['a spread', { retry: { maxAttempts: 3, jitter: false, spread: 0.1 } }],
  ['no jitter', { retry: { maxAttempts: 3, jitter: false } }],
  ['listed delays', { retry: { delays: [1.5, 60], maxAttempts: 3, jitter: false, order: 'freshFirst' } }],
  [
    'a step with a spread of its own',
    { steps: [{ channel: 'sms', wait: 0, retry: { delays: [60], maxAttempts: 2, spread: 0.2 } }] },
  ],
  [
    'an acknowledgement by nobody',
    {
      channels: [{ name: 'sms', acknowledgement: { share: 0, time: { distribution: 'constant', mean: 1 } } }],
    },
  ],
  [
    'measured times',
    {
      channels: [
        {
          name: 'sms',
          acknowledgement: {
            share: 1,
            time: {
              distribution: 'empirical',
              percentiles: [
                { share: 0, seconds: 0 },
                { share: 1, seconds: 9 },
              ],
            },
          },
        },
      ],
    },
  ],
  ['no objectives', { objectives: [] }],
  ['a budget', { objectives: [{ budget: 0 }] }],
  ['a price of nothing', { senderGroups: [{ name: 'a', price: {} }] }],
  [
    'a whole price',
    {
      senderGroups: [
        {
          price: { perMinute: 0.014, increment: 6, billed: 'delivered', perMonth: 2, once: 3, perPart: 1e-6 },
        },
      ],
    },
  ],
  [
    'every change of a group',
    {
      senderGroups: [
        {
          timetable: [
            { at: 0, ratePerSecond: null, senders: 0, failureRate: 0, sendTimeFactor: 0 },
            { at: 1, open: false, abort: true },
            { at: 2, open: true },
            { at: 3 },
          ],
        },
      ],
    },
  ],
  ['days', { senderGroups: [{ openHours: [{ days: ['monday', 'sunday'], from: '21:00', to: '24:00' }] }] }],
  [
    'the change of a cap',
    { caps: [{ name: 'a', count: 0, window: { daily: 'UTC' }, timetable: [{ at: 5, count: 0 }] }] },
  ],
  ['an instant run keeps its speed', { mode: 'instant', speed: 60 }],
])('%s', (_why, document) => {
  expect(throughTheForm(document)).toMatchObject(document);
});

test('every field of the settings has a place in the form', () => {
  const places = new Set<string>();
  const walk = (node: unknown, path: string) => {
    places.add(patternOf(path));
    if (typeof node !== 'object' || node === null) return;
    for (const [name, part] of Object.entries(node)) walk(part, path ? `${path}.${name}` : name);
  };
  walk(patternForm(limits), '');
  expect(limits.fields.map(({ path }) => path).filter((path) => !places.has(path))).toEqual([]);
  expect([...places].filter((path) => path !== '' && !fieldAt(limits, path))).toEqual([]);
});

test('what a switch puts aside is not sent', () => {
  const form = formOf(limits, { senderGroups: [{ price: { perPart: 1 } }], retry: { delays: [60] } });
  const [group] = form.senderGroups;
  if (group) Object.assign(group, { priced: false, attempts: 'outcomes' });
  form.retry.waits = 'backoff';
  const { senderGroups, retry } = settingsOf(limits, form) as NewSettings & { senderGroups: object[] };
  expect(senderGroups[0]).not.toHaveProperty('price');
  expect(senderGroups[0]).not.toHaveProperty('sendTime');
  expect(senderGroups[0]).toHaveProperty('outcomes');
  expect(retry).not.toHaveProperty('delays');
});

test('a time of day may be typed without its zero', () => {
  const form = formOf(limits, { senderGroups: [{ openHours: [{ from: '08:00', to: '21:00' }] }] });
  const span = form.senderGroups[0]?.openHours[0];
  if (span) span.from = ' 8:30';
  expect(settingsOf(limits, form)).toMatchObject({ senderGroups: [{ openHours: [{ from: '08:30' }] }] });
});

test('the whole of it is remembered', () => {
  const form = formOf(limits, documents.find(([name]) => name === 'everything.json')?.[1] ?? {});
  remember(form);
  expect(remembered(limits)).toEqual(form);
});

test('of a document in which much is wrong, what can be shown is', () => {
  const wrong = {
    messages: 'many',
    retry: 7,
    senderGroups: [{}, { failureRate: 7, senders: 3 }, null],
    caps: 'no',
  };
  const form = formOf(limits, wrong);
  expect(form.messages).toBe('many');
  expect(form.senderGroups.map(({ senders }) => senders)).toEqual(['4', '3', '4']);
  expect(form.senderGroups[1]?.failureRate).toBe('700');
  expect(form.retry.maxAttempts).toBe('1');
  expect(form.caps).toEqual([]);
});
