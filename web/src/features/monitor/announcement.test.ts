import { expect, test } from 'vitest';
import { completed, ready, running } from '@/testing/fixtures';
import { announcementOf } from './announcement';

test.each([
  ['a new state', ready, '“Flood warning” is ready.'],
  ['the start', running(100), '“Flood warning” is running.'],
  ['a quarter', running(240), '“Flood warning”: 25 % of the messages have ended.'],
  ['nothing new until the next', running(470), '“Flood warning”: 25 % of the messages have ended.'],
  ['the half', running(480), '“Flood warning”: 50 % of the messages have ended.'],
  ['the end', completed, '“Flood warning” is completed: 950 delivered, 50 failed, 0 expired.'],
])('announces %s', (_, simulation, words) => {
  expect(announcementOf(simulation)).toBe(words);
});
