import { expect, test } from 'vitest';
import type { Forecast, Settings } from '@/api/types';
import { completed, forecast, settings } from '@/testing/fixtures';
import { changesOf } from './changes';
import { goalOf, type Goal } from './measure';
import type { Run } from './run';
import { sentenceOf } from './sentence';

const [group] = settings.senderGroups;
if (!group) throw new Error('there is no group');
const sms: Settings = {
  ...settings,
  senderGroups: [
    { ...group, name: 'sms', senders: 480 },
    { ...group, name: 'mail', senders: 1 },
  ],
};
const withGroup = (change: object): Settings => ({
  ...sms,
  senderGroups: sms.senderGroups.map((one, index) => (index === 0 ? { ...one, ...change } : one)),
});

/** A run that reaches 95 % after so many seconds; 900 of 1,000 people where never. */
function run(of: Settings, after: number | null, change: Partial<Forecast> = {}): Run {
  const reached = after === null ? 900 : 950;
  const answer = { ...forecast.answer, after, reached };
  const objectives = [{ share: 0.95, within: 900, met: after !== null && after <= 900, at: after }];
  return {
    ...completed,
    settings: of,
    forecast: { ...forecast, answer, delivered: reached, objectives, ...change },
  };
}

const cost = (total: number) => ({
  sendingCost: { currency: 'USD', total, groups: [] } as unknown as NonNullable<Forecast['sendingCost']>,
});

function told(first: Run, other: Run): string {
  const goal = goalOf(first);
  if (!goal) throw new Error('there is no goal');
  return sentenceOf(first, other, goal);
}

test('says what changed, and what that did', () => {
  const first = run(sms, 1260, cost(50));
  const other = run(withGroup({ senders: 960 }), 720, cost(50));
  expect(told(first, other)).toBe(
    'Twice the senders of sms (480 → 960): 95 % reached after 12 min instead of 21 min, 9 min sooner, as wanted within 15 min; costs the same.',
  );
  expect(told(other, first)).toBe(
    'Half the senders of sms (960 → 480): 95 % reached after 21 min instead of 12 min, 9 min later, 6 min later than wanted; costs the same.',
  );
});

test.each<[string, Run, Run, RegExp]>([
  ['never before', run(sms, null), run(sms, 720), /95 % reached after 12 min, before never, as wanted/],
  [
    'never now',
    run(sms, 720),
    run(sms, null),
    /95 % never reached, only 90\.0 % in the end; before it was after 12 min\.$/,
  ],
  ['never', run(sms, null), run(sms, null), /95 % never reached, 90\.0 % in the end as before\.$/],
  [
    'as before',
    run(sms, 720),
    run(sms, 720),
    /95 % reached after 12 min as before, as wanted within 15 min\.$/,
  ],
  [
    'dearer',
    run(sms, 720, cost(10)),
    run(sms, 720, cost(12.5)),
    /costs 12\.50 USD instead of 10\.00 USD, 2\.50 USD more\.$/,
  ],
  [
    'more never',
    run(sms, 720),
    run(sms, 720, { answer: { ...forecast.answer, after: 720, reached: 980 } }),
    /20 never instead of 50\.$/,
  ],
])('%s', (_, first, other, words) => {
  expect(told(first, other)).toMatch(words);
});

test('measures both by what the first is about, by the timeline where nothing else tells it', () => {
  const answer = { ...forecast.answer, share: 0.5, after: 100, objective: undefined };
  const other = run(sms, null, { answer, objectives: [] });
  expect(told(run(sms, 1260), other)).toMatch(/95 % reached after about 41 min 40 s instead of 21 min/);
  const exact = run(sms, null, { answer, objectives: [{ share: 0.95, within: 60, met: false, at: 720 }] });
  expect(told(run(sms, 1260), exact)).toMatch(/95 % reached after 12 min instead of 21 min/);
});

test('does not compare what one has nobody of', () => {
  const goal: Goal = { share: 0.9, acknowledged: false, audience: 'ward', within: 60 };
  expect(sentenceOf(run(sms, 10), run(sms, 20), goal)).toMatch(/the two cannot be measured by the same\.$/);
});

test.each<[Partial<Settings>, string]>([
  [{}, 'The same settings'],
  [{ seed: 43 }, 'The same settings with another seed'],
  [{ messages: 3000 }, '3 times the messages (1,000 → 3,000)'],
  [{ messages: 1500, seed: 3 }, 'More messages (1,000 → 1,500)'],
  [{ timeToLive: 600 }, 'Time-to-live: unlimited → 10 min'],
  [{ retry: { ...settings.retry, maxAttempts: 2 } }, 'One attempt more (1 → 2)'],
  [withGroup({ ratePerSecond: 5 }), 'Group 1: rate limit: no rate limit → at most 5 parts per second'],
  [withGroup({ failureRate: 0.025 }), 'Half the failures of sms (5 % → 2.5 %)'],
  [
    { ...withGroup({ senders: 960 }), messages: 2000, timeToLive: 60, text: 'x'.repeat(60) },
    'Twice the messages (1,000 → 2,000), twice the senders of sms (480 → 960), Time-to-live: unlimited → 1 min and one more change',
  ],
  [{ objectives: [] }, 'Nothing that changes the result'],
  [{ senderGroups: [...sms.senderGroups, ...sms.senderGroups] }, '2 groups of senders more'],
  [
    { senderGroups: sms.senderGroups.slice(0, 1), messages: 500 },
    'Half the messages (1,000 → 500) and one group of senders fewer',
  ],
  [withGroup({ price: { perAttempt: 0.05 } }), 'Group 1: price: none → 0.05 an attempt'],
  [{ text: 'x'.repeat(60) }, 'Another value of “Text”'],
])('%o', (change, words) => {
  expect(changesOf(sms, { ...sms, ...change })).toBe(words);
});

test('a long name is cut, one from right to left kept apart', () => {
  const named = (name: string) => changesOf(withGroup({ name }), withGroup({ name, senders: 960 }));
  expect(named('x'.repeat(80))).toBe(`Twice the senders of ${'x'.repeat(29)}… (480 → 960)`);
  expect(named('سمس')).toBe('Twice the senders of \u2068سمس\u2069 (480 → 960)');
});
