import type { Simulation } from '@/api/types';
import {
  formatCount,
  formatDuration,
  formatFigure,
  formatMean,
  formatMoney,
  formatRate,
} from '@/components/format';

export interface Figure {
  name: string;
  /** Nothing where there is no such figure (yet). */
  value: (simulation: Simulation) => number | undefined;
  format: (value: number) => string;
}

const latency = (name: string, of: 'p50' | 'p90' | 'p95' | 'p99' | 'max'): Figure => ({
  name,
  value: (simulation) => simulation.latency?.[of],
  format: formatDuration,
});

export const figures: readonly Figure[] = [
  { name: 'Messages', value: ({ progress }) => progress.messages, format: formatCount },
  { name: 'Delivered', value: ({ progress }) => progress.delivered, format: formatCount },
  { name: 'Failed', value: ({ progress }) => progress.failed, format: formatCount },
  { name: 'Expired', value: ({ progress }) => progress.expired, format: formatCount },
  { name: 'Attempts', value: ({ progress }) => progress.attempts, format: formatCount },
  {
    name: 'Average time per message',
    value: ({ progress }) => (progress.attempts > 0 ? progress.averageSendTime : undefined),
    format: formatMean,
  },
  { name: 'Throughput', value: ({ progress }) => progress.throughput, format: formatRate },
  { name: 'Simulated time', value: ({ progress }) => progress.simulatedSeconds, format: formatDuration },
  latency('Half of the deliveries within', 'p50'),
  latency('90 % of the deliveries within', 'p90'),
  latency('95 % of the deliveries within', 'p95'),
  latency('99 % of the deliveries within', 'p99'),
  latency('The last delivery after', 'max'),
  {
    name: 'Objectives met',
    value: ({ objectives }) =>
      objectives.length > 0 ? objectives.filter(({ met }) => met === true).length : undefined,
    format: formatCount,
  },
  {
    name: 'Running the simulator on AWS',
    value: ({ forecast }) => forecast?.simulatorCost?.total,
    format: (value) => `about ${formatMoney(value, 'USD')}`,
  },
];

/** By how much a figure differs from another one, and by which part of that: +120 (+12 %). */
export function differenceOf(value: number, base: number, format: (value: number) => string): string {
  if (value === base) return 'the same';
  const sign = value > base ? '+' : '−';
  const part = base === 0 ? '' : ` (${percent(sign, Math.abs(value - base) / Math.abs(base))})`;
  return `${sign}${format(Math.abs(value - base)).replace(/^about /, '')}${part}`;
}

function percent(sign: string, share: number): string {
  return share < 0.001 ? 'under 0.1 %' : `${sign}${formatFigure(share * 100)} %`;
}
