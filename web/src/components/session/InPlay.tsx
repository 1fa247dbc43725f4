import { lazy } from 'react';
import { Part } from '../Part';
import type { InPlayState } from './useInPlay';

const InPlayDialog = lazy(() => import('./InPlayDialog'));

/** The question whether to join the session in play, once something was refused because of it. */
export function InPlay({ session, again, close }: InPlayState) {
  if (!session) return null;
  return (
    <Part what="The question whether to join">
      <InPlayDialog session={session} onRetry={again} onDismiss={close} />
    </Part>
  );
}
