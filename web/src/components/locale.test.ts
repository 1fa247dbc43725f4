import { expect, test } from 'vitest';
import { speak } from '@/testing/locale';
import * as format from './format';

/** With the spaces of every kind as one, and without marks that tell directions. */
const plain = (text: string) =>
  text.replaceAll(/\s/g, ' ').replaceAll(/[\u200e\u200f\u061c\u2066-\u2069]/g, '');

test.each<[locale: string, count: string, figure: string, share: string, time: string, minus: string]>([
  ['en-US', '1,234,567', '0.5', '99.96 %', '1 min 0.5 s', '-2.5'],
  ['de-DE', '1.234.567', '0,5', '99,96 %', '1 min 0,5 s', '-2,5'],
  ['fr-FR', '1 234 567', '0,5', '99,96 %', '1 min 0,5 s', '-2,5'],
  ['en-IN', '12,34,567', '0.5', '99.96 %', '1 min 0.5 s', '-2.5'],
  ['sv-SE', '1 234 567', '0,5', '99,96 %', '1 min 0,5 s', '−2,5'],
  ['ar-EG', '١٬٢٣٤٬٥٦٧', '٠٫٥', '٩٩٫٩٦ %', '١ min ٠٫٥ s', '-٢٫٥'],
  ['en-US@posix', '1,234,567', '0.5', '99.96 %', '1 min 0.5 s', '-2.5'],
])('figures in %s', (locale, count, figure, share, time, minus) => {
  speak(locale);
  expect(
    [
      format.formatCount(1_234_567),
      format.formatFigure(0.5),
      format.formatShare(0.9996),
      format.formatTime(60.5),
      format.formatNumber(-2.5),
    ].map(plain),
  ).toEqual([count, figure, share, time, minus]);
});

test('figures in Swiss German, whichever apostrophe the browser has', () => {
  speak('de-CH');
  expect(format.formatNumber(1_234_567.5)).toMatch(/^1['’]234['’]567\.5$/);
});

test('thousands of Spanish are grouped from five digits on, as the language does', () => {
  speak('es-ES');
  expect([format.formatCount(1234), format.formatCount(12_345)]).toEqual(['1234', '12.345']);
});

test('every digit is kept, and what is rounded is rounded as in English', () => {
  speak('de-DE');
  expect([
    format.formatNumber(1e-9),
    format.formatNumber(12_345_678.901),
    format.formatPart(1, 3),
    format.formatPart(0, 3),
    format.formatPart(1, 100_000),
    format.formatMoney(0, 'EUR'),
    format.formatMoney(1e-9, 'EUR'),
    format.formatLag(0),
    format.formatDuration(9.9996, [10]),
  ]).toEqual([
    '0,000000001',
    '12.345.678,901',
    '33,3 %',
    '0 %',
    '<0,1 %',
    '0 EUR',
    'under 0,000001 EUR',
    'under 0,1 s',
    '9,9996 s',
  ]);
});

test.each([
  ['en-US', 'Oct 24, 2026, 6:05:09 PM', '6:05 PM'],
  ['en-GB', '24 Oct 2026, 18:05:09', '18:05'],
  ['de-DE', '24.10.2026, 18:05:09', '18:05'],
  ['fr-FR', '24 oct. 2026, 18:05:09', '18:05'],
  ['en-IN', '24 Oct 2026, 6:05:09 pm', '6:05 pm'],
])('dates in %s', (locale, dateTime, timeOfDay) => {
  speak(locale);
  const here = new Date(2026, 9, 24, 18, 5, 9).toISOString();
  expect([format.formatDateTime(here), format.formatTimeOfDay(here)].map(plain)).toEqual([
    dateTime,
    timeOfDay,
  ]);
});

test('a moment has the clock of its place in every locale', () => {
  speak('de-DE');
  expect(format.formatLocal('2026-10-24T18:00:00.25+02:00')).toBe('Sa., 24. Okt. 2026, 18:00:00 (UTC+02:00)');
  speak('ar-EG');
  expect(format.formatLocal('2026-10-24T18:00:00Z')).toMatch(/^\u2068.*\u2069 \(UTC\)$/);
});

test('the first language that the browser knows counts, also after it has changed', () => {
  speak('C', 'de-DE', 'en-US');
  expect(format.formatNumber(0.5)).toBe('0,5');
  speak('en-US', 'de-DE');
  expect(format.formatNumber(0.5)).toBe('0.5');
});
