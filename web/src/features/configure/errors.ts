import { get, type FieldErrors, type FieldPath, type UseFormReturn } from 'react-hook-form';
import { sentence, type Problem } from '@/api/problem';
import type { Limits } from '@/api/types';
import { hasParameter, type SettingsForm } from './form';
import { labelOf } from './labels';
import { check, isAmbiguous, limitsOf } from './limits';

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
export function showServerErrors(
  limits: Limits,
  form: UseFormReturn<SettingsForm>,
  problem: Problem,
): string[] {
  const others: string[] = [];
  for (const { location, message } of problem.fields) {
    const path = formPath(location);
    if (isShown(limits, form.getValues(), path)) {
      const own = ownWords(limits, path, get(form.getValues(), path));
      form.setError(path as FieldPath<SettingsForm>, { type: 'server', message: own ?? sentence(message) });
    } else {
      others.push(`${placeOf(location)}: ${message}`);
    }
  }
  return others;
}

/** What the form itself would say of a text, if anything: it knows what somebody wrote, as 250.000. */
function ownWords(limits: Limits, path: string, value: unknown): string | undefined {
  const field = limitsOf(limits, path);
  if (typeof value !== 'string' || field.kind === 'choice') return undefined;
  const verdict = isAmbiguous(field, value) ? check(field, value) : true;
  return verdict === true ? undefined : verdict;
}

/** What decides nothing of the run's course; the server's errors of all other fields may come of each other. */
const apart = ['name', 'seed', 'monitoringInterval', 'autoStart', 'objectives'];

/** Takes back the server's errors that a change may have mended: it judged the settings as they were then. */
export function forgetServerErrors(form: UseFormReturn<SettingsForm>, changed: string | undefined): void {
  for (const path of serverErrorsIn(form.formState.errors)) {
    if (changed === undefined || mayMend(changed, path)) form.clearErrors(path as FieldPath<SettingsForm>);
  }
}

function mayMend(changed: string, wrong: string): boolean {
  if (changed === wrong) return true;
  const sendTime = /^senderGroups\.\d+\.sendTime\./.exec(wrong);
  if (sendTime) return changed.startsWith(sendTime[0]); // as the deviation, that depends on the mean
  return ![changed, wrong].some((path) => apart.some((one) => path === one || path.startsWith(`${one}.`)));
}

function serverErrorsIn(node: unknown, path = ''): string[] {
  if (typeof node !== 'object' || node === null) return [];
  if ('type' in node && 'message' in node) return node.type === 'server' ? [path] : [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'ref' ? [] : serverErrorsIn(value, path ? `${path}.${key}` : key),
  );
}

/** body.senderGroups[0].failureRate is senderGroups.0.failureRate in the form. */
export function formPath(location: string): string {
  return location.replace(/^body\.?/, '').replace(/\[(\d+)\]/g, '.$1');
}

function isShown(limits: Limits, values: SettingsForm, path: string): boolean {
  const value: unknown = get(values, path);
  if (typeof value !== 'string' && typeof value !== 'boolean') return false;
  if (path === 'speed') return values.mode === 'live';
  const parameter = /^senderGroups\.(\d+)\.sendTime\.(\w+)/.exec(path);
  if (!parameter || parameter[2] === 'distribution') return true;
  const distribution = values.senderGroups[Number(parameter[1])]?.sendTime.distribution ?? '';
  return hasParameter(limits, distribution, parameter[2] ?? '');
}

/** What is wrong with one field, in words. */
export interface Fault {
  place: string;
  message: string;
}

/** A live run takes fewer messages than their field does. */
export function maxMessages(limits: Limits, { mode }: SettingsForm): number | undefined {
  return mode === 'live' ? limits.maxLiveMessages : undefined;
}

/** What the form itself knows to be wrong, without anybody having touched a field. */
export function faultsOf(limits: Limits, form: SettingsForm): Fault[] {
  return textsOf(form)
    .filter(([path]) => isShown(limits, form, path))
    .flatMap(([path, text]) => {
      const field = limitsOf(limits, path);
      if (field.kind === 'choice') return [];
      const maximum = path === 'messages' ? maxMessages(limits, form) : undefined;
      const verdict = check({ ...field, maximum: Math.min(field.maximum, maximum ?? field.maximum) }, text);
      return verdict === true ? [] : [{ place: placeOf(path), message: verdict }];
    });
}

function textsOf(node: unknown, path = ''): [path: string, text: string][] {
  if (typeof node === 'string') return [[path, node]];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => textsOf(value, path ? `${path}.${key}` : key));
}

/** The server's errors of fields, in words. */
export function faultsIn(problem: Problem): Fault[] {
  return problem.fields.map(({ location, message }) => ({
    place: placeOf(location),
    message: sentence(message),
  }));
}

/** Where an error is, as "Sender group 2, Send time". */
function placeOf(location: string): string {
  const path = location.replace(/^body\.?/, '');
  if (path === '') return 'The settings';
  const group = /^senderGroups[[.](\d+)/.exec(path);
  const label = labelOf(path);
  return group && label !== 'Sender group' ? `Sender group ${Number(group[1]) + 1}, ${label}` : label;
}
