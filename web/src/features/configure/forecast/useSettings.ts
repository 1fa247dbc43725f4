import { useMemo, useState } from 'react';
import { useWatch } from 'react-hook-form';
import type { NewSettings } from '@/api/types';
import { faultsOf, type Fault } from '../errors';
import type { SettingsForm } from '../formTypes';
import { useAllLimits } from '../LimitsContext';
import { forecastable } from './forecastable';
import { useDebounced } from '@/components/useDebounced';

const restMs = 250;
/** Between two forecasts while a slider is moved. */
const slidingMs = 80;

interface Typed {
  /** The settings of the form when it was last without faults; nothing if it never was. */
  settings: NewSettings | undefined;
  faults: Fault[];
  /** Whether the form has changed since. */
  typing: boolean;
  /** Whether the seed is left to chance; one is then drawn for the forecast. */
  random: boolean;
}

/** What the form stands for, once the typing rests; or as a slider moves. */
export function useSettings(sliding: boolean): Typed {
  const limits = useAllLimits();
  const values = useWatch<SettingsForm>() as SettingsForm;
  const rested = useDebounced(values, sliding ? slidingMs : restMs, sliding);
  const faults = useMemo(() => faultsOf(limits, rested), [limits, rested]);
  const [sound, setSound] = useState<SettingsForm>();
  if (faults.length === 0 && sound !== rested) setSound(rested);
  const settings = useMemo(() => sound && forecastable(limits, sound), [limits, sound]);
  return {
    settings,
    faults,
    typing: values !== rested,
    random: rested.seed.trim() === '',
  };
}
