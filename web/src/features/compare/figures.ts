import {
  formatCount,
  formatDuration,
  formatFigure,
  formatMean,
  formatMoney,
  formatRate,
} from '@/components/format';
import type { Run } from './run';

export interface Figure {
  name: string;
  /** It is left out where there is nothing of it in any simulation. */
  optional?: boolean;
  /** Which is better; neither where it is a matter of taste. */
  better?: 'less' | 'more';
  /** It counts messages, so that it says something beside another one of as many only. */
  counts?: boolean;
  /** Nothing where there is no such figure (yet). */
  value: (run: Run) => number | undefined;
  format: (value: number) => string;
}

const latency = (name: string, of: 'p50' | 'p90' | 'p95' | 'p99' | 'max'): Figure => ({
  name,
  value: (simulation) => simulation.latency?.[of],
  format: formatDuration,
  better: 'less',
});

/** What a run has come to, which is what its plan says. */
const wholeOf = ({ state, forecast }: Run) => (state === 'completed' ? forecast : undefined);

const optional = (name: string, value: Figure['value'], better?: 'less' | 'more'): Figure => ({
  name,
  optional: true,
  value,
  format: formatCount,
  counts: true,
  ...(better && { better }),
});

const figures: readonly Figure[] = [
  { name: 'Messages', value: ({ progress }) => progress.messages, format: formatCount },
  {
    name: 'Delivered',
    value: ({ progress }) => progress.delivered,
    format: formatCount,
    better: 'more',
    counts: true,
  },
  {
    name: 'Failed',
    value: ({ progress }) => progress.failed,
    format: formatCount,
    better: 'less',
    counts: true,
  },
  {
    name: 'Expired',
    value: ({ progress }) => progress.expired,
    format: formatCount,
    better: 'less',
    counts: true,
  },
  optional('Unreachable', ({ progress }) => progress.unreachable, 'less'),
  optional('Acknowledged', ({ progress }) => progress.acknowledged, 'more'),
  { name: 'Attempts', value: ({ progress }) => progress.attempts, format: formatCount },
  optional('Further steps', (simulation) => wholeOf(simulation)?.furtherSteps),
  optional('Repeats', ({ progress }) => progress.repeats, 'less'),
  optional('Refused by caps', (run) => wholeOf(run)?.refused, 'less'),
  {
    name: 'Average time per message',
    value: ({ progress }) => (progress.attempts > 0 ? progress.averageSendTime : undefined),
    format: formatMean,
    better: 'less',
  },
  { name: 'Throughput', value: ({ progress }) => progress.throughput, format: formatRate, better: 'more' },
  {
    name: 'Simulated time',
    value: ({ progress }) => progress.simulatedSeconds,
    format: formatDuration,
    better: 'less',
  },
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
    better: 'more',
  },
  {
    name: 'Running the simulator on AWS',
    value: ({ forecast }) => forecast?.simulatorCost?.total,
    format: (value) => `about ${formatMoney(value, 'USD')}`,
    better: 'less',
  },
];

/** What there is of some simulations; what the sending costs only compares in the same currency. */
export function figuresOf(simulations: readonly Run[]): Figure[] {
  const currencies = new Set(simulations.flatMap((one) => wholeOf(one)?.sendingCost?.currency ?? []));
  const costs = [...currencies].map((currency): Figure => ({
    name: currencies.size === 1 ? 'Cost of the sending' : `Cost of the sending in ${currency}`,
    value: (simulation) => {
      const cost = wholeOf(simulation)?.sendingCost;
      return cost?.currency === currency ? cost.total : undefined;
    },
    format: (value) => formatMoney(value, currency),
    better: 'less',
  }));
  const last = figures.length - 1;
  return [...figures.slice(0, last), ...costs, ...figures.slice(last)].filter(({ value, optional }) =>
    simulations.some((simulation) =>
      optional ? (value(simulation) ?? 0) > 0 : value(simulation) !== undefined,
    ),
  );
}

/** Whether a figure is better or worse than another run's; nothing where neither can be said. */
export function gainOf(
  { value, better, counts }: Figure,
  run: Run,
  first: Run,
): 'better' | 'worse' | undefined {
  const [here, there] = [value(run), value(first)];
  if (better === undefined || here === undefined || there === undefined || here === there) return undefined;
  if (counts && run.progress.messages !== first.progress.messages) return undefined;
  if (run.state !== 'completed' || first.state !== 'completed') return undefined; // what is not whole says nothing yet
  return here > there === (better === 'more') ? 'better' : 'worse';
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
