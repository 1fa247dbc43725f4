import { useEffect, useState } from 'react';
import { onTokenChange } from '@/api/token';

export interface Notice {
  type: 'success' | 'info' | 'warning';
  text: string;
}

const ended: Notice = {
  type: 'info',
  text: 'The session has ended: a member has reset it, or nobody used it for a while.',
};

/** The one message above the view; that a session has ended is told by itself. */
export function useNotice() {
  const [notice, setNotice] = useState<Notice | null>(null);
  useEffect(
    () =>
      onTokenChange((why) => {
        if (why !== 'reset') setNotice(why === 'ended' ? ended : null);
      }),
    [],
  );
  return [notice, setNotice] as const;
}
