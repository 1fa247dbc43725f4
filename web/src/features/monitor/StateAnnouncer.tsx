import type { Simulation } from '@/api/types';
import { announcementOf } from './announcement';

/** Tells a screen reader of every new state, and of every quarter of a run: no more. */
export function StateAnnouncer({ simulation }: { simulation: Simulation }) {
  return (
    <div role="status" className="visually-hidden">
      {announcementOf(simulation)}
    </div>
  );
}
