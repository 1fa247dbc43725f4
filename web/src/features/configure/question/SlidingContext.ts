import { createContext, useContext } from 'react';

interface Sliding {
  /** Says that the change of the form that follows is made by a slider. */
  slide: () => void;
}

export const SlidingContext = createContext<Sliding>({ slide: () => undefined });

export function useSliding(): Sliding {
  return useContext(SlidingContext);
}
