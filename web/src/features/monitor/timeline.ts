import type { Simulation, Timeline } from '@/api/types';

export interface Bar {
  delivered: number;
  failed: number;
  expired: number;
  /** What the plan says, where the run has not come to yet. */
  planned: number;
}

export interface Chart {
  binSeconds: number;
  bars: Bar[];
  /** The messages of the fullest bin. */
  highest: number;
}

/** The run so far, then what the plan says of the rest. Nothing if there is neither. */
export function chartOf({
  timeline,
  forecast,
}: Pick<Simulation, 'timeline' | 'forecast'>): Chart | undefined {
  const plan = forecast?.timeline;
  const done = timeline?.delivered.length ?? 0;
  const bins = Math.max(done, plan?.delivered.length ?? 0);
  if (bins === 0) return undefined;
  const bars = Array.from({ length: bins }, (_, bin): Bar => {
    if (timeline && bin < done) return { ...at(timeline, bin), planned: 0 };
    const { delivered, failed, expired } = plan ? at(plan, bin) : nothing;
    return { ...nothing, planned: delivered + failed + expired };
  });
  const binSeconds = timeline?.binSeconds ?? plan?.binSeconds ?? 0;
  return { binSeconds, bars, highest: Math.max(...bars.map(total)) };
}

export function total({ delivered, failed, expired, planned }: Bar): number {
  return delivered + failed + expired + planned;
}

const nothing = { delivered: 0, failed: 0, expired: 0 };

function at(timeline: Timeline, bin: number) {
  return {
    delivered: timeline.delivered[bin] ?? 0,
    failed: timeline.failed[bin] ?? 0,
    expired: timeline.expired[bin] ?? 0,
  };
}
