import { expect, test } from 'vitest';
import { limits } from '@/testing/fixtures';
import { fieldOfPlace, put } from './settingsPlace';

const groups =
  '{"senderGroups":[{"name":"sms","senders":4},{"name":"a].b","senders":5}],"steps":[{"channel":"x"}]}';

// The table of TestPut in internal/settings/place_test.go; the order of names does not count here.
test.each([
  ['{}', 'messages', '5', '{"messages":5}'],
  ['{"messages":1}', 'messages', '5', '{"messages":5}'],
  ['{}', 'retry.maxAttempts', '3', '{"retry":{"maxAttempts":3}}'],
  ['{"retry":{"jitter":false}}', 'retry.maxAttempts', '3', '{"retry":{"jitter":false,"maxAttempts":3}}'],
  ['{}', 'timeToLive', 'null', '{"timeToLive":null}'],
  [groups, 'senderGroups[sms].senders', '9', groups.replace('4', '9')],
  [groups, 'senderGroups[1].senders', '9', groups.replace('5', '9')],
  [groups, 'senderGroups["a].b"].senders', '9', groups.replace('5', '9')],
  [groups, 'steps[0].retry.maxAttempts', '2', groups.replace('"x"', '"x","retry":{"maxAttempts":2}')],
  ['{}', 'senderGroups[sms].senders', '9', '{"senderGroups":[{"senders":9}]}'],
  ['{}', 'senderGroups[0].sendTime.mean', '9', '{"senderGroups":[{"sendTime":{"mean":9}}]}'],
  ['{}', 'objectives[0].within', '60', '{"objectives":[{"within":60}]}'],
  [groups, 'senderGroups', '[{"senders":1}]', '{"senderGroups":[{"senders":1}],"steps":[{"channel":"x"}]}'],
  [
    groups,
    'senderGroups[1]',
    '{"senders":1}',
    groups.replace('{"name":"a].b","senders":5}', '{"senders":1}'),
  ],
])('%s with %s of %s', (before, place, value, after) => {
  const settings = JSON.parse(before) as Record<string, unknown>;
  expect(put(limits, settings, place, JSON.parse(value))).toEqual(JSON.parse(after));
  expect(JSON.stringify(settings)).toBe(before);
});

test.each([
  ['senderGroups[3].senders', /senderGroups has no “3”/],
  ['senderGroups[mail].senders', /has no “mail”/],
  ['senderGroups[-1].senders', /has no “-1”/],
  ['senderGroups[calls].senders', /several of senderGroups are called “calls”/],
  ['caps[0].count', /caps has no “0”/],
  ['senderGroups[0', /is no place/],
  ['senderGroups[0]senders', /is no place/],
  ['retry.', /is no place/],
  ['', /is no place/],
])('refuses %s', (place, message) => {
  const settings = { senderGroups: [{ name: 'sms' }, { name: 'calls' }, { name: 'calls' }], caps: [] };
  expect(() => put(limits, settings, place, 1)).toThrow(message);
});

test('finds every field of the settings', () => {
  for (const { path } of limits.fields) expect(fieldOfPlace(path.replaceAll('[]', '[0]'))).toBe(path);
  expect(fieldOfPlace('senderGroups["a].b"].senders')).toBe('senderGroups[].senders');
});
