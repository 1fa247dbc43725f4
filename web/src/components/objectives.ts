import type { Forecast, ObjectiveStatus } from '@/api/types';
import { formatLocal, formatMoney, formatResult } from './format';

/** What an objective's share is of, in the end. */
interface Ended {
  delivered: number;
  acknowledged: number;
  messages: number;
  forecast?: Pick<Forecast, 'audiences' | 'sendingCost'>;
}

/** How an objective ends, in words: when its share is reached, or what the sending costs. */
export function resultOf(objective: ObjectiveStatus, ended: Ended): string {
  const { budget, within = 0, share = 0, at, of, audience, date } = objective;
  if (budget !== undefined) {
    const cost = ended.forecast?.sendingCost;
    return cost ? `it costs ${formatMoney(cost.total, cost.currency)}` : '';
  }
  const part = ended.forecast?.audiences?.find(({ name }) => name === audience);
  const { delivered, acknowledged, messages } = part ?? ended;
  const result = formatResult({
    share,
    within,
    met: objective.met === true,
    at: at === null ? null : at - (part?.at ?? 0),
    delivered: of === 'acknowledged' ? acknowledged : delivered,
    messages,
    acknowledged: of === 'acknowledged',
  });
  return date && at !== null ? `${result}, on ${formatLocal(date)}` : result;
}

/**
 * Objectives that a chart shows: of all messages, delivered within a time; acknowledged where it has a curve of them.
 */
export function plainGoals<T extends { share?: number; within?: number; of?: string; audience?: string }>(
  objectives: readonly T[],
  acknowledged: boolean,
): (T & { share: number; within: number })[] {
  return objectives.flatMap((objective) => {
    const { share, within, of, audience } = objective;
    if (share === undefined || within === undefined || audience) return [];
    if (of === 'acknowledged' && !acknowledged) return [];
    return [{ ...objective, share, within }];
  });
}
