import type {
  ForecastAnswer,
  Limits,
  SessionInfo,
  Settings,
  Simulation,
  SimulationSummary,
} from '@/api/types';
import limitsDocument from './limits.json';

/** As GET /api/limits answered once; tests may rely on its figures, the interface may not. */
export const limits = limitsDocument as Limits;

export const settings: Settings = {
  ...limits.defaults,
  name: 'Flood warning',
  seed: 42,
  senderGroups: limits.defaults.senderGroups.map((group) => ({ ...group, failureRate: 0.05 })),
};

export const session: SessionInfo = {
  sessionId: 'session-1',
  openedAt: '2026-11-23T10:00:00Z',
  expiresAt: '2026-11-23T10:15:00Z',
  members: 1,
};

export const timeline = {
  binSeconds: 500,
  delivered: [190, 190, 190, 190, 190],
  failed: [10, 10, 10, 10, 10],
  expired: [0, 0, 0, 0, 0],
};
export const latency = { p50: 1250, p90: 2250, p95: 2375, p99: 2475, max: 2500 };

const summary: SimulationSummary = {
  id: 'sim-1',
  state: 'ready',
  settings,
  engineVersion: 1,
  createdAt: '2026-11-23T10:01:00Z',
  readyAt: '2026-11-23T10:01:01Z',
  progress: {
    messages: 1000,
    delivered: 0,
    failed: 0,
    expired: 0,
    unreachable: 0,
    acknowledged: 0,
    repeats: 0,
    inFlight: 0,
    waiting: 1000,
    attempts: 0,
    averageSendTime: 0,
    throughput: 0,
    simulatedSeconds: 0,
    wallSeconds: 0,
    lagSeconds: 0,
    etaSeconds: 2500,
  },
  objectives: [{ share: 0.95, within: 900, met: null, at: null }],
};

const shard = {
  index: 0,
  state: 'ready' as const,
  senders: 4,
  clock: 0,
  delivered: 0,
  failed: 0,
  expired: 0,
  inFlight: 0,
  unreachable: 0,
  acknowledged: 0,
  repeats: 0,
  lagSeconds: 0,
  heartbeatAt: '2026-11-23T10:01:01Z',
  token: 1,
  handOvers: 0,
};

const late =
  '95 % of 1,000 people are reached after 41 min 40 s, 26 min 40 s later than wanted; 50 never; the number of senders decides.';

const answer: ForecastAnswer['answer'] = {
  sentence: late,
  objective: 0,
  share: 0.95,
  people: 1000,
  reached: 950,
  after: 2500,
  bound: { kind: 'senders', path: 'senderGroups[0].senders' },
};

/** A simulation that is ready to start. */
export const ready: Simulation = {
  ...summary,
  sentence: 'It is ready; nobody is reached yet.',
  shardsReady: 1,
  shards: [shard],
  forecast: {
    answer,
    makespan: 2500,
    wallSeconds: 2500,
    delivered: 950,
    failed: 50,
    expired: 0,
    unreachable: 0,
    acknowledged: 0,
    repeats: 0,
    attempts: 1000,
    averageSendTime: 10,
    groups: [],
    timeline,
    latency,
    objectives: [{ share: 0.95, within: 900, met: false, at: 2500 }],
  },
};

export const preparing: Simulation = {
  ...ready,
  sentence: 'It is being prepared; nobody is reached yet.',
  state: 'preparing',
  readyAt: undefined,
  shardsReady: 0,
  shards: [{ ...shard, state: 'preparing' }],
  forecast: undefined,
  progress: { ...summary.progress, etaSeconds: null },
};

/** A simulation that is running, with so many delivered of 1,000. */
export function running(delivered = 412): Simulation {
  return {
    ...ready,
    sentence: `So far ${delivered} of 1,000 people are reached, after 18 min.`,
    state: 'running',
    startedAt: '2026-11-23T10:02:00Z',
    shards: [{ ...shard, state: 'running', delivered, failed: 20, inFlight: 4, clock: 1080 }],
    timeline: { ...timeline, delivered: [190, 190], failed: [10, 10], expired: [0, 0] },
    progress: {
      ...summary.progress,
      delivered,
      failed: 20,
      inFlight: 4,
      waiting: 1000 - delivered - 24,
      attempts: delivered + 20,
      averageSendTime: 9.97,
      throughput: 0.4,
      simulatedSeconds: 1080,
      wallSeconds: 1081,
      lagSeconds: 0.02,
      etaSeconds: 1420,
    },
  };
}

export const completed: Simulation = {
  ...running(950),
  sentence: late,
  state: 'completed',
  finishedAt: '2026-11-23T10:43:40Z',
  timeline,
  latency,
  progress: {
    ...running(950).progress,
    failed: 50,
    inFlight: 0,
    waiting: 0,
    simulatedSeconds: 2500,
    etaSeconds: 0,
  },
  objectives: [{ share: 0.95, within: 900, met: false, at: 2500 }],
};

export const cancelled: Simulation = {
  ...running(412),
  sentence: 'It was cancelled after 18 min; 412 of 1,000 people were reached by then.',
  state: 'cancelled',
  reason: 'cancelled by a member of the session',
  finishedAt: '2026-11-23T10:20:00Z',
};

export const failed: Simulation = {
  ...running(0),
  sentence: 'It failed after 18 min; 0 of 1,000 people were reached by then.',
  state: 'failed',
  reason: 'it was not completed after 1h12m0s',
  finishedAt: '2026-11-23T11:20:00Z',
};

/** As POST /api/forecast answers for settings with a seed. */
export const forecast: ForecastAnswer = {
  settings,
  answer,
  makespan: 2500,
  wallSeconds: 2500,
  delivered: 950,
  failed: 50,
  expired: 0,
  unreachable: 0,
  acknowledged: 0,
  repeats: 0,
  attempts: 1000,
  averageSendTime: 10,
  groups: [],
  timeline,
  latency,
  objectives: [{ share: 0.95, within: 900, met: false, at: 2500 }],
  simulatorCost: {
    lambda: 0.0084,
    sqs: 0.0001,
    dynamodb: 0.0016,
    tracing: 0.00003,
    logs: 0.00002,
    metrics: 0.0037,
    total: 0.0138,
    viewer: 0.0103,
    currency: 'USD',
    region: 'us-east-1',
    asOf: '2026-11',
    source: 'list prices',
  },
};
