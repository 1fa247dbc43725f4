import { get, type FieldErrors, type FieldPath, type UseFormReturn } from 'react-hook-form';
import { sentence, type Problem } from '@/api/problem';
import { parameters, type SettingsForm } from './form';
import { labelOf } from './labels';

/** How many fields are wrong at or below some paths. */
export function countErrors(errors: FieldErrors<SettingsForm>, paths: readonly string[]): number {
  return paths.reduce((sum, path) => sum + count(get(errors, path)), 0);
}

function count(node: unknown): number {
  if (typeof node !== 'object' || node === null) return 0;
  if ('type' in node && 'message' in node) return 1;
  return Object.entries(node).reduce((sum, [key, value]) => sum + (key === 'ref' ? 0 : count(value)), 0);
}

/**
 * Puts the server's errors beside their fields and returns, in words, those
 * that no field of the form shows.
 */
export function showServerErrors(form: UseFormReturn<SettingsForm>, problem: Problem): string[] {
  const others: string[] = [];
  for (const { location, message } of problem.fields) {
    const path = formPath(location);
    if (isShown(form.getValues(), path)) {
      form.setError(path as FieldPath<SettingsForm>, { type: 'server', message: sentence(message) });
    } else {
      others.push(`${placeOf(location)}: ${message}`);
    }
  }
  return others;
}

/** body.senderGroups[0].failureRate is senderGroups.0.failureRate in the form. */
export function formPath(location: string): string {
  return location.replace(/^body\.?/, '').replace(/\[(\d+)\]/g, '.$1');
}

function isShown(values: SettingsForm, path: string): boolean {
  const value: unknown = get(values, path);
  if (typeof value !== 'string' && typeof value !== 'boolean') return false;
  if (path === 'speed') return values.mode === 'live';
  const parameter = /^senderGroups\.(\d+)\.sendTime\.(\w+)/.exec(path);
  if (!parameter || parameter[2] === 'distribution') return true;
  const distribution = values.senderGroups[Number(parameter[1])]?.sendTime.distribution ?? '';
  return (parameters[distribution] ?? []).some((name) => name === parameter[2]);
}

/** Where an error is, as "Sender group 2, Send time". */
function placeOf(location: string): string {
  const path = location.replace(/^body\.?/, '');
  if (path === '') return 'The settings';
  const group = /^senderGroups\[(\d+)\]/.exec(path);
  const label = labelOf(path);
  return group && label !== 'Sender group' ? `Sender group ${Number(group[1]) + 1}, ${label}` : label;
}
