import type { Limits, NewSettings } from '@/api/types';
import { faultsOf } from './errors';
import { settingsOf } from './form';
import { remembered } from './remember';

/** The settings that the form has now, for other views; nothing while something in it is wrong. */
export function draftSettings(limits: Limits): NewSettings | undefined {
  const form = remembered(limits);
  return faultsOf(limits, form).length === 0 ? settingsOf(limits, form) : undefined;
}
