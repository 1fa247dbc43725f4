import { formatPart, formatShare } from './shares';
import { formatDuration, formatTime } from './times';

/** How an objective, a share of all messages within a time, ends. */
export interface Outcome {
  share: number;
  within: number;
  met: boolean;
  /** When the share was delivered; null: never. */
  at: number | null;
  /** In the end. */
  delivered: number;
  messages: number;
  /** The share is of acknowledged messages, which `delivered` counts then. */
  acknowledged?: boolean;
}

/** What was asked for: 99.96 % within 2 h 0 min 29 s. */
export function formatGoal(share: number, within: number): string {
  return `${formatShare(share)} within ${formatTime(within)}`;
}

export function formatVerdict(met: boolean): string {
  return met ? 'met' : 'missed';
}

/** When the share was delivered, or how much was instead. */
export function formatResult({ share, within, met, at, delivered, messages, acknowledged }: Outcome): string {
  const what = acknowledged ? 'acknowledged' : 'delivered';
  if (at === null) return `never reached, ${formatPart(delivered, messages, [share])} are ${what}`;
  const late = met ? '' : `, ${formatDuration(at - within)} late`;
  return `reached after ${formatDuration(at, [within])}${late}`;
}
