import { expect, test } from 'vitest';
import { between, joined, openSpans } from './openHours';

const zone = 'Europe/Berlin';
const hour = 3600;

/** In hours after the start. */
const open = (start: string, hours: number, ...spans: Parameters<typeof openSpans>[0]) =>
  openSpans(spans, Date.parse(start), zone, hours * hour).map(({ from, to }) => [from / hour, to / hour]);

test('is open by what the clocks read, on its days', () => {
  const week = { days: ['monday', 'friday'] as ('monday' | 'friday')[], from: '08:00', to: '21:00' };
  expect(open('2026-03-27T18:00:00+01:00', 96, week)).toEqual([
    [0, 3],
    [61, 74], // the clocks go forward on Sunday
  ]);
});

test('over midnight belongs to the day on which it begins; from equal to to is a whole day', () => {
  const night = { days: ['saturday'] as 'saturday'[], from: '22:00', to: '06:00' };
  expect(open('2026-06-07T00:00:00+02:00', 24, night)).toEqual([[0, 6]]);
  expect(open('2026-06-06T00:00:00+02:00', 24, night)).toEqual([[22, 24]]);
  expect(open('2026-06-06T00:00:00+02:00', 48, { from: '00:00', to: '24:00' })).toEqual([[0, 48]]);
  expect(open('2026-06-06T12:00:00+02:00', 48, { from: '08:00', to: '08:00' })).toEqual([[0, 48]]);
});

test('an hour that is skipped does not come, one that is read twice is open twice', () => {
  const small = { from: '01:30', to: '02:30' };
  expect(open('2026-03-29T00:00:00+01:00', 6, small)).toEqual([[1.5, 2]]);
  expect(open('2026-10-25T00:00:00+02:00', 6, small)).toEqual([
    [1.5, 2.5],
    [3, 3.5],
  ]);
});

test('spans that touch are one, and what is between them is the rest', () => {
  const spans = joined([
    { from: 5, to: 8 },
    { from: 0, to: 2 },
    { from: 2, to: 3 },
  ]);
  expect(spans).toEqual([
    { from: 0, to: 3 },
    { from: 5, to: 8 },
  ]);
  expect(between(spans, 10)).toEqual([
    { from: 3, to: 5 },
    { from: 8, to: 10 },
  ]);
  expect(between([], 10)).toEqual([{ from: 0, to: 10 }]);
});
