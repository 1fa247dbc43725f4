import type { Limits } from '@/api/types';
import { formatCounted } from '@/components/format';
import { defaultForm } from '../form';
import type { SettingsForm } from '../formTypes';

/** What counts of a form beyond the question, in words. */
export function beyondQuestion(limits: Limits, form: SettingsForm): string[] {
  const { channels, steps, audience, caps, objectives, timeToLive, startAt } = form;
  const said: string[] = [];
  const counted = (list: readonly unknown[], noun: string, from = 1) => {
    if (list.length >= from) said.push(formatCounted(list.length, noun));
  };
  counted(channels, 'channel');
  counted(steps, 'step');
  counted(audience, 'audience');
  counted(caps, 'cap');
  if (objectives.length > 1) said.push(formatCounted(objectives.length - 1, 'further objective'));
  if (timeToLive.trim() !== defaultForm(limits).timeToLive.trim()) said.push('a time to live');
  if (startAt.trim() !== '') said.push('a calendar');
  return said;
}
