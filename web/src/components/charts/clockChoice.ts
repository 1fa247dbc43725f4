import { useSyncExternalStore } from 'react';

let chosen = false;
const listeners = new Set<() => void>();

/** Whether charts that can tell the clock do so: one choice for all of a page, so that they stay alike. */
export function useClockChoice(): [clock: boolean, choose: (clock: boolean) => void] {
  return [useSyncExternalStore(subscribe, () => chosen), choose];
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function choose(clock: boolean) {
  chosen = clock;
  listeners.forEach((listener) => listener());
}
