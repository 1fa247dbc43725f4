import type { Simulation } from '@/api/types';
import { endedOf, endsInWords } from '@/components/model/counts';

/** What a screen reader is told of a simulation as it stands. */
export function announcementOf({ state, settings, progress }: Simulation): string {
  const name = `“${settings.name}”`;
  if (state === 'running') {
    const quarters = Math.floor((endedOf(progress) / progress.messages) * 4);
    return quarters === 0 ? `${name} is running.` : `${name}: ${quarters * 25} % of the messages have ended.`;
  }
  if (state === 'completed') {
    return `${name} is completed: ${endsInWords(progress, settings)}.`;
  }
  return `${name} is ${state}.`;
}
