import { replaceEqualDeep } from '@tanstack/react-query';
import type { Simulation, SimulationState } from './types';

/** Seconds between two looks of somebody who is no member: thousands may look, and each look costs. */
export const lookingSeconds = 15;

const order: Record<SimulationState, number> = {
  preparing: 0,
  ready: 1,
  running: 2,
  completed: 3,
  cancelled: 3,
  failed: 3,
};

/**
 * Reports whether a snapshot was made before another one of the same simulation. Each of several caches and servers has
 * one of its own second, so a later answer may hold an earlier state. Only what never goes back is compared: times on the
 * wall are of several machines.
 */
function isBehind(next: Simulation, shown: Simulation): boolean {
  if (order[next.state] !== order[shown.state]) return order[next.state] < order[shown.state];
  return (
    next.shardsReady < shown.shardsReady ||
    shown.shards.some((before, i) => {
      const now = next.shards[i];
      return now !== undefined && (now.clock < before.clock || now.token < before.token);
    })
  );
}

/** What to show when there is another snapshot: never one from before what was shown. */
export function later(shown: Simulation | undefined, next: Simulation): Simulation {
  if (shown && isBehind(next, shown)) return shown;
  return replaceEqualDeep(shown, next);
}
