import { expect, test } from 'vitest';
import { limits } from '@/testing/fixtures';
import { defaultForm, formOf, settingsOf } from './form';
import { fillIn } from './presets';

const preset = (id: string) => {
  const found = limits.presets.find((one) => one.id === id);
  if (!found) throw new Error(`There is no preset ${id}.`);
  return found;
};

/** The form after presets were picked for a group, one after the other, and what the last one filled in beside it. */
function pick(before: ReturnType<typeof defaultForm>, index: number, ...ids: string[]) {
  let form = before;
  let beside: string[] = [];
  ids.forEach((id, i) => {
    const former = i > 0 ? preset(ids[i - 1] ?? '') : undefined;
    const filled = fillIn(limits, form, index, preset(id), former);
    const senderGroups = form.senderGroups.map((one, at) => (at === index ? filled.group : one));
    form = { ...form, ...filled.others, senderGroups };
    beside = filled.beside;
  });
  return { form, beside, settings: settingsOf(limits, form) };
}

const fresh = () => defaultForm(limits);

test('a quota comes as a cap of the group', () => {
  const { settings, beside } = pick(fresh(), 0, 'email-sandbox');
  expect(settings.senderGroups?.[0]).toMatchObject({ name: 'email', ratePerSecond: 1, rateUnit: 'messages' });
  expect(settings.caps).toEqual([
    {
      name: 'SES quota',
      count: 200,
      unit: 'messages',
      groups: ['email'],
      window: { seconds: 86_400 },
      over: 'wait',
    },
  ]);
  expect(beside).toEqual(['the cap “SES quota”']);
});

test("a carrier's cap comes with the audience that it is for", () => {
  const { settings } = pick(fresh(), 0, 'sms-10dlc-low');
  expect(settings.audience).toEqual([{ name: 'T-Mobile', share: 0.345 }]);
  expect(settings.caps).toMatchObject([
    {
      count: 10_000,
      unit: 'parts',
      groups: ['sms'],
      audience: ['T-Mobile'],
      over: 'fail',
      window: { daily: 'America/Los_Angeles' },
    },
  ]);
});

test('calls come with those that are never reached, and when they are tried again', () => {
  const { settings } = pick(fresh(), 0, 'voice-residents');
  expect(settings.channels).toEqual([{ name: 'calls', neverReached: 0.25 }]);
  expect(settings.retry).toMatchObject({ maxAttempts: 3, delays: [300, 900], order: 'freshFirst' });
  expect(settings.senderGroups?.[0]?.outcomes).toHaveLength(4);
});

test('another preset takes away what the one before had brought', () => {
  const again = pick(fresh(), 0, 'sms-10dlc-low', 'voice-residents', 'email-production');
  const { name, ...once } = pick(fresh(), 0, 'email-production').settings;
  // The channel that the calls had brought stays, as one that reaches everybody.
  expect(again.settings).toMatchObject({ ...once, name });
  expect(again.settings.channels).toEqual([{ name: 'calls' }]);
  expect(again.settings.audience ?? []).toEqual([]);
});

test('what the user has said stays', () => {
  const before = formOf(limits, {
    senderGroups: [{ name: 'first', senders: 3, channel: 'a', price: { perPart: 0.01 } }],
    channels: [{ name: 'a', neverReached: 0.5 }],
    retry: { maxAttempts: 7 },
    caps: [{ name: 'own', count: 5, window: { seconds: 60 } }],
    audience: [{ name: 'T-Mobile', share: 0.1 }],
  });
  const { settings, beside } = pick(before, 0, 'voice-staff');
  expect(settings.channels).toEqual([{ name: 'a', neverReached: 0.5 }]);
  expect(settings.retry?.maxAttempts).toBe(7);
  expect(settings.senderGroups?.[0]).toMatchObject({ channel: 'a', price: { perPart: 0.01 } });
  expect(beside).toEqual([]);
  const sms = pick(before, 0, 'sms-10dlc-low').settings;
  expect(sms.audience).toEqual([{ name: 'T-Mobile', share: 0.1 }]);
  expect(sms.caps?.map(({ name }) => name)).toEqual(['own', 'T-Mobile, a day and brand']);
  const changed = pick(before, 0, 'sms-10dlc-low').form;
  const cap = changed.caps[1];
  if (cap) cap.count = '9';
  const next = fillIn(limits, changed, 0, preset('push'), preset('sms-10dlc-low'));
  expect(next.others.caps.map(({ count }) => count)).toEqual(['5', '9']);
});

test('a second group of the same kind has a name of its own, and its cap is for it', () => {
  const before = formOf(limits, { senderGroups: [{ name: 'email', senders: 1 }, { senders: 2 }] });
  const { settings } = pick(before, 1, 'email-sandbox');
  expect(settings.senderGroups?.map(({ name }) => name)).toEqual(['email', 'email 2']);
  expect(settings.caps?.[0]?.groups).toEqual(['email 2']);
});

test('a cap of the group, which gets another name, stays one of it', () => {
  const before = formOf(limits, {
    senderGroups: [{ name: 'mine', senders: 1 }],
    caps: [{ name: 'own', count: 5, groups: ['mine'], window: { seconds: 60 } }],
  });
  expect(pick(before, 0, 'push').settings.caps?.[0]?.groups).toEqual(['push']);
});
