import { useEffect } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { asProblem } from '@/api/problem';
import { takeHanded } from '@/components/handedSettings';
import type { SettingsForm } from '../formTypes';
import { filledNotice, type Notice } from './notice';
import type { Filled } from './useFill';

/** Fills the form in with what another view has handed over. What was in it can be had back. */
export function useHandedSettings(
  form: UseFormReturn<SettingsForm>,
  fill: (document: Record<string, unknown>) => Promise<Filled>,
  tell: (notice: Notice | undefined) => void,
): void {
  useEffect(() => {
    const settings = takeHanded();
    if (settings === undefined) return;
    const before = structuredClone(form.getValues());
    const undo = () => {
      form.reset(before);
      tell(undefined);
    };
    fill(settings as Record<string, unknown>).then(
      (filled) => tell({ ...filledNotice('the log', filled), undo }),
      (error: unknown) =>
        tell({
          type: 'error',
          header: 'The settings from the log are not filled in',
          text: asProblem(error).message,
        }),
    );
  }, [form, fill, tell]);
}
