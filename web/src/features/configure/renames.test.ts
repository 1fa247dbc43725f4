import { expect, test } from 'vitest';
import { limits } from '@/testing/fixtures';
import { formOf } from './form';
import { renamed } from './renames';

const form = formOf(limits, {
  channels: [{ name: 'text' }, { name: 'voice' }],
  steps: [{ channel: 'sms' }, { channel: 'voice' }, { channel: 'sms' }],
  audience: [
    { name: 'all', share: 0.5, channels: ['voice', 'sms'] },
    { name: 'staff', share: 0.5, channels: [] },
  ],
  senderGroups: [
    { name: 'a', senders: 1, channel: 'sms' },
    { name: 'b', senders: 1, channel: 'voice' },
  ],
  caps: [{ count: 1, groups: ['a', 'b'], audience: ['staff'], window: { seconds: 1 } }],
  objectives: [{ share: 1, within: 1, audience: 'staff' }],
});

test('whoever names a channel, an audience or a group follows its new name', () => {
  expect(renamed(form, 'channels', 'sms', ' text ')).toEqual([
    ['steps.0.channel', 'text'],
    ['steps.2.channel', 'text'],
    ['senderGroups.0.channel', 'text'],
    ['audience.0.channels', ['voice', 'text']],
  ]);
  expect(renamed(form, 'audience', 'staff', 'crew')).toEqual([]); // there still is one of that name
  const crew = { ...form, audience: form.audience.slice(0, 1) };
  expect(renamed(crew, 'audience', 'staff', 'crew')).toEqual([
    ['caps.0.audience', ['crew']],
    ['objectives.0.audience', 'crew'],
  ]);
  const groups = { ...form, senderGroups: form.senderGroups.slice(1) };
  expect(renamed(groups, 'senderGroups', 'a', 'c')).toEqual([['caps.0.groups', ['c', 'b']]]);
});

test.each([
  ['', 'text'],
  ['sms', ' '],
  ['sms', 'sms '],
])('nothing follows from %j to %j', (before, after) => {
  expect(renamed(form, 'channels', before, after)).toEqual([]);
});
