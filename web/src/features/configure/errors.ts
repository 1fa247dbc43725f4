import { get, type FieldErrors, type FieldPath, type UseFormReturn } from 'react-hook-form';
import { sentence, type Problem } from '@/api/problem';
import type { Limits } from '@/api/types';
import { fieldAt, patternOf } from './fieldPaths';
import type { SettingsForm } from './formTypes';
import { fieldIn, isShown, placeIn } from './inForm';
import { labelOf, ordinalLabels } from './labels';
import { check, isAmbiguous } from './limits';

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
  problem: Pick<Problem, 'fields'>,
): string[] {
  const others: string[] = [];
  for (const { location, message } of problem.fields) {
    const path = placeIn(limits, form.getValues(), location);
    if (path !== undefined) {
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
  const field = fieldAt(limits, path);
  if (typeof value !== 'string' || !field || field.kind === 'choice') return undefined;
  const verdict = isAmbiguous(field, value) ? check(field, value) : true;
  return verdict === true ? undefined : verdict;
}

/** What decides nothing of the run's course; the server's errors of all other fields may come of each other. */
const apart = ['name', 'seed', 'monitoringInterval', 'autoStart', 'currency'];

/** Takes back the server's errors that a change may have mended: it judged the settings as they were then. */
export function forgetServerErrors(form: UseFormReturn<SettingsForm>, changed: string | undefined): void {
  for (const path of serverErrorsIn(form.formState.errors)) {
    if (changed === undefined || mayMend(changed, path)) form.clearErrors(path as FieldPath<SettingsForm>);
  }
}

function mayMend(changed: string, wrong: string): boolean {
  if (changed === wrong) return true;
  const sendTime = /^.*\.(sendTime|acknowledgement\.time)\./.exec(wrong);
  if (sendTime) return changed.startsWith(sendTime[0]); // as the deviation, that depends on the mean
  if (changed.startsWith('objectives')) return wrong.startsWith('objectives');
  return ![changed, wrong].some((path) => apart.some((one) => path === one || path.startsWith(`${one}.`)));
}

function serverErrorsIn(node: unknown, path = ''): string[] {
  if (typeof node !== 'object' || node === null) return [];
  if ('type' in node && 'message' in node) return node.type === 'server' ? [path] : [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'ref' ? [] : serverErrorsIn(value, path ? `${path}.${key}` : key),
  );
}

/** What is wrong with one field, in words. */
export interface Fault {
  place: string;
  message: string;
}

/** What the form itself knows to be wrong, without anybody having touched a field. */
export function faultsOf(limits: Limits, form: SettingsForm): Fault[] {
  return textsOf(form)
    .filter(([path]) => isShown(limits, form, path))
    .flatMap(([path, text]) => {
      const field = fieldIn(limits, form, path);
      if (field.kind === 'choice') return [];
      const verdict = check(field, text);
      return verdict === true ? [] : [{ place: placeOf(path), message: verdict }];
    });
}

/** Every text of the form by its path. */
export function textsOf(node: unknown, path = ''): [path: string, text: string][] {
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
export function placeOf(location: string): string {
  const path = location.replace(/^body\.?/, '').replace(/\.(\d+)/g, '[$1]');
  if (path === '') return 'The settings';
  const elements = ordinalLabels(path);
  return patternOf(path).endsWith('[]') && elements.length > 0
    ? elements.join(', ')
    : [...elements, labelOf(path)].join(', ');
}
