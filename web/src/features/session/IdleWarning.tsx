import { lazy } from 'react';
import { useIsBusy } from '@/api/simulations';
import type { SessionInfo } from '@/api/types';
import { Part } from '@/components/Part';
import { useEnding } from './useEnding';

const IdleDialog = lazy(() => import('./IdleDialog'));

/** Seconds before the end. */
const warningSeconds = 120;

/** Warns before a session ends that nobody uses. One in which a simulation runs does not end. */
export function IdleWarning({ session }: { session: SessionInfo }) {
  const busy = useIsBusy(session.simulationId);
  const left = useEnding(session.expiresAt, warningSeconds);
  if (busy || left === undefined) return null;
  return (
    <Part what="The warning that the session ends">
      <IdleDialog left={left} />
    </Part>
  );
}
