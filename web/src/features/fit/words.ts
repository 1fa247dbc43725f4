import type { FitEstimate } from '@/api/types';
import { formatDuration, formatFigure, formatPortion } from '@/components/format';

type Write = (value: number) => string;

function inWords({ value, low, high }: FitEstimate, write: Write): string {
  return `${write(value)} (${write(low)} to ${write(high)})`;
}

/** A share with its interval. */
export function shareOf(estimate: FitEstimate): string {
  return inWords(estimate, formatPortion);
}

/** Seconds with their interval. */
export function timeOf(estimate: FitEstimate): string {
  return inWords(estimate, formatDuration);
}

/** A number with its interval. */
export function figureOf(estimate: FitEstimate): string {
  return inWords(estimate, formatFigure);
}

export function over(channel: string | undefined): string {
  return channel ? ` over ${channel}` : '';
}
