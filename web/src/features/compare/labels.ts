import type { Tone } from '@/components/charts/types';
import { inSentence } from './names';
import type { Run } from './run';

export const tones: readonly Tone[] = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];

export function letterOf(index: number): string {
  return String.fromCharCode(65 + index);
}

/** What a run is called; settings in the form may have no name yet. */
export function nameOf({ settings, unsaved }: Pick<Run, 'settings' | 'unsaved'>): string {
  return settings.name || (unsaved ? 'the form' : 'without a name');
}

/** Names may be the same, or long: each run has a letter too. */
export function labelOf(run: Run, index: number): string {
  return `${letterOf(index)}: ${inSentence(nameOf(run))}`;
}
