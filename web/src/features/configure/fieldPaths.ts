import type { Field, Limits } from '@/api/types';
import { switches } from './switches';

/** The path by which a field is listed: senderGroups.0.sendTime and senderGroups[0].sendTime are senderGroups[].sendTime. */
export function patternOf(path: string): string {
  return path.replace(/\.\d+|\[\d+\]/g, '[]').replace(/\.delays\[\]\.seconds$/, '.delays[]');
}

/** What the server, or the form of itself, says of a field; nothing if there is none. */
export function fieldAt(limits: Limits, path: string): Field | undefined {
  const pattern = patternOf(path);
  const isIt = (field: Field) => field.path === pattern;
  return switches.find(isIt) ?? limits.fields.find(isIt);
}

/** What the server allows in one field of the form. */
export function limitsOf(limits: Limits, path: string): Field {
  const field = fieldAt(limits, path);
  if (!field) throw new Error(`The server tells no limits of ${patternOf(path)}.`);
  return field;
}

/** The fields of the settings right below a path, by name. */
export function membersOf(limits: Limits, pattern: string): [name: string, field: Field][] {
  const before = pattern && `${pattern}.`;
  return limits.fields
    .filter(({ path }) => path.startsWith(before) && /^\w+$/.test(path.slice(before.length)))
    .map(({ path }) => [path.slice(before.length), limitsOf(limits, path)]);
}

/** Whether a distribution of times has a parameter. */
export function hasParameter(limits: Limits, time: string, distribution: string, name: string): boolean {
  return limitsOf(limits, `${time}.${name}`).distributions?.some((one) => one === distribution) ?? false;
}
