import { useEffect, useRef } from 'react';
import type { SessionInfo } from '@/api/types';
import { isOccupied } from '@/components/occupied';
import { addresses, navigate, studyAt } from '@/components/routing';

const lookingBack: string[] = [addresses.history, addresses.compare, addresses.studies];

/** Goes to the simulation that another member of the session has begun, unless it would take somebody away from their work. */
export function useFollow(session: SessionInfo | undefined): void {
  const known = useRef<SessionInfo>(undefined);
  useEffect(() => {
    const before = known.current;
    known.current = session;
    if (!before || before.sessionId !== session?.sessionId || before.simulationId === session.simulationId)
      return;
    const { pathname } = window.location;
    const elsewhere = lookingBack.includes(pathname) || studyAt(pathname) !== undefined;
    if (session.simulationId && !elsewhere && !isOccupied())
      navigate(addresses.simulation(session.simulationId));
  }, [session]);
}
