import type { Limits, StudyQuery } from '@/api/types';
import { typedFigure } from '@/components/format';
import { fieldOfPlace } from '@/components/settingsPlace';
import { textOf } from '../limits';
import { hasDecimalComma } from '../typed';
import { newFactor, noStudy, type FactorForm, type StudyForm } from './studyForm';
import { formPlace } from './variables';

/** The form of what a study varies. */
export function studyFormOf(limits: Limits, query: StudyQuery): StudyForm {
  const study: StudyForm = {
    ...noStudy,
    factors: [],
    replications: typedFigure(query.replications),
    find: query.find,
    probability: typedFigure(Number((query.probability * 100).toPrecision(12))),
  };
  for (const { name, path, values, alternatives } of query.vary) {
    const changes: Partial<FactorForm> =
      path === undefined
        ? {
            kind: 'alternatives',
            name,
            alternatives: (alternatives ?? []).map((one) => ({ name: one.name, set: linesOf(one.set) })),
          }
        : {
            path: formPlace(byNumber(query, path)),
            values: (values ?? [])
              .map((value) => levelText(limits, path, value))
              .join(hasDecimalComma() ? '; ' : ', '),
          };
    study.factors.push(newFactor(study, changes));
  }
  return study;
}

function linesOf(set: unknown): string {
  return Object.entries((set ?? {}) as Record<string, unknown>)
    .map(([place, value]) => `${place} = ${value === null ? 'none' : (value as string | boolean).toString()}`)
    .join('\n');
}

function levelText(limits: Limits, path: string, value: unknown): string {
  const pattern = fieldOfPlace(path);
  const field = limits.fields.find((one) => one.path === pattern);
  if (value === null) return 'none';
  return field && typeof value === 'number' ? textOf(field, value) : (value as string | boolean).toString();
}

/** The place with its list's element by number, where it is by name: the form has numbers. */
function byNumber({ settings }: StudyQuery, path: string): string {
  return path.replace(/^(\w+)\["?([^\]"]*)"?\]/, (all, list: string, element: string) => {
    if (/^\d+$/.test(element)) return all;
    const elements = (settings as Record<string, { name?: string }[] | undefined>)[list] ?? [{}];
    const i = elements.findIndex(({ name }) => name === element);
    return `${list}[${Math.max(0, i)}]`;
  });
}
