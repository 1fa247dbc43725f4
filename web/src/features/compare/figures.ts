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
  /** It is left out where there is nothing of it in any simulation. */
  optional?: boolean;
  /** Nothing where there is no such figure (yet). */
  value: (simulation: Simulation) => number | undefined;
  format: (value: number) => string;
}

const latency = (name: string, of: 'p50' | 'p90' | 'p95' | 'p99' | 'max'): Figure => ({
  name,
  value: (simulation) => simulation.latency?.[of],
  format: formatDuration,
});

/** What a run has come to, which is what its plan says. */
const wholeOf = ({ state, forecast }: Simulation) => (state === 'completed' ? forecast : undefined);

const optional = (name: string, value: Figure['value']): Figure => ({
  name,
  optional: true,
  value,
  format: formatCount,
});

const figures: readonly Figure[] = [
  { name: 'Messages', value: ({ progress }) => progress.messages, format: formatCount },
  { name: 'Delivered', value: ({ progress }) => progress.delivered, format: formatCount },
  { name: 'Failed', value: ({ progress }) => progress.failed, format: formatCount },
  { name: 'Expired', value: ({ progress }) => progress.expired, format: formatCount },
  optional('Unreachable', ({ progress }) => progress.unreachable),
  optional('Acknowledged', ({ progress }) => progress.acknowledged),
  { name: 'Attempts', value: ({ progress }) => progress.attempts, format: formatCount },
  optional('Further steps', (simulation) => wholeOf(simulation)?.furtherSteps),
  optional('Repeats', ({ progress }) => progress.repeats),
  optional('Refused by caps', (simulation) => wholeOf(simulation)?.refused),
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

/** What there is of some simulations; what the sending costs only compares in the same currency. */
export function figuresOf(simulations: readonly Simulation[]): Figure[] {
  const currencies = new Set(simulations.flatMap((one) => wholeOf(one)?.sendingCost?.currency ?? []));
  const costs = [...currencies].map((currency): Figure => ({
    name: currencies.size === 1 ? 'Cost of the sending' : `Cost of the sending in ${currency}`,
    value: (simulation) => {
      const cost = wholeOf(simulation)?.sendingCost;
      return cost?.currency === currency ? cost.total : undefined;
    },
    format: (value) => formatMoney(value, currency),
  }));
  const last = figures.length - 1;
  return [...figures.slice(0, last), ...costs, ...figures.slice(last)].filter(({ value, optional }) =>
    simulations.some((simulation) =>
      optional ? (value(simulation) ?? 0) > 0 : value(simulation) !== undefined,
    ),
  );
}

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
