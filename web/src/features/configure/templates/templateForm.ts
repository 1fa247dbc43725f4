import type { Limits } from '@/api/types';
import { formOf } from '../form';
import type { SettingsForm } from '../formTypes';
import type { Template } from './templates';

/** The form of a template, its seed left to chance. */
export function templateForm(limits: Limits, { settings }: Template): SettingsForm {
  return { ...formOf(limits, settings), seed: '' };
}
