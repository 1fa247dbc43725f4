import type { Field, Limits, NewSettings, SenderGroup } from '@/api/types';
import { fieldAt, hasParameter, limitsOf, membersOf, patternOf } from './fieldPaths';
import type { GroupForm, SettingsForm } from './formTypes';
import { isClock, isWordedNone, noneWord, textOf, valueOf } from './limits';
import { readClock } from './typed';
import { idleIn, isBlank, jitterOf, switchesOf } from './switches';

type Node = Record<string, unknown>;

/** The form of the server's defaults; the seed is left to chance. */
export function defaultForm(limits: Limits): SettingsForm {
  return { ...formOf(limits, limits.defaults), seed: '' };
}

/**
 * The form of settings: as much of them as can be shown, with the defaults for the rest. Every field that the server lists
 * has its place in it.
 */
export function formOf(limits: Limits, settings: object): SettingsForm {
  const given = settings as Node;
  const lists = ['senderGroups', 'objectives'] as const;
  const absent = lists.filter((name) => !Array.isArray(given[name]));
  const defaults = Object.fromEntries(absent.map((name) => [name, limits.defaults[name]]));
  return objectForm(limits, '', { ...given, ...defaults }) as unknown as SettingsForm;
}

export function groupFormOf(limits: Limits, group: Partial<SenderGroup> = {}): GroupForm {
  return elementForm(limits, 'senderGroups', group) as unknown as GroupForm;
}

/** The form of an element of a list. */
export function elementForm(limits: Limits, list: string, value?: unknown): Node {
  const path = `${patternOf(list)}[]`;
  const field = limitsOf(limits, path);
  if (field.kind === 'object') return objectForm(limits, path, value);
  return { seconds: textOf(field, value) };
}

/** A form with an element in every list: the shape of all forms. */
export function patternForm(limits: Limits): SettingsForm {
  const filled = (pattern: string): Node => {
    const node: Node = {};
    for (const [name, field] of membersOf(limits, pattern)) {
      if (field.kind === 'object') node[name] = filled(field.path);
      if (field.kind === 'list') node[name] = [isListOfNames(limits, field) ? '' : filled(`${field.path}[]`)];
    }
    return node;
  };
  return formOf(limits, filled(''));
}

function objectForm(limits: Limits, pattern: string, value: unknown): Node {
  const given = isNode(value) ? value : {};
  const members = membersOf(limits, pattern).map(([name, field]) => [
    name,
    memberForm(limits, field, given[name]),
  ]);
  return { ...Object.fromEntries(members), ...switchesOf(pattern, given) } as Node;
}

function memberForm(limits: Limits, field: Field, value: unknown): unknown {
  switch (field.kind) {
    case 'object':
      return objectForm(limits, field.path, value);
    case 'list':
      return listForm(limits, field, value);
    case 'flag':
      return typeof value === 'boolean' ? value : field.default === true;
    case 'jitter':
      return textOf(field, value);
    case 'choice':
      return typeof value === 'boolean' ? String(value) : textOf(field, value ?? field.default);
    default:
      if (value === null && isWordedNone(field)) return noneWord;
      return textOf(field, value === undefined ? field.default : value);
  }
}

function listForm(limits: Limits, field: Field, value: unknown): unknown[] {
  if (isListOfNames(limits, field)) return Array.isArray(value) ? value.map(String) : [];
  const elements: unknown[] = Array.isArray(value) ? value : begun(field);
  return elements.map((element) => elementForm(limits, field.path, element));
}

/** What a switch shows when it is turned has as many elements as it needs. */
function begun(field: Field): unknown[] {
  return isSwitched(field) ? Array.from({ length: field.minimum }) : [];
}

/** A list that is there because a switch, or a distribution, says so. */
function isSwitched({ path }: Field): boolean {
  return /\.(percentiles|outcomes|delays)$/.test(path);
}

/** Whether the elements of a list are texts: it is one field of the form then. */
export function isListOfNames(limits: Limits, { path }: Pick<Field, 'path'>): boolean {
  const kind = fieldAt(limits, `${path}[]`)?.kind;
  return kind === 'text' || kind === 'choice';
}

/** The settings that a form stands for. What is empty is left to the server. */
export function settingsOf(limits: Limits, form: SettingsForm): NewSettings {
  const settings = objectOf(limits, '', form as unknown as Node);
  return { name: '', text: '', senderGroups: [], objectives: [], ...settings } as unknown as NewSettings;
}

function objectOf(limits: Limits, pattern: string, node: Node): Node {
  const idle = idleMembers(limits, pattern, node);
  const out: Node = {};
  for (const [name, field] of membersOf(limits, pattern)) {
    const value =
      field.kind === 'jitter'
        ? jitterOf(node.variation, valueOf(field, String(node.jitter)))
        : idle.includes(name)
          ? undefined
          : valueIn(limits, field, node[name]);
    if (value !== undefined && !isLeftOut(field, value)) out[name] = value;
  }
  return out;
}

function valueIn(limits: Limits, field: Field, typed: unknown): unknown {
  if (field.kind === 'object') {
    const node = typed as Node;
    return field.path === 'channels[].acknowledgement' && isBlank(node.share)
      ? undefined
      : objectOf(limits, field.path, node);
  }
  if (field.kind === 'list') return listOf(limits, field, typed as unknown[]);
  if (typeof typed !== 'string') return typed;
  if (field.path === openPath) return typed === '' ? undefined : typed === 'true';
  if (isClock(field)) return readClock(typed) ?? (typed.trim() || undefined);
  if (field.kind === 'text') return typed;
  if (field.kind === 'choice') return typed || undefined;
  if (isWordedNone(field) && typed.trim() === noneWord) return null;
  return valueOf(field, typed) ?? (field.nullable && !keepsWhatItWas(field) ? null : undefined);
}

const openPath = 'senderGroups[].timetable[].open';

/** What is not said in a timetable stays as it was. */
function keepsWhatItWas({ path }: Field): boolean {
  return path.startsWith('senderGroups[].timetable[].');
}

function listOf(limits: Limits, field: Field, typed: unknown[]): unknown[] | undefined {
  if (isListOfNames(limits, field)) return typed.length > 0 || field.minimum === 0 ? typed : undefined;
  const path = `${field.path}[]`;
  const element = limitsOf(limits, path);
  const values = typed.map((one) =>
    element.kind === 'object'
      ? objectOf(limits, path, one as Node)
      : valueOf(element, (one as { seconds: string }).seconds),
  );
  return values.length > 0 || field.minimum === 0 || isSwitched(field) ? values : undefined;
}

/** As in the server's documents, what is as if it was not given is left out. */
const leftOut =
  /^(startAt|zone|cycles|until|currency|channels\[\]\.neverReached|audience\[\]\.(priority|at)|retry\.order|.*retry\.spread|senderGroups\[\]\.(channel|burst|timetable\[\]\.abort|price\.\w+)|caps\[\]\.window\.(daily|at)|objectives\[\]\.(of|audience))$/;

function isLeftOut(field: Field, value: unknown): boolean {
  return leftOut.test(field.path) && value === field.default;
}

/** The members of an object in the form that do not count. */
export function idleMembers(limits: Limits, pattern: string, node: Node): string[] {
  if (!isSendTime(pattern)) return idleIn(pattern, node);
  return membersOf(limits, pattern)
    .map(([name]) => name)
    .filter((name) => name !== 'distribution')
    .filter((name) => !hasParameter(limits, pattern, String(node.distribution), name));
}

function isSendTime(pattern: string): boolean {
  return /\.(sendTime|acknowledgement\.time)$/.test(pattern);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
