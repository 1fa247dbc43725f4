import { useQuery } from '@tanstack/react-query';
import { forecast, beside } from '@/api/forecasts';
import { useLimits } from '@/api/limits';
import type { Limits, NewSettings } from '@/api/types';
import { runOf, type Run } from './run';

/** Reads the settings that the form has now; nothing while something in it is wrong. */
export type ReadForm = (limits: Limits) => Promise<NewSettings | undefined>;

interface FormRun {
  run: Run | undefined;
  /** Something in the form is wrong. */
  faulty: boolean;
  error: Error | null;
}

/**
 * What the settings in the form come to. They get the seed of the run they are compared to where they have none, so that
 * chance is the same; and they are read again whenever somebody comes back to the page.
 */
export function useFormRun(read: ReadForm | undefined, seed: number | undefined): FormRun {
  const limits = useLimits().data;
  const wanted = read !== undefined && limits !== undefined;
  const draft = useQuery({
    queryKey: ['form settings'],
    queryFn: async () => (wanted ? ((await read(limits)) ?? null) : null),
    enabled: wanted,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: true,
  });
  const given = draft.data;
  const settings =
    given && seed !== undefined ? { ...given, autoStart: false, seed: given.seed ?? seed } : undefined;
  const answer = useQuery({
    queryKey: ['forecast', settings],
    queryFn: ({ signal }) => forecast(settings ?? ({} as NewSettings), signal),
    enabled: settings !== undefined,
    ...beside,
  });
  return {
    run: answer.data && runOf(answer.data),
    faulty: draft.data === null,
    error: answer.error ?? draft.error,
  };
}
