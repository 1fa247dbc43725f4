import type { Objective, SenderGroup, SendTime, Settings } from '@/api/types';
import { formatCount, formatCounted, formatGoal, formatNumber, formatShare, formatTime } from './format';

/** The size of a simulation in one line: 1,000 messages, 4 senders, live. */
export function summaryOf(settings: Settings): string {
  const senders = settings.senderGroups.reduce((sum, group) => sum + group.senders, 0);
  return `${formatCounted(settings.messages, 'message')}, ${formatCounted(senders, 'sender')}, ${modeOf(settings)}`;
}

export function modeOf({ mode, speed }: Settings): string {
  return mode === 'live' && speed !== 1 ? `live at ${formatNumber(speed)}× speed` : mode;
}

/** How long a group's attempts take, by outcome if it has outcomes. */
export function groupTimeOf({ sendTime, outcomes }: SenderGroup): string {
  if (sendTime) return sendTimeOf(sendTime);
  return (outcomes ?? [])
    .map((outcome) => `${outcome.name} (${formatShare(outcome.share)}) ${sendTimeOf(outcome.sendTime)}`)
    .join('; ');
}

export function sendTimeOf(time: SendTime): string {
  const seconds = (value: number | undefined) => formatTime(value ?? 0);
  switch (time.distribution) {
    case 'normal':
    case 'lognormal':
      return `${time.distribution}, mean ${seconds(time.mean)}, standard deviation ${seconds(time.standardDeviation)}`;
    case 'exponential':
      return `exponential, mean ${seconds(time.mean)}`;
    case 'constant':
      return `always ${seconds(time.mean)}`;
    case 'uniform':
      return `uniform from ${seconds(time.minimum)} to ${seconds(time.maximum)}`;
    case 'empirical':
      return (time.percentiles ?? []).map((point) => formatGoal(point.share, point.seconds)).join(', ');
  }
}

export function failuresOf({ failureRate, permanentShare, outcomes }: SenderGroup): string {
  if (outcomes) {
    const failing = outcomes.filter(({ result }) => result !== 'delivered');
    return failing.map(outcomeOf).join(', ') || 'none';
  }
  if (failureRate === 0) return 'none';
  const permanent = permanentShare > 0 ? `, ${formatShare(permanentShare)} of them permanent` : '';
  return `${formatShare(failureRate)} of attempts${permanent}`;
}

function outcomeOf({ name, share, result }: NonNullable<SenderGroup['outcomes']>[number]): string {
  return `${name} ${formatShare(share)}${result === 'permanent' ? ' (permanent)' : ''}`;
}

export function rateOf({ ratePerSecond, rateUnit, burst }: SenderGroup): string {
  if (ratePerSecond === null) return 'no rate limit';
  const atOnce = burst === undefined ? '' : `, ${formatCount(burst)} at once`;
  return `at most ${formatNumber(ratePerSecond)} ${rateUnit} per second${atOnce}`;
}

export function retryOf({ retry }: Settings): string {
  const first = retry.order === 'freshFirst' ? '; messages never tried go first' : '';
  return retryInWords(retry) + first;
}

export function retryInWords(retry: Settings['retry']): string {
  if (retry.maxAttempts === 1) return 'no retry';
  return `up to ${formatCount(retry.maxAttempts)} attempts; wait ${waitOf(retry)}${variationOf(retry)}`;
}

function waitOf({ delays, initialBackoff = 0, multiplier = 1, maxBackoff = 0 }: Settings['retry']): string {
  if (delays) return delays.map(formatTime).join(', ');
  return `${formatTime(initialBackoff)} × ${formatNumber(multiplier)}, at most ${formatTime(maxBackoff)}`;
}

function variationOf({ jitter, spread }: Settings['retry']): string {
  if (spread) return `, ± ${formatShare(spread)}`;
  if (typeof jitter === 'number') return `, with jitter of ${formatShare(jitter)}`;
  return jitter ? ', with jitter' : '';
}

/** What figures of a run are measured against: the shares and the times of its objectives. */
export function goalsOf(objectives: readonly Objective[]): { shares: number[]; times: number[] } {
  return {
    shares: objectives.flatMap(({ share }) => share ?? []),
    times: objectives.flatMap(({ within }) => within ?? []),
  };
}

export function objectiveOf({ share = 0, within = 0, of, audience, budget }: Objective): string {
  if (budget !== undefined) return `cost of at most ${formatNumber(budget)}`;
  const what = of === 'acknowledged' ? ' acknowledged' : '';
  return `${formatGoal(share, within)}${what}${audience ? ` (${audience})` : ''}`;
}
