import { expect, test } from 'vitest';
import { limits } from '@/testing/fixtures';
import { formPath } from './errors';
import { defaultForm, formOf, settingsOf } from './form';
import { check, helpOf, limitsOf, textOf, valueOf } from './limits';

const field = (path: string) => limitsOf(limits, path);

test.each<[string, string, RegExp | true]>([
  ['messages', '1000', true],
  ['messages', '1,000,000', true],
  ['messages', '1e6', true],
  ['messages', ' 7 ', true],
  ['messages', '1.5', /whole number/],
  ['messages', '1,5', /whole number/],
  ['messages', 'many', /whole number from 1 to 100,000,000 messages/],
  ['messages', '', /whole number/],
  ['messages', '0x10', /whole number/],
  ['senderGroups.0.failureRate', '100', true],
  ['senderGroups.0.failureRate', '101', /from 0 to 100 %/],
  ['senderGroups.3.sendTime.mean', '0', /0.001 to 3,600 seconds/],
  ['timeToLive', '', true],
  ['timeToLive', '0', /or leave it empty/],
  ['seed', '', true],
  ['name', 'x'.repeat(80), true],
  ['name', 'x'.repeat(81), /at most 80 characters/],
])('%s: %j', (path, text, verdict) => {
  if (verdict === true) expect(check(field(path), text)).toBe(true);
  else expect(check(field(path), text)).toMatch(verdict);
});

test('a share is a percentage in the form and a share of 1 in the settings, to the last digit', () => {
  const share = field('senderGroups[].failureRate');
  for (const percent of ['0.1', '7', '29', '33.3', '99.99']) {
    expect(textOf(share, valueOf(share, percent))).toBe(percent);
  }
  expect(valueOf(share, '7')).toBe(0.07);
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
