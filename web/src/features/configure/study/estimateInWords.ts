import type { StudyEstimate } from '@/api/types';
import { formatClock, formatCounted, formatMoney } from '@/components/format';

/** 27 points, 540 runs: about 12 s with 2 processors. On AWS that asks for about 0.001 USD. */
export function estimateInWords({ points, runs, workers, wallSeconds, cost }: StudyEstimate): string {
  const time = wallSeconds < 1 ? 'under a second' : `about ${formatClock(wallSeconds)}`;
  return (
    `${formatCounted(points, 'point')}, ${formatCounted(runs, 'run')}: ${time} with ${formatCounted(workers, 'processor')}. ` +
    `On AWS that asks for about ${formatMoney(cost.total, cost.currency)}.`
  );
}
