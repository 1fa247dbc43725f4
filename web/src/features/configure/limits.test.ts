import { expect, test } from 'vitest';
import { limits } from '@/testing/fixtures';
import { limitsOf } from './fieldPaths';
import { defaultForm, formOf, settingsOf } from './form';
import { formPath } from './inForm';
import { check, helpOf, textOf, understood, valueOf, withUnit } from './limits';

const field = (path: string) => limitsOf(limits, path);

test.each<[string, string, RegExp | string | true]>([
  ['messages', '1000', true],
  ['messages', '1,000,000', true],
  ['messages', '1e6', true],
  ['messages', ' 7 ', true],
  ['messages', '1.5', /whole number/],
  ['messages', '1,5', /^A comma groups thousands; write 1.5 for "1,5"\.$/],
  ['messages', '250.000', true],
  ['messages', '12.345', /whole number from 1/],
  ['messages', '250 000', true],
  ['timeToLive', '1d', true],
  ['timeToLive', '2h 30min', true],
  ['timeToLive', '367d', /1 to 31,622,400 seconds/],
  ['timeToLive', '3.600', true],
  ['timeToLive', 'soon', /1 to 31,622,400 seconds/],
  ['senderGroups.0.failureRate', '2.5 %', true],
  ['objectives.0.within', '15m', true],
  ['messages', 'many', /whole number from 1 to 100,000,000 messages/],
  ['messages', '', /whole number/],
  ['messages', '0x10', /whole number/],
  ['senderGroups.0.failureRate', '100', true],
  ['senderGroups.0.failureRate', '101', /from 0 to 100 %/],
  ['senderGroups.3.sendTime.mean', '0', /0.001 to 3,600 seconds/],
  ['timeToLive', '', true],
  ['timeToLive', '0', /or leave it empty/],
  ['seed', '', true],
  ['audience.0.share', '', true],
  ['channels.0.name', ' ', 'This is needed.'],
  ['caps.0.count', '', /whole number/],
  ['retry.delays.2.seconds', '10m', true],
  ['steps.1.retry.jitter', '50 %', true],
  ['steps.1.retry.jitter', '', /from 0 to 100 %/],
  ['senderGroups.0.openHours.0.from', '8:00', true],
  ['senderGroups.0.openHours.0.from', '8', 'Enter a time of day, as 08:00.'],
  ['caps.0.window.at', '', true],
  ['senderGroups.0.timetable.0.ratePerSecond', 'none', true],
  ['senderGroups.0.ratePerSecond', 'none', /0.01 to 10,000/],
  ['name', 'x'.repeat(80), true],
  ['name', 'x'.repeat(81), /at most 80 characters/],
  [
    'name',
    'a\u202eb',
    /^It must not hold what changes the direction of other characters \(character 2 is U\+202E\)\.$/,
  ],
  ['name', 'a\nb', /one line/],
  ['text', 'a\r\nb\tc', true],
  ['text', '123456789012345\r\n'.repeat(100), true],
])('%s: %j', (path, text, verdict) => {
  if (typeof verdict !== 'object') expect(check(field(path), text)).toBe(verdict);
  else expect(check(field(path), text)).toMatch(verdict);
});

test('a share is a percentage in the form and a share of 1 in the settings, to the last digit', () => {
  const share = field('senderGroups[].failureRate');
  for (const percent of ['0.1', '7', '29', '33.3', '99.99']) {
    expect(textOf(share, valueOf(share, percent))).toBe(percent);
  }
  expect(valueOf(share, '7')).toBe(0.07);
});

test.each<[string, string, string | undefined]>([
  ['timeToLive', '15m', '900 s (15 min)'],
  ['timeToLive', '900', '15 min'],
  ['timeToLive', '90 s', '90 s (1 min 30 s)'],
  ['senderGroups.0.sendTime.mean', '250ms', '0.25 s'],
  ['timeToLive', '30', undefined],
  ['timeToLive', '', undefined],
  ['timeToLive', '3.600', '3.6 s'],
  ['timeToLive', '367d', undefined],
  ['messages', '1e6', '1,000,000'],
  ['messages', '250,000', '250\u00a0000'],
  ['messages', '250000', undefined],
  ['senderGroups.0.failureRate', '5 %', undefined],
  ['senderGroups.0.failureRate', '1e-7', '0.0000001 %'],
])('%s: %j is understood as %s', (path, text, meaning) => {
  expect(understood(field(path), text)).toBe(meaning);
});

test('a small share is typed as it is shown', () => {
  const share = field('senderGroups[].failureRate');
  expect(valueOf(share, textOf(share, 1e-9))).toBe(1e-9);
});

test('a figure in a sentence has one unit', () => {
  expect([withUnit(' 900 ', 's'), withUnit('15m', 's'), withUnit('5', '%'), withUnit('5 %', '%')]).toEqual([
    '900 s',
    '15m',
    '5 %',
    '5 %',
  ]);
});

test('help is in the words of a form', () => {
  expect(helpOf(field('timeToLive'))).toMatch(/leave it empty for never/);
  expect(helpOf(field('seed'))).toMatch(/Random if left empty/);
});

test('the defaults make the settings that the server takes for its defaults', () => {
  const { seed, ...defaults } = limits.defaults;
  expect(settingsOf(limits, defaultForm(limits))).toEqual({ ...defaults, seed: undefined });
  expect(settingsOf(limits, formOf(limits, limits.defaults))).toEqual({ ...defaults, seed });
});

test('a place in the document becomes a place in the form', () => {
  expect(formPath('body.senderGroups[0].sendTime.percentiles[12].share')).toBe(
    'senderGroups.0.sendTime.percentiles.12.share',
  );
});
