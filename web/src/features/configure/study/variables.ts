import { get } from 'react-hook-form';
import type { Field, Limits } from '@/api/types';
import { placeOf, textsOf } from '../errors';
import { fieldAt, patternOf } from '../fieldPaths';
import type { SettingsForm } from '../formTypes';
import { isShown } from '../inForm';
import { labelOf, ordinalLabels } from '../labels';

/** Figures that a run does not depend on, or that studies vary themselves. */
const fixed = ['seed', 'speed', 'monitoringInterval', 'mode'];

/** What the server says of a field of the form that may vary; nothing of one that may not. */
export function variableAt(limits: Limits, path: string): Field | undefined {
  const pattern = patternOf(path);
  const field = limits.fields.find((one) => one.path === pattern);
  if (!field || fixed.includes(pattern)) return undefined;
  if (field.kind === 'choice') return fieldAt(limits, path) === field && field.choices ? field : undefined;
  return field.kind === 'integer' || field.kind === 'number' || field.kind === 'jitter' ? field : undefined;
}

/** The place in the settings of a field of the form: senderGroups.0.senders is senderGroups[0].senders. */
export function settingsPlace(path: string): string {
  return path.replace(/\.(\d+)/g, '[$1]').replace(/(\.delays\[\d+\])\.seconds$/, '$1');
}

/** The field of the form that a place in the settings is; its elements by number. */
export function formPlace(place: string): string {
  return place.replace(/\[(\d+)\]/g, '.$1').replace(/\.delays\.\d+$/, '$&.seconds');
}

/** What may vary as the form stands, in the order of the form. */
export function variablesIn(limits: Limits, form: SettingsForm): { path: string; label: string }[] {
  return textsOf(form)
    .map(([path]) => path)
    .filter((path) => variableAt(limits, path) !== undefined && isShown(limits, form, path))
    .map((path) => ({ path, label: placeOf(path) }));
}

/** What a factor is called: Senders, or Senders (e-mail) where there are several groups. */
export function factorName(form: SettingsForm, path: string): string {
  const label = labelOf(path);
  const list = /^(\w+)\.(\d+)\./.exec(path);
  const elements: unknown = list?.[1] && get(form, list[1]);
  if (
    !list?.[2] ||
    !Array.isArray(elements) ||
    (elements.length < 2 && !/^(senderGroups|channels)\./.test(path))
  ) {
    const others = ordinalLabels(settingsPlace(path)).slice(1);
    return [label, ...others].join(', ');
  }
  if (elements.length < 2) return label;
  const { name } = elements[Number(list[2])] as { name?: string };
  const of = name?.trim() ? name.trim() : ordinalLabels(settingsPlace(path))[0];
  return `${label} (${of})`.slice(0, 80);
}
