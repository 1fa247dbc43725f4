import type { Settings } from '@/api/types';

/** Attempts that a message may need at most, as the server counts what several runs take. */
export function attemptsOf({
  steps,
  cycles = 1,
  retry,
}: Pick<Settings, 'steps' | 'cycles' | 'retry'>): number {
  const ofRetry = (one?: { maxAttempts?: number; delays?: number[] | null }) =>
    one?.maxAttempts ?? (one?.delays?.length ?? 0) + 1;
  if (!steps || steps.length === 0) return ofRetry(retry);
  return cycles * steps.reduce((sum, step) => sum + ofRetry(step.retry ?? retry), 0);
}
