import { get } from 'react-hook-form';
import type { Field, Limits } from '@/api/types';
import { limitsOf, patternOf } from './fieldPaths';
import { idleMembers, isListOfNames } from './form';
import type { SettingsForm } from './formTypes';

/** What is allowed in a field as the rest of the form stands. */
export function fieldIn(limits: Limits, form: SettingsForm, path: string): Field {
  const field = limitsOf(limits, path);
  if (path === 'messages' && form.mode === 'live') {
    return { ...field, maximum: Math.min(field.maximum, limits.maxLiveMessages) };
  }
  const retry = /^(.*retry)\.maxAttempts$/.exec(path)?.[1];
  return retry && get(form, `${retry}.waits`) === 'delays' ? { ...field, nullable: true } : field;
}

/** Whether a place in the form is a field that is shown, as its switches stand. */
export function isShown(limits: Limits, form: SettingsForm, path: string): boolean {
  if (path === 'speed') return form.mode === 'live';
  const value = shownAt(limits, form, path);
  return isText(value) || typeof value === 'boolean' || (value !== undefined && isNames(limits, path));
}

/** The place in the form at which an error of the document is shown; nothing if no field shows it. */
export function placeIn(limits: Limits, form: SettingsForm, location: string): string | undefined {
  const path = formPath(location);
  const place = candidates(path).find((candidate) => isShown(limits, form, candidate));
  if (place !== undefined || path === 'senderGroups') return place; // what is wrong with all groups together is told on top
  return Array.isArray(shownAt(limits, form, path)) ? `${path}.root` : undefined;
}

/** body.senderGroups[0].failureRate is senderGroups.0.failureRate in the form. */
export function formPath(location: string): string {
  return location.replace(/^body\.?/, '').replace(/\[(\d+)\]/g, '.$1');
}

/** What may stand for a place in the document that has no field of its own: for an object one of its fields. */
const standIns: [pattern: RegExp, instead: string][] = [
  [/\.delays\.\d+$/, '$&.seconds'],
  [/(channels|groups|audience|days)\.\d+$/, '$1'],
  [/^audience\.\d+$/, '$&.share'],
  [/\.window(\.\w+)?$/, '.window.span'],
  [/\.acknowledgement$/, '$&.share'],
  [/\.(sendTime|time)$/, '$&.distribution'],
  [/(retry)\.(jitter|spread)$/, '$1.variation'],
  [/\.price$/, '.priced'],
  [/^(steps\.\d+)\.retry$/, '$1.ownRetry'],
];

function candidates(path: string): string[] {
  return [
    path,
    ...standIns
      .filter(([pattern]) => pattern.test(path))
      .map(([pattern, instead]) => path.replace(pattern, instead)),
  ];
}

function shownAt(limits: Limits, form: SettingsForm, path: string): unknown {
  let node: unknown = form;
  const names = path.split('.');
  for (const [depth, name] of names.entries()) {
    if (typeof node !== 'object' || node === null || isNames(limits, names.slice(0, depth).join('.')))
      return undefined;
    const object = node as Record<string, unknown>;
    const pattern = patternOf(names.slice(0, depth).join('.'));
    if (!Array.isArray(node) && idleMembers(limits, pattern, object).includes(name)) return undefined;
    node = object[name];
  }
  return node;
}

/** A list of names is one field. */
function isNames(limits: Limits, path: string): boolean {
  return isListOfNames(limits, { path: patternOf(path) });
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
