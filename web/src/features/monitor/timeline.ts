import type { Simulation, Timeline } from '@/api/types';

export interface Bar {
  delivered: number;
  failed: number;
  expired: number;
  /** What the plan says, where the run has not come to yet. */
  planned: number;
}

export interface Chart {
  /** Simulated seconds of one bar. */
  barSeconds: number;
  bars: Bar[];
  /** The messages of the fullest bar. */
  highest: number;
}

/** How many bins may make one bar, and how many messages a bar should have for its height to say something. */
const merges = [1, 2, 4, 5, 8];
const mostBins = 10;
const enough = 10;

/** The run so far, then what the plan says of the rest. Nothing if there is neither. */
export function chartOf({
  timeline,
  forecast,
}: Pick<Simulation, 'timeline' | 'forecast'>): Chart | undefined {
  const plan = forecast?.timeline;
  const done = timeline?.delivered.length ?? 0;
  const count = Math.max(done, plan?.delivered.length ?? 0);
  const bins = Array.from({ length: count }, (_, bin): Bar => {
    if (timeline && bin < done) return { ...at(timeline, bin), planned: 0 };
    return { ...empty, planned: plan ? total({ ...at(plan, bin), planned: 0 }) : 0 };
  });
  const messages = bins.reduce((sum, bin) => sum + total(bin), 0);
  if (messages === 0) return undefined;
  const merged = merges.find((size) => (messages / count) * size >= enough) ?? mostBins;
  const bars = Array.from({ length: Math.ceil(count / merged) }, (_, bar) =>
    bins.slice(bar * merged, (bar + 1) * merged).reduce(plus),
  );
  return {
    barSeconds: (timeline?.binSeconds ?? plan?.binSeconds ?? 0) * merged,
    bars,
    highest: Math.max(...bars.map(total)),
  };
}

export function total({ delivered, failed, expired, planned }: Bar): number {
  return delivered + failed + expired + planned;
}

const empty: Bar = { delivered: 0, failed: 0, expired: 0, planned: 0 };

function plus(a: Bar, b: Bar): Bar {
  return {
    delivered: a.delivered + b.delivered,
    failed: a.failed + b.failed,
    expired: a.expired + b.expired,
    planned: a.planned + b.planned,
  };
}

function at(timeline: Timeline, bin: number) {
  return {
    delivered: timeline.delivered[bin] ?? 0,
    failed: timeline.failed[bin] ?? 0,
    expired: timeline.expired[bin] ?? 0,
  };
}
