import { createContext, useContext } from 'react';
import type { Problem } from '@/api/problem';
import type { Change, ForecastAnswer, NewSettings } from '@/api/types';
import type { Fault } from '../errors';

/** The forecast of what is in the form, or of a change that is looked at. */
export interface Forecasting {
  /** What the form stands for; nothing if it never was without faults. */
  settings: NewSettings | undefined;
  /** The last forecast there was. */
  last: ForecastAnswer | undefined;
  /** Whether that is of what is in the form now, or of the change. */
  current: boolean;
  /** What was before a slider was moved or a change looked at. */
  base: ForecastAnswer | undefined;
  waiting: boolean;
  fetching: boolean;
  faults: readonly Fault[];
  refusal: Problem | undefined;
  delay: Problem | undefined;
  /** Whether the seed is left to chance. */
  random: boolean;
  again: () => void;
  /** A change that would help, looked at and not taken. */
  change: Change | undefined;
  look: (change: Change | undefined) => void;
  /** Puts the change into the form. */
  take: () => void;
}

export const ForecastContext = createContext<Forecasting | undefined>(undefined);

export function useForecasting(): Forecasting {
  const forecasting = useContext(ForecastContext);
  if (!forecasting) throw new Error('There is no ForecastProvider around this.');
  return forecasting;
}
