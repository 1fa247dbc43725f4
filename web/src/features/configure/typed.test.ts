import { expect, test } from 'vitest';
import { typedFigure } from '@/components/format';
import { limits } from '@/testing/fixtures';
import { speak } from '@/testing/locale';
import { limitsOf } from './fieldPaths';
import { defaultForm, formOf, settingsOf } from './form';
import { check, textOf, understood, valueOf } from './limits';
import type { Quantity } from './quantity';
import { forget, remember, remembered } from './remember';
import { readLevels } from './study/levels';
import { readClock, readTyped } from './typed';

test.each<[locale: string, kind: Quantity, text: string, value: number | RegExp]>([
  ['en-US', 'whole', '1,000', 1000],
  ['en-US', 'whole', '1.000', 1],
  ['en-US', 'number', '1.500', 1.5],
  ['en-US', 'number', '1,5', /^a comma groups thousands; write 1\.5/],
  ['en-US', 'whole', '1.000.000', /^a point is the decimal point; write 1000000 or 1,000,000/],
  ['de-DE', 'whole', '1.000', 1000],
  ['de-DE', 'whole', '1.234.567', 1_234_567],
  ['de-DE', 'number', '0,5', 0.5],
  ['de-DE', 'number', ',5', 0.5],
  ['de-DE', 'number', '1.234,5', 1234.5],
  ['de-DE', 'number', '1234.5', 1234.5],
  ['de-DE', 'number', '1,000', 1],
  ['de-DE', 'number', '1,000,000', 1_000_000],
  ['de-DE', 'number', '-1,5e3', -1500],
  ['de-DE', 'percent', '2,5 %', 0.025],
  ['de-DE', 'seconds', '1,5 h', 5400],
  ['de-DE', 'seconds', '1.500 ms', 1.5],
  ['de-DE', 'seconds', '2h 30min', 9000],
  ['de-DE', 'whole', '007', /^leave out the zeros/],
  ['de-DE', 'number', '1,2,3', /is no number/],
  ['fr-FR', 'whole', '250\u202f000', 250_000],
  ['fr-FR', 'whole', '250 000', 250_000],
  ['fr-FR', 'number', '1 234,5', 1234.5],
  ['fr-FR', 'number', '1234.5', 1234.5],
  ['fr-FR', 'number', '1.000', /could be 1 or 1 000; write 1 or 1000$/],
  ['de-CH', 'whole', "250'000", 250_000],
  ['de-CH', 'whole', '250’000', 250_000],
  ['de-CH', 'number', '1.000', 1],
  ['de-CH', 'number', '1,5', /^a point is the decimal point; write 1\.5/],
  ['en-IN', 'whole', '12,34,567', 1_234_567],
  ['en-IN', 'whole', '1,00,000', 100_000],
  ['en-IN', 'whole', '1,234,567', 1_234_567],
  ['en-US', 'whole', '12,34,567', /is no whole number/],
  ['ar-EG', 'whole', '١٬٢٣٤٬٥٦٧', 1_234_567],
  ['ar-EG', 'number', '٠٫٥', 0.5],
  ['ar-EG', 'number', '1234.5', 1234.5],
  ['ar-EG', 'percent', '٥٪', 0.05],
  ['fa-IR', 'whole', '۲۵۰٬۰۰۰', 250_000],
  ['en-US', 'whole', '۲۵۰۰۰۰', 250_000],
  ['sv-SE', 'number', '−2,5', -2.5],
])('in %s, as %s, %j is %s', (locale, kind, text, value) => {
  speak(locale);
  const reading = readTyped(kind, text);
  if (typeof value === 'number') expect(reading).toEqual({ value });
  else expect('wrong' in reading && reading.wrong).toMatch(value);
});

const locales = ['en-US', 'de-DE', 'fr-FR', 'de-CH', 'en-IN', 'ar-EG', 'fa-IR', 'es-ES', 'sv-SE', 'bn-BD'];

