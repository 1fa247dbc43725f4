import type { SimulationState, SimulationSummary } from '@/api/types';

export interface Filter {
  /** Part of the name. */
  name: string;
  state: SimulationState | undefined;
}

export type Compare = (a: SimulationSummary, b: SimulationSummary) => number;

/** What passes the filter, in order. */
export function sorted(
  all: readonly SimulationSummary[],
  { name, state }: Filter,
  compare: Compare | undefined,
  descending: boolean,
): SimulationSummary[] {
  const wanted = name.trim().toLowerCase();
  const found = all.filter(
    (one) => (state === undefined || one.state === state) && one.settings.name.toLowerCase().includes(wanted),
  );
  if (!compare) return found;
  return found.sort((a, b) => (descending ? compare(b, a) : compare(a, b)));
}
