import { expect, test } from 'vitest';
import type { SenderGroup } from '@/api/types';
import { settings } from '@/testing/fixtures';
import { fullForecast } from '@/testing/wholeModel';
import { calendarOf, eventsOf } from './events';

const [first] = settings.senderGroups;
const group = { ...first, name: 'lines' } as SenderGroup;

test('settings without any of it have no events', () => {
  expect(eventsOf({ ...settings, timeToLive: null }, undefined, 1e6)).toEqual({ bands: [], marks: [] });
});

test('timetables, audiences, caps and the time to live, up to the end', () => {
  const whole = {
    ...settings,
    timeToLive: 7200,
    audience: [
      { name: 'staff', messages: 10 },
      { name: 'second district', share: 0.3, at: 1200 },
      { name: 'never', share: 0.1, at: 9999 },
    ],
    caps: [
      {
        name: 'quota',
        count: 100,
        unit: 'messages' as const,
        over: 'wait' as const,
        window: { seconds: 3600 },
        timetable: [{ at: 600, count: 5000 }],
      },
    ],
    senderGroups: [
      {
        ...group,
        timetable: [
          { at: 1800, failureRate: 0.4, sendTimeFactor: 1.2 },
          { at: 3600, open: false, abort: true },
          { at: 5400, open: true, senders: 100 },
          { at: 7000, open: false },
        ],
      },
    ],
  };
  expect(eventsOf(whole, undefined, 7500)).toEqual({
    bands: [
      { lane: 'lines', what: 'closed', from: 3600, to: 5400 },
      { lane: 'lines', what: 'closed', from: 7000, to: Infinity },
    ],
    marks: [
      { at: 1200, words: 'the messages of second district come' },
      { at: 1800, words: 'lines: 40 % fail, send times × 1.2' },
      { at: 5400, words: 'lines: 100 senders' },
      { at: 600, words: 'cap quota: 5,000 messages' },
      { at: 7200, words: 'the time to live is up' },
    ],
  });
});

test('opening hours need a calendar, and go together with the timetable', () => {
  const calendar = { start: '2026-06-01T18:00:00+02:00', zone: 'Europe/Berlin' };
  const whole = {
    ...settings,
    timeToLive: null,
    senderGroups: [
      {
        ...group,
        openHours: [{ from: '08:00', to: '20:00' }],
        timetable: [
          { at: 3600, open: false },
          { at: 9000, open: true },
        ],
      },
    ],
  };
  expect(eventsOf(whole, calendar, 86_400).bands).toEqual([
    { lane: 'lines', what: 'closed', from: 3600, to: 14 * 3600 },
  ]);
  expect(eventsOf(whole, undefined, 86_400).bands).toEqual([
    { lane: 'lines', what: 'closed', from: 3600, to: 9000 },
  ]);
});

test('there is no calendar where the browser has other clocks than the server', () => {
  const { settings: dated } = fullForecast;
  expect(calendarOf(dated, fullForecast)).toEqual({
    start: '2026-10-24T18:00:00+02:00',
    zone: 'Europe/Berlin',
  });
  const other = { dates: { ...fullForecast.dates, makespan: '2026-10-24T17:41:40+01:00' } };
  expect(calendarOf(dated, other as typeof fullForecast)).toBeUndefined();
  expect(calendarOf({ ...dated, zone: 'Mars/Olympus' }, undefined)).toBeUndefined();
  expect(calendarOf(settings, undefined)).toBeUndefined();
});
