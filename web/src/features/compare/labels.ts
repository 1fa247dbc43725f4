import type { Simulation } from '@/api/types';
import type { Tone } from '@/components/charts/types';

export const tones: readonly Tone[] = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];

export function letterOf(index: number): string {
  return String.fromCharCode(65 + index);
}

/** Names may be the same: each simulation has a letter too. */
export function labelOf({ settings }: Simulation, index: number): string {
  return `${letterOf(index)}: ${settings.name}`;
}
