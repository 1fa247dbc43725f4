import type { Limits } from '@/api/types';
import { defaultForm, patternForm } from './form';
import type { SettingsForm } from './formTypes';
import { templateForm } from './templates/templateForm';
import { templates } from './templates/templates';
import { draftKey } from './typed';

/** A new name whenever the shape of the form changes. */
const key = 'alertsim.form.3';

export function remember(form: SettingsForm): void {
  try {
    localStorage.setItem(draftKey(key), JSON.stringify(form));
  } catch {
    // A full or forbidden storage costs the convenience, nothing else.
  }
}

export function forget(): void {
  localStorage.removeItem(draftKey(key));
}

/** The last values, as far as they are a form; else the first template. */
export function remembered(limits: Limits): SettingsForm {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(draftKey(key)) ?? 'null');
    return isLike(stored, patternForm(limits)) ? stored : firstForm(limits);
  } catch {
    return firstForm(limits);
  }
}

/** An example with an answer to look at says more than fields to fill in. */
function firstForm(limits: Limits): SettingsForm {
  const [first] = templates;
  return first ? templateForm(limits, first) : defaultForm(limits);
}

/** Reports whether a value has every field of a pattern; lists are compared by their first elements. */
function isLike<T>(value: unknown, pattern: T): value is T {
  if (Array.isArray(pattern)) {
    return (
      Array.isArray(value) && value.every((element) => pattern.length === 0 || isLike(element, pattern[0]))
    );
  }
  if (typeof pattern !== 'object' || pattern === null) return typeof value === typeof pattern;
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(pattern).every(([name, part]) => isLike((value as Record<string, unknown>)[name], part))
  );
}
