import type { Field } from '@/api/types';

/** Shares of 1 are shown and typed as percentages. */
export function isShare({ kind, unit, maximum }: Field): boolean {
  return (kind === 'number' || kind === 'jitter') && !unit && maximum === 1;
}

export function isTime({ unit }: Field): boolean {
  return unit === 'seconds';
}
