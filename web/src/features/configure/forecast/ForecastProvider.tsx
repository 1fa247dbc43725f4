import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useFormContext } from 'react-hook-form';
import { useForecast } from '@/api/forecasts';
import { asProblem } from '@/api/problem';
import type { Change, ForecastAnswer, NewSettings } from '@/api/types';
import { faultsIn } from '../errors';
import { formOf } from '../form';
import type { SettingsForm } from '../formTypes';
import { useAllLimits } from '../LimitsContext';
import { SlidingContext } from '../question/SlidingContext';
import { ForecastContext } from './ForecastContext';
import { useSettings } from './useSettings';

/** Asks for the forecast of what is typed, slid or looked at, for all who show something of it. */
export function ForecastProvider({ children }: { children: ReactNode }) {
  const limits = useAllLimits();
  const form = useFormContext<SettingsForm>();
  const [change, setChange] = useState<Change>();
  const { sliding, slide } = useSlides(() => setChange(undefined));
  const typed = useSettings(sliding);
  const settings = change ? (change.settings as NewSettings) : typed.settings;
  const query = useForecast(settings);

  const [last, setLast] = useState<ForecastAnswer>();
  const [base, setBase] = useState<ForecastAnswer>();
  const compares = sliding || change !== undefined;
  if (compares && !base && last) setBase(last);
  if (!compares && base) setBase(undefined);
  if (query.data && query.data !== last) setLast(query.data);

  const refusal = query.isError ? asProblem(query.error) : undefined;
  const faults = typed.faults.length > 0 ? typed.faults : refusal ? faultsIn(refusal) : [];
  const take = () => {
    if (!change) return;
    const changed = formOf(limits, change.settings);
    const { name, seed, autoStart } = form.getValues();
    form.reset({ ...changed, name, seed, autoStart }, { keepDefaultValues: true });
    setChange(undefined);
  };
  return (
    <SlidingContext value={useMemo(() => ({ slide }), [slide])}>
      <ForecastContext
        value={{
          settings: typed.settings,
          last,
          current: faults.length === 0 && !typed.typing && query.data !== undefined,
          base: compares ? base : undefined,
          waiting: typed.typing || query.isFetching,
          fetching: query.isFetching,
          faults,
          refusal: faults.length === 0 ? refusal : undefined,
          delay: query.isFetching && query.failureReason ? asProblem(query.failureReason) : undefined,
          random: typed.random,
          again: () => void query.refetch(),
          change,
          look: setChange,
          take,
        }}
      >
        {children}
      </ForecastContext>
    </SlidingContext>
  );
}

/** Whether the last thing that was done to the form was to move a slider. Everything that is done to it is told. */
function useSlides(onChange: () => void) {
  const form = useFormContext<SettingsForm>();
  const [sliding, setSliding] = useState(false);
  const bySlider = useRef(false);
  const told = useRef(onChange);
  useEffect(() => {
    told.current = onChange;
  });
  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: () => {
          setSliding(bySlider.current);
          bySlider.current = false;
          told.current();
        },
      }),
    [form],
  );
  const slide = useCallback(() => {
    bySlider.current = true;
  }, []);
  return { sliding, slide };
}
