import type { Study, StudyAnswer, StudyPoint } from '@/api/types';

/** A study of senders and failure rate: 2 × 2 points, each with 20 seeds. */
export const study: Study = {
  id: 'study-1',
  state: 'completed',
  engineVersion: 1,
  createdAt: '2026-11-23T10:01:00Z',
  finishedAt: '2026-11-23T10:01:09Z',
  query: {
    name: 'How many',
    settings: { messages: 500, seed: 3, objectives: [{ share: 0.9, within: 300 }] },
    vary: [
      { name: 'Senders', path: 'senderGroups[sms].senders', values: [10, 20] },
      { name: 'Failure rate', path: 'senderGroups[0].failureRate', values: [0, 0.2] },
    ],
    replications: 20,
    find: 'cheapest',
    probability: 0.95,
  },
  estimate: {
    points: 4,
    runs: 80,
    chunks: 4,
    attempts: 40_000,
    workSeconds: 4,
    longestSeconds: 0.1,
    workers: 2,
    wallSeconds: 2,
    cost: {
      lambda: 0.0001,
      sqs: 0.0001,
      dynamodb: 0.0001,
      tracing: 0,
      logs: 0,
      metrics: 0,
      total: 0.0003,
      viewer: 0,
      currency: 'USD',
      region: 'us-east-1',
      asOf: '2026-11',
      source: 'list prices',
    },
  },
  progress: { chunks: 4, runs: 80, share: 1 },
};

export function running(runs: number): Study {
  return {
    ...study,
    state: 'running',
    finishedAt: undefined,
    progress: { chunks: Math.floor(runs / 20), runs, share: runs / 80 },
  };
}

function point(number: number, time: number | null, met: number): StudyPoint {
  const senders = number < 2 ? 10 : 20;
  return {
    number,
    levels: [Math.floor(number / 2), number % 2],
    names: [String(senders), number % 2 === 0 ? '0' : '0.2'],
    runs: 20,
    refused: 0,
    met: {
      met,
      of: 20,
      share: met / 20,
      interval: { low: 0.8 * (met / 20), high: 0.17 + 0.83 * (met / 20) },
      confidence: 0.95,
    },
    meets: met >= 19,
    time,
    cost: senders,
    costUnit: 'senders',
    figures: [],
    objectives: [],
  };
}

const points = [point(0, 460, 0), point(1, null, 0), point(2, 234, 20), point(3, null, 1)];

export const answer: StudyAnswer = {
  query: study.query,
  complete: true,
  pointsInAll: 4,
  runsInAll: 80,
  runs: 80,
  attempts: 40_000,
  workSeconds: 4,
  confidence: 0.95,
  costUnit: 'senders',
  points,
  best: {
    point: 2,
    closest: null,
    proven: true,
    meeting: 1,
    tried: 4,
    inWords: ['The cheapest of 4 points, of which 1 meets every objective, is Senders 20, Failure rate 0 %.'],
  },
  front: [0, 2],
  effects: [
    {
      response: 'delivered',
      unit: 'messages',
      factors: [
        {
          factor: 1,
          low: 0,
          high: 1,
          atLow: 500,
          atHigh: 402,
          change: -98,
          interval: { low: -101.3, high: -94.7 },
          doubt: 'too few',
          runs: 20,
        },
        { factor: 0, low: 0, high: 1, atLow: 500, atHigh: 500, change: 0, runs: 20 },
      ],
      interactions: [],
    },
  ],
};

/** The same points with every figure. */
export const fullPoints: StudyPoint[] = points.map((one) => ({
  ...one,
  figures: ['makespan', 'time'].map((name) => ({
    name,
    unit: 'seconds',
    runs: 20,
    mean: 250,
    median: 250,
    p05: 240,
    p25: 245,
    p75: 255,
    p95: 260,
    min: 238,
    max: 263,
  })),
}));

/** The same with the senders alone. */
export const alone: StudyAnswer = {
  ...answer,
  query: { ...study.query, vary: study.query.vary.slice(0, 1) },
  pointsInAll: 2,
  points: [points[0], points[2]].flatMap((one, number) => (one ? { ...one, number, levels: [number] } : [])),
  best: { ...answer.best, point: 1 },
  front: [0, 1],
};
