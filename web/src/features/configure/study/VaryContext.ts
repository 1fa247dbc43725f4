import { createContext, useContext } from 'react';

export interface Vary {
  /** Whether a field of the form varies. */
  varies: (path: string) => boolean;
  /** Lets a field vary, or goes to where its levels are typed if it does. Absent where there is nothing to vary. */
  vary?: (path: string) => void;
  /** Told that an element of a list is taken away. */
  removed: (list: string, index: number) => void;
}

const nothing: Vary = { varies: () => false, removed: () => undefined };

export const VaryContext = createContext<Vary>(nothing);

export function useVary(): Vary {
  return useContext(VaryContext);
}
