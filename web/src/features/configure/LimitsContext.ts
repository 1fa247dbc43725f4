import { createContext, useContext } from 'react';
import type { Field, Limits } from '@/api/types';
import { limitsOf } from './limits';

/** The limits are loaded before there is a form. */
export const LimitsContext = createContext<Limits>({ fields: [], maxSenders: 0, maxLiveMessages: 0, presets: [] });

export function useAllLimits(): Limits {
  return useContext(LimitsContext);
}

export function useFieldLimits(path: string): Field {
  return limitsOf(useAllLimits(), path);
}
