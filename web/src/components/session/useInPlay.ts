import { useRef, useState } from 'react';
import { asProblem } from '@/api/problem';
import type { SessionInPlay } from '@/api/types';

/** For what opens a session by being begun: what InPlay needs to ask to join, if others are in session. */
export function useInPlay() {
  const [session, setSession] = useState<SessionInPlay>();
  const begin = useRef<() => void>(undefined);
  const close = () => setSession(undefined);
  return {
    session,
    close,
    again: () => {
      close();
      begin.current?.();
    },
    /** Asks if something was refused because others are in session, and reports whether it was. */
    asks: (error: unknown, again: () => void): boolean => {
      const { session: inPlay } = asProblem(error);
      begin.current = again;
      setSession(inPlay);
      return inPlay !== undefined;
    },
  };
}

export type InPlayState = ReturnType<typeof useInPlay>;
