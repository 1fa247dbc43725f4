import type { ForecastAnswer, Settings, Simulation } from '@/api/types';
import { completed, forecast, latency, running, settings, timeline } from './fixtures';

/** Settings with all that the second version of the model has. */
const fullSettings: Settings = {
  ...settings,
  name: 'Staff call-out',
  mode: 'instant',
  startAt: '2026-10-24T18:00:00+02:00',
  zone: 'Europe/Berlin',
  until: 'acknowledged',
  currency: 'EUR',
  cycles: 2,
  channels: [
    {
      name: 'sms',
      neverReached: 0.1,
      acknowledgement: { share: 0.4, time: { distribution: 'exponential', mean: 60 } },
    },
    { name: 'voice', neverReached: 0 },
  ],
  steps: [
    { channel: 'sms', wait: 300 },
    { channel: 'voice', wait: 120 },
  ],
  audience: [{ name: 'vip', share: 0.1, priority: 9, at: 600 }],
  senderGroups: settings.senderGroups.flatMap((group) => [
    { ...group, channel: 'sms', price: { perPart: 0.01, increment: 60, billed: 'attempts' as const } },
    { ...group, name: 'calls', channel: 'voice' },
  ]),
  caps: [
    {
      name: 'brand',
      count: 600,
      unit: 'messages',
      over: 'fail',
      window: { daily: 'Europe/Berlin', at: '00:00' },
    },
    { name: 'hourly', count: 300, unit: 'messages', over: 'wait', window: { seconds: 3600 } },
  ],
};

const cut = { begun: 940, attempts: 990, delivered: 700, repeats: 0 };
const fullTimeline = {
  ...timeline,
  delivered: [180, 180, 180, 180, 180],
  acknowledged: [60, 120, 120, 120, 120],
};

/** As POST /api/forecast answers for them. */
export const fullForecast: ForecastAnswer = {
  ...forecast,
  settings: fullSettings,
  wallSeconds: 0,
  simulatorCost: undefined,
  delivered: 900,
  failed: 50,
  expired: 20,
  unreachable: 30,
  acknowledged: 540,
  repeats: 110,
  furtherSteps: 350,
  refused: 40,
  attempts: 1390,
  endsAt: 2560,
  timeline: fullTimeline,
  audiences: [
    {
      name: 'vip',
      messages: 100,
      at: 600,
      delivered: 98,
      acknowledged: 80,
      failed: 2,
      expired: 0,
      unreachable: 0,
      latency,
    },
    {
      name: '',
      messages: 900,
      at: 0,
      delivered: 802,
      acknowledged: 460,
      failed: 48,
      expired: 20,
      unreachable: 30,
    },
  ],
  channels: [
    { name: 'sms', ...cut },
    { name: 'voice', begun: 350, attempts: 400, delivered: 200, repeats: 110 },
  ],
  steps: [
    { cycle: 1, step: 1, channel: 'sms', ...cut },
    { cycle: 2, step: 2, channel: 'voice', begun: 350, attempts: 400, delivered: 200, repeats: 110 },
  ],
  groups: [
    {
      name: 'sms',
      senders: 4,
      attempts: 990,
      delivered: 700,
      failed: 40,
      averageSendTime: 10,
      channel: 'sms',
      ends: { delivered: 700, temporary: 210, permanent: 30, overCap: 40, aborted: 10 },
      closedSeconds: 0,
      heldByRateSeconds: 90,
    },
    {
      name: 'calls',
      senders: 4,
      attempts: 400,
      delivered: 200,
      failed: 10,
      averageSendTime: 30,
      channel: 'voice',
      ends: {
        delivered: 310,
        temporary: 80,
        permanent: 10,
        overCap: 0,
        aborted: 0,
        outcomes: [
          { name: 'answered', attempts: 310 },
          { name: 'busy', attempts: 90 },
        ],
      },
      closedSeconds: 3600,
      heldByRateSeconds: 0,
    },
  ],
  caps: [
    { name: 'brand', windows: [600, 120, 0], peak: 600, heldSeconds: 0 },
    { name: 'hourly', peak: 300, heldSeconds: 720 },
  ],
  sendingCost: { currency: 'EUR', total: 15.84, groups: [{ name: 'sms', amount: 15.84 }] },
  dates: {
    zone: 'Europe/Berlin',
    zoneVersion: '2025c',
    start: '2026-10-24T18:00:00+02:00',
    makespan: '2026-10-24T18:41:40+02:00',
    p50: '2026-10-24T18:20:50+02:00',
    p95: '2026-10-24T18:39:35+02:00',
  },
  warnings: [
    'caps[1]: at most 300 can be started in its window, so its count of 300 is never reached.',
    'senderGroups[1]: no message is sent over its channel "voice".',
  ],
  objectives: [
    {
      share: 0.5,
      within: 7200,
      of: 'acknowledged',
      met: true,
      at: 2475,
      date: '2026-10-24T18:41:15+02:00',
    },
    { budget: 10, met: false, at: null },
  ],
};

/** A simulation with them that is completed. */
export const fullCompleted: Simulation = {
  ...completed,
  settings: fullSettings,
  forecast: fullForecast,
  timeline: fullTimeline,
  objectives: fullForecast.objectives,
  progress: {
    ...completed.progress,
    delivered: 900,
    failed: 50,
    expired: 20,
    unreachable: 30,
    acknowledged: 540,
    repeats: 110,
    attempts: 1390,
    simulatedSeconds: 2560,
  },
  shards: completed.shards.map((one) => ({ ...one, acknowledged: 540, repeats: 110, unreachable: 30 })),
};

/** The same while it runs. */
export const fullRunning: Simulation = {
  ...running(),
  settings: fullSettings,
  forecast: fullForecast,
  timeline: {
    ...fullTimeline,
    delivered: [180, 180],
    failed: [10, 10],
    expired: [0, 0],
    acknowledged: [60, 120],
  },
  objectives: fullForecast.objectives.map((objective) => ({
    ...objective,
    met: null,
    at: null,
    date: undefined,
  })),
  progress: {
    ...running().progress,
    unreachable: 30,
    waiting: 534,
    acknowledged: 200,
    repeats: 7,
  },
};
