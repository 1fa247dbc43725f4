import { createContext, useContext } from 'react';
import type { Field, Limits } from '@/api/types';
import { limitsOf } from './fieldPaths';

export const LimitsContext = createContext<Limits | undefined>(undefined);

/** The limits are loaded before there is a form. */
export function useAllLimits(): Limits {
  const limits = useContext(LimitsContext);
  if (!limits) throw new Error('A field stands outside of the form.');
  return limits;
}

export function useFieldLimits(path: string): Field {
  return limitsOf(useAllLimits(), path);
}
