import { useCallback } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { forecast } from '@/api/forecasts';
import { asProblem } from '@/api/problem';
import type { Limits, NewSettings } from '@/api/types';
import { showServerErrors } from '../errors';
import { formOf } from '../form';
import type { SettingsForm } from '../formTypes';

/** What came of filling the form in. */
export interface Filled {
  /** How many fields the server finds wrong; it says so beside them. */
  wrong: number;
  /** What it says of things that no field shows. */
  others: string[];
}

/**
 * Fills the form in with a document, whose judge is the server: it fills defaults in, and finds what is wrong.
 * Fails if the server says nothing of either kind; the form is then as it was.
 */
export function useFill(limits: Limits, form: UseFormReturn<SettingsForm>) {
  return useCallback(
    async (document: Record<string, unknown>): Promise<Filled> => {
      try {
        const { settings } = await forecast(document as unknown as NewSettings);
        const filled = formOf(limits, settings);
        form.reset(document.seed === undefined ? { ...filled, seed: '' } : filled);
        return { wrong: 0, others: [] };
      } catch (error) {
        const problem = asProblem(error);
        if (problem.status !== 422) throw problem;
        form.reset(formOf(limits, document));
        const others = showServerErrors(limits, form, problem);
        return { wrong: problem.fields.length, others };
      }
    },
    [limits, form],
  );
}