test.each(locales)('in %s what the form writes is read back', (locale) => {
  speak(locale);
  for (const value of [0, 7, 1000, 0.5, 1.234, 12.345, 1234.5, 1e-9, 1e21, 100_000_000, -2.5]) {
    expect(readTyped('number', typedFigure(value))).toEqual({ value });
  }
  const { seed, ...defaults } = limits.defaults;
  expect(settingsOf(limits, defaultForm(limits))).toEqual({ ...defaults, seed: undefined });
  expect(settingsOf(limits, formOf(limits, limits.defaults))).toEqual({ ...defaults, seed });
});

const field = (path: string) => limitsOf(limits, path);

test.each<[locale: string, path: string, text: string, meaning: string | undefined]>([
  ['en-US', 'messages', '250.000', '250'],
  ['en-US', 'messages', '250,000', '250\u00a0000'],
  ['en-US', 'messages', '1000', undefined],
  ['de-DE', 'messages', '250.000', '250\u00a0000'],
  ['de-DE', 'messages', '250000', undefined],
  ['de-DE', 'messages', '1e6', '1.000.000'],
  ['de-DE', 'senderGroups.0.ratePerSecond', '0,5', undefined],
  ['de-DE', 'senderGroups.0.ratePerSecond', '1.5', '1,5'],
  ['de-DE', 'senderGroups.0.ratePerSecond', '12,345', '12,345, between 12 and 13'],
  ['de-DE', 'senderGroups.0.failureRate', '2,5 %', undefined],
  ['de-DE', 'timeToLive', '1,5 h', '5.400 s (1 h 30 min)'],
  ['de-DE', 'timeToLive', '1,234', '1,234 s, between 1 and 2'],
  ['en-US', 'senderGroups.0.openHours.0.from', '08:00', '8:00 AM'],
  ['de-DE', 'senderGroups.0.openHours.0.from', '08:00', undefined],
  ['de-DE', 'senderGroups.0.openHours.0.from', '8:00 pm', '20:00'],
  ['de-DE', 'startAt', '2026-10-24T18:00:00+02:00', 'Sa., 24. Okt. 2026, 18:00:00 (UTC+02:00)'],
  ['de-DE', 'startAt', 'tomorrow', undefined],
])('in %s the form says of %s %j: %s', (locale, path, text, meaning) => {
  speak(locale);
  expect(understood(field(path), text)?.replace('\u202f', ' ')).toBe(meaning);
});

test('bounds and refusals are in the marks of the locale', () => {
  speak('de-DE');
  expect(check(field('messages'), '1,5')).toBe('Enter a whole number from 1 to 100.000.000 messages.');
  expect(textOf(field('senderGroups[].failureRate'), 0.025)).toBe('2,5');
  expect(valueOf(field('senderGroups[].failureRate'), '2,5')).toBe(0.025);
});

test.each([
  ['08:00', '08:00'],
  ['8:00', '08:00'],
  ['8.30', '08:30'],
  ['12:15 AM', '00:15'],
  ['12:15\u202fp.m.', '12:15'],
  ['8:00 pm', '20:00'],
  ['24:00', '24:00'],
  ['٠٨:٠٠', '08:00'],
  ['24:01', undefined],
  ['13:00 pm', undefined],
  ['8:60', undefined],
  ['8', undefined],
])('the clock %j is %s', (text, read) => {
  expect(readClock(text)).toBe(read);
});

test.each<[string, string, number[]]>([
  ['de-DE', '0,5; 1; 1,5', [0.5, 1, 1.5]],
  ['de-DE', '0,5, 1', [0.5, 1]],
  ['de-DE', '1,5', [1.5]],
  ['de-DE', '10,20,40', [10, 20, 40]],
  ['de-DE', '1.000; 2.000', [1000, 2000]],
  ['en-US', '0.5, 1', [0.5, 1]],
  ['en-US', '1,5', [1, 5]],
])('in %s the levels %j are %j', (locale, text, values) => {
  speak(locale);
  expect(readLevels(field('senderGroups.0.ratePerSecond'), text)).toEqual({ values });
});

test('a draft is not read by other marks than it was typed by', () => {
  speak('de-DE');
  remember({ ...defaultForm(limits), messages: '1.000' });
  expect(remembered(limits).messages).toBe('1.000');
  speak('en-US');
  expect(remembered(limits).messages).toBe('25000'); // the first template's
  speak('de-DE');
  forget();
  expect(remembered(limits).messages).toBe('25000');
});
