import type { SimulationSummary } from '@/api/types';
import { formatCount, formatDuration } from '@/components/format';
import { confirms } from '@/components/model/counts';

/** What it came to, in one line. */
export function resultOf({ progress, settings, state, reason }: SimulationSummary): string {
  if (state === 'preparing' || state === 'ready') return 'not started';
  const { delivered, failed, expired, unreachable, acknowledged, simulatedSeconds } = progress;
  const parts = [`${formatCount(delivered)} delivered`];
  if (failed > 0) parts.push(`${formatCount(failed)} failed`);
  if (expired > 0) parts.push(`${formatCount(expired)} expired`);
  if (unreachable > 0) parts.push(`${formatCount(unreachable)} unreachable`);
  if (confirms(settings)) parts.push(`${formatCount(acknowledged)} acknowledged`);
  if (state === 'completed') parts.push(`in ${formatDuration(simulatedSeconds)}`);
  if (state === 'failed' && reason) parts.push(reason);
  return parts.join(', ');
}
