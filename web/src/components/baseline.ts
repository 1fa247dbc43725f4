import { useSyncExternalStore } from 'react';

/** The simulation that others are measured by, as this browser keeps it. */
export interface Baseline {
  id: string;
  /** Its name, to tell of it before it is loaded. */
  name: string;
}

const key = 'alertsim.baseline';
const changed = 'alertsim:baseline';

/** Marks a simulation as the baseline; nothing: there is none any more. */
export function setBaseline(baseline: Baseline | undefined): void {
  try {
    if (baseline) localStorage.setItem(key, JSON.stringify(baseline));
    else localStorage.removeItem(key);
  } catch {
    // A full or forbidden storage costs the convenience, nothing else.
  }
  window.dispatchEvent(new Event(changed));
}

/** The baseline of this browser, in each of its tabs. */
export function useBaseline(): Baseline | undefined {
  const stored = useSyncExternalStore(subscribe, read);
  return stored === null ? undefined : parsed(stored);
}

function read(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function parsed(stored: string): Baseline | undefined {
  try {
    const { id, name } = JSON.parse(stored) as Partial<Baseline>;
    return typeof id === 'string' && typeof name === 'string' ? { id, name } : undefined;
  } catch {
    return undefined; // something else has written there
  }
}

function subscribe(listener: () => void) {
  window.addEventListener('storage', listener);
  window.addEventListener(changed, listener);
  return () => {
    window.removeEventListener('storage', listener);
    window.removeEventListener(changed, listener);
  };
}
