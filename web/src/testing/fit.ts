import type { FitAnswer, FitEstimate } from '@/api/types';
import { settings } from './fixtures';

const about = (value: number): FitEstimate => ({ value, low: value * 0.9, high: value * 1.1 });

/** As POST /api/forecast/fit answers for a log. */
export const fitted: FitAnswer = {
  columns: {
    taken: [
      { role: 'sent', name: 'Started at' },
      { role: 'ended', name: 'Ended at' },
      { role: 'status', name: 'Status' },
      { role: 'recipient', name: 'Phone' },
    ],
    left: ['Cost'],
  },
  read: {
    rows: 101,
    attempts: 100,
    unreadable: { rows: 1, first: [{ line: 7, why: 'sent "later" is not a time' }] },
    backwards: { rows: 0 },
    untried: 0,
    words: [
      { text: 'answered', kind: 'delivered', rows: 60 },
      { text: 'kaputt', kind: 'unknown', rows: 5 },
      { text: 'busy', kind: 'temporary', rows: 35 },
    ],
    times: { sent: 'dates, in the zone UTC' },
  },
  resolution: 0.001,
  startAt: '2026-11-14T10:00:00Z',
  zone: 'UTC',
  span: 600,
  recipients: 80,
  channels: [{ name: '', neverReached: about(0.25) }],
  groups: [
    {
      name: 'senders',
      attempts: 100,
      delivered: about(0.6),
      failureRate: about(0.2),
      outcomes: [
        {
          word: 'answered',
          kind: 'delivered',
          count: 60,
          share: about(0.6),
          model: about(0.8),
          as: 'delivered',
          times: {
            count: 60,
            mean: about(50),
            percentiles: [
              { share: 0.05, seconds: about(40) },
              { share: 0.5, seconds: about(50) },
              { share: 0.95, seconds: about(70) },
            ],
            written: { distribution: 'constant', mean: 50 },
            distance: 0.02,
            chance: 0.1,
          },
        },
      ],
      leastDelivered: 0.55,
      mostDelivered: 0.62,
      rate: { sustained: about(0.5), mostInASecond: 4, binds: false, even: 0 },
      senders: { most: 20, share: 1, binds: true },
    },
  ],
  retries: [
    { after: 1, count: 30, median: about(600), low: about(540), high: about(660), added: 0, free: true },
  ],
  caps: [{ group: 'senders', count: 600, seconds: 3600, fails: true, why: 'Each of 3 windows was full.' }],
  resamples: 500,
  resampleSeed: 1,
  notes: ['Nothing was made of the status "kaputt".'],
  limits: ['A receipt comes when the provider has it.'],
  settings: { ...settings, messages: 80 },
  scenario: 'messages: 80 # different recipients of the log\n',
  curves: {
    seconds: [0, 300, 600],
    log: [0, 0.4, 0.75],
    simulated: [0, 0.42, 0.74],
    distance: 0.02,
    at: 300,
    atLog: 0.4,
    atSimulated: 0.42,
  },
};
