import { expect, test } from 'vitest';
import { clockAxis } from './clock';

const hour = 3600;
const plainly = (text: string) => text.replace(/\s/g, ' ');
const ticks = (start: string, zone: string, hours: number, about: number) =>
  clockAxis({ start, zone })
    .ticks?.(0, hours * hour, about)
    .map(({ at, text }) => [at / hour, plainly(text)]);

test('round hours of the clock, with the date where it changes', () => {
  expect(ticks('2026-06-01T17:30:00+02:00', 'Europe/Berlin', 12, 4)).toEqual([
    [0.5, 'Jun 1, 6 PM'],
    [3.5, '9 PM'],
    [6.5, 'Jun 2, 12 AM'],
    [9.5, '3 AM'],
  ]);
});

test('where clocks go back an hour comes twice, where they go forward it is missing', () => {
  expect(ticks('2026-10-25T01:00:00+02:00', 'Europe/Berlin', 3, 3)?.map(([, text]) => text)).toEqual([
    'Oct 25, 1 AM',
    '2 AM',
    '2 AM',
    '3 AM',
  ]);
  expect(ticks('2026-03-29T01:00:00+01:00', 'Europe/Berlin', 2, 2)?.map(([, text]) => text)).toEqual([
    'Mar 29, 1 AM',
    '3 AM',
    '4 AM',
  ]);
});

test('days of a long run begin at midnight, also after the clocks are set', () => {
  expect(ticks('2026-03-28T12:00:00+01:00', 'Europe/Berlin', 60, 2.5)).toEqual([
    [12, 'Mar 29'],
    [35, 'Mar 30'],
    [59, 'Mar 31'],
  ]);
});
