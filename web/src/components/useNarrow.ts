import { useSyncExternalStore } from 'react';

/** Below this, as on a phone or at 200 % zoom, a table of seven columns hides most of them. */
const narrow = '(width < 900px)';

/** Reports whether the page is too narrow for a wide table. */
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
