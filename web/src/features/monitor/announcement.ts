import type { Simulation } from '@/api/types';
import { formatCount } from '@/components/format';

/** What a screen reader is told of a simulation as it stands. */
export function announcementOf({ state, settings, progress }: Simulation): string {
  const { messages, delivered, failed, expired } = progress;
  const name = `“${settings.name}”`;
  if (state === 'running') {
    const quarters = Math.floor(((delivered + failed + expired) / messages) * 4);
    return quarters === 0 ? `${name} is running.` : `${name}: ${quarters * 25} % of the messages have ended.`;
  }
  if (state === 'completed') {
    return `${name} is completed: ${formatCount(delivered)} delivered, ${formatCount(failed)} failed, ${formatCount(expired)} expired.`;
  }
  return `${name} is ${state}.`;
}
