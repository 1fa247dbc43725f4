import { useSyncExternalStore } from 'react';

/** Below this a table of more than two columns has no room. */
const narrow = '(width < 600px)';

/** Reports whether the screen is a phone's. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, isNarrow);
}

function isNarrow(): boolean {
  return 'matchMedia' in window && window.matchMedia(narrow).matches;
}

function subscribe(listener: () => void) {
  if (!('matchMedia' in window)) return () => undefined;
  const query = window.matchMedia(narrow);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}
