import { useEffect, useRef } from 'react';
import type { SessionInfo } from '@/api/types';
import { addresses, navigate } from '@/components/routing';

const lookingBack: string[] = [addresses.history, addresses.compare];

/** Goes to the simulation that another member of the session has begun. */
export function useFollow(session: SessionInfo | undefined): void {
  const known = useRef<SessionInfo>(undefined);
  useEffect(() => {
    const before = known.current;
    known.current = session;
    if (!before || before.sessionId !== session?.sessionId || before.simulationId === session.simulationId)
      return;
    const elsewhere = lookingBack.includes(window.location.pathname);
    if (session.simulationId && !elsewhere) navigate(addresses.simulation(session.simulationId));
  }, [session]);
}
