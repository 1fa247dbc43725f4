import { useState } from 'react';
import type { Find } from '@/api/simulations';
import type { SimulationState } from '@/api/types';
import { useDebounced } from '@/components/useDebounced';

/** The server is asked once typing has rested for so many milliseconds. */
const restMs = 300;

export interface Filter {
  /** In the name or in a tag. */
  text: string;
  tag: string | undefined;
  state: SimulationState | undefined;
}

/** What is typed, and what is asked for of it. */
export function useFilter(): [filter: Filter, wanted: Find, set: (filter: Filter) => void] {
  const [filter, setFilter] = useState<Filter>({ text: '', tag: undefined, state: undefined });
  const text = filter.text.trim();
  const rested = useDebounced(text, text === '' ? 0 : restMs);
  const wanted: Find = {
    ...(rested !== '' && { find: rested }),
    ...(filter.tag !== undefined && { tag: filter.tag }),
    ...(filter.state !== undefined && { state: filter.state }),
  };
  return [filter, wanted, setFilter];
}
