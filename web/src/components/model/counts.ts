import type { Forecast, Outcome, Settings } from '@/api/types';
import { formatCount } from '../format';

/** How many messages have ended in each way. */
export type Ends = Record<Outcome, number>;

/** The ways in which messages end; that they are unreachable is told where some are. */
export function waysOf({ unreachable }: Pick<Ends, 'unreachable'>): Outcome[] {
  return unreachable > 0
    ? ['delivered', 'failed', 'expired', 'unreachable']
    : ['delivered', 'failed', 'expired'];
}

/** How many have ended, in whichever way. */
export function endedOf({ delivered, failed, expired, unreachable }: Ends): number {
  return delivered + failed + expired + unreachable;
}

/** 950 delivered, 50 failed, 0 expired; with those that are acknowledged where any can be. */
export function endsInWords(
  counts: Ends & { acknowledged: number },
  settings: Pick<Settings, 'channels'>,
): string {
  const ends = waysOf(counts).map((way) => `${formatCount(counts[way])} ${way}`);
  if (confirms(settings)) ends.push(`${formatCount(counts.acknowledged)} acknowledged`);
  return ends.join(', ');
}

/** Whether anything can be acknowledged. */
export function confirms({ channels = [] }: Pick<Settings, 'channels'>): boolean {
  return channels.some(({ acknowledgement }) => (acknowledgement?.share ?? 0) > 0);
}

/** Reports whether there is anything to tell of the parts of a result. */
export function hasDetails({ audiences, channels, steps, caps, sendingCost, groups }: Forecast): boolean {
  const lists = [audiences, channels, steps, caps, groups.filter(({ ends }) => ends)];
  return sendingCost !== undefined || lists.some((list) => list && list.length > 0);
}
