import { useEffect, useState } from 'react';
import { onTokenChange, type Leaving } from '@/api/token';

export interface Notice {
  type: 'success' | 'info' | 'warning';
  text: string;
}

const ended: Notice = {
  type: 'info',
  text: 'The session has ended: a member has reset it, or nobody used it for a while.',
};

const left: Notice = {
  type: 'info',
  text: 'You have left the session on this browser. It goes on; the management key lets you join it again.',
};

const told: Partial<Record<Leaving, Notice>> = { ended, left };

/** The one message above the view; that a session has ended is told by itself. */
export function useNotice() {
  const [notice, setNotice] = useState<Notice | null>(null);
  useEffect(
    () =>
      onTokenChange((why) => {
        if (why !== 'reset') setNotice((why && told[why]) ?? null);
      }),
    [],
  );
  return [notice, setNotice] as const;
}
