import { useMutation } from '@tanstack/react-query';
import { asProblem } from '@/api/problem';
import { useEndSession } from '@/api/session';
import { readSimulation, useCancelSimulation } from '@/api/simulations';
import { hasEnded, type Simulation } from '@/api/types';
import { formatCount } from '@/components/format';

/**
 * Cancels what runs, then ends the session, and says what that came to. The
 * cancel comes first and on its own because its answer has the final counts.
 */
export function useReset(onDone: (outcome: string) => void) {
  const cancel = useCancelSimulation();
  const end = useEndSession();
  return useMutation({
    mutationFn: async (simulation: Simulation | undefined) => {
      let last = simulation;
      let cancelled = false;
      if (simulation && !hasEnded(simulation.state)) {
        try {
          last = await cancel.mutateAsync(simulation.id);
          cancelled = true;
        } catch (error) {
          if (asProblem(error).status !== 409) throw error;
          last = await readSimulation(simulation.id); // it ended by itself in the meantime
        }
      }
      await end.mutateAsync();
      return outcomeOf(last, cancelled);
    },
    onSuccess: onDone, // here, as whoever asked is gone together with the session
  });
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
