import { expect, test } from 'vitest';
import type { Moments } from '@/api/types';
import { fastest, inWords, lastBefore, nowAt } from './moments';

// By hand: two seconds a step. In the second step sms starts 4 + 1 = 5 attempts, of which it had 4 end, 3 with success.
const moments: Moments = {
  seconds: [0, 2, 4],
  untried: [8, 5, 0],
  again: [0, 1, 0],
  inFlight: [1, 1, 0],
  delivered: [0, 3, 9],
  failed: [0, 0, 1],
  expired: [0, 0, 0],
  unreachable: 1,
  acknowledged: [0, 1, 4],
  groups: [
    { name: 'a', channel: 'sms', senders: 1, busy: [1, 2, 0], attempts: [0, 4, 12], delivered: [0, 3, 9] },
  ],
};

test('everybody is somewhere, and a group does what its counts differ in', () => {
  const now = nowAt(moments, 1);
  expect(now).toMatchObject({ seconds: 2, messages: 11, waiting: 6, untried: 5, again: 1, acknowledged: 1 });
  expect(now.groups).toEqual([
    {
      name: 'a',
      channel: 'sms',
      senders: 2,
      busy: 2,
      started: 2.5,
      delivered: 1.5,
      other: 0.5,
      closed: false,
    },
  ]);
  expect(nowAt(moments, 0).groups[0]).toMatchObject({ started: 0, delivered: 0, other: 0 });
  expect(fastest(moments)).toBe(3);
});

test('a group is closed within its band, whose end is open', () => {
  const bands = [{ lane: 'a', what: 'closed', from: 2, to: 4 }];
  expect([0, 1, 2].map((index) => nowAt(moments, index, bands).groups[0]?.closed)).toEqual([
    false,
    true,
    false,
  ]);
});

test('the last instant is the one that is not after the clock', () => {
  expect([0, 1.9, 2, 3.9, 4, Infinity].map((at) => lastBefore(moments, at))).toEqual([0, 0, 1, 1, 2, 2]);
});

test('who does not see the picture reads the same of it', () => {
  expect(inWords(nowAt(moments, 1))).toBe(
    'After 2 s: 3 of 11 reached, 1 confirmed, 1 unreachable, 5 waiting, 1 waiting for another attempt, 1 in flight. a: 2 of 2 senders busy.',
  );
});
