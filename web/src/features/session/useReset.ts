import { useAction } from '@/api/action';
import { asProblem } from '@/api/problem';
import { readSession, useEndSession } from '@/api/session';
import { readSimulation, useCancelSimulation } from '@/api/simulations';
import { hasEnded, type Simulation } from '@/api/types';
import { formatCount } from '@/components/format';

/**
 * Cancels what runs, then ends the session, and says what that came to. What
 * runs is asked for first, since it may have been created a moment ago, here or
 * elsewhere. The cancel comes on its own because its answer has the final counts.
 */
export function useReset(onDone: (outcome: string) => void) {
  const cancel = useCancelSimulation();
  const end = useEndSession();
  return useAction({
    mutationFn: async () => {
      let last = await latestSimulation();
      let cancelled = false;
      if (last && !hasEnded(last.state)) {
        try {
          last = await cancel.mutateAsync(last.id);
          cancelled = true;
        } catch (error) {
          if (asProblem(error).status !== 409) throw error;
          last = await readSimulation(last.id); // it ended by itself in the meantime
        }
      }
      await end.mutateAsync();
      return outcomeOf(last, cancelled);
    },
    onSuccess: onDone, // here, as whoever asked is gone together with the session
  });
}

/** The session's latest simulation, unless it has none or that has been deleted. */
async function latestSimulation(): Promise<Simulation | undefined> {
  const { simulationId } = await readSession();
  if (simulationId === undefined) return undefined;
  try {
    return await readSimulation(simulationId);
  } catch (error) {
    if (asProblem(error).status === 404) return undefined;
    throw error;
  }
}

function outcomeOf(simulation: Simulation | undefined, cancelled: boolean): string {
  if (!simulation) return 'Reset: the session has ended; no simulation was running.';
  const { settings, state, progress } = simulation;
  const counts = `${formatCount(progress.delivered)} of ${formatCount(progress.messages)} delivered`;
  if (cancelled) return `Reset: “${settings.name}” was cancelled with ${counts}; the session has ended.`;
  return `Reset: the session has ended; “${settings.name}” had ${words[state] ?? 'ended'} before, with ${counts}.`;
}

const words: Partial<Record<Simulation['state'], string>> = {
  completed: 'completed',
  cancelled: 'been cancelled',
  failed: 'failed',
};
