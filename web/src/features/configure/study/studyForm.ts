import type { StudyQuery } from '@/api/types';
import { draftKey } from '../typed';

/** What varies, as it is typed: every figure is a text until it is submitted. */
export interface StudyForm {
  factors: FactorForm[];
  replications: string;
  find: StudyQuery['find'];
  probability: string;
}

export interface FactorForm {
  /** Another one for every factor, as they may be taken away. */
  id: number;
  /** The levels: a list of values of a field, a range of them, or alternatives that may change several fields. */
  kind: 'list' | 'range' | 'alternatives';
  /** The field that varies, by its path in the form: senderGroups.0.senders. */
  path: string;
  values: string;
  from: string;
  to: string;
  count: string;
  scale: 'linear' | 'logarithmic';
  /** What alternatives are called together. */
  name: string;
  alternatives: AlternativeForm[];
}

export interface AlternativeForm {
  name: string;
  /** A line for each field: senderGroups[0].senders = 40. */
  set: string;
}

export const maxFactors = 4;

export function newFactor(study: StudyForm, changes: Partial<FactorForm> = {}): FactorForm {
  const id = study.factors.reduce((most, factor) => Math.max(most, factor.id), 0) + 1;
  return {
    id,
    kind: 'list',
    path: '',
    values: '',
    from: '',
    to: '',
    count: '5',
    scale: 'linear',
    name: '',
    alternatives: [
      { name: '', set: '' },
      { name: '', set: '' },
    ],
    ...changes,
  };
}

export const noStudy: StudyForm = { factors: [], replications: '20', find: 'cheapest', probability: '95' };

/** The factors after an element of a list of the form is taken away: its own go, those behind it move up. */
export function withoutElement(study: StudyForm, list: string, index: number): StudyForm {
  const before = `${list}.`;
  const factors = study.factors.flatMap((factor): FactorForm[] => {
    if (!factor.path.startsWith(before)) return [factor];
    const [number = '', ...rest] = factor.path.slice(before.length).split('.');
    const at = Number(number);
    if (at === index) return [];
    return [at < index ? factor : { ...factor, path: [list, at - 1, ...rest].join('.') }];
  });
  return { ...study, factors };
}

/** A new name whenever the shape changes. */
const key = 'alertsim.study.1';

export function rememberStudy(study: StudyForm): void {
  try {
    localStorage.setItem(draftKey(key), JSON.stringify(study));
  } catch {
    // A full or forbidden storage costs the convenience, nothing else.
  }
}

/** What varied last; nothing if it is not known. */
export function rememberedStudy(): StudyForm {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(draftKey(key)) ?? 'null');
    return isStudyForm(stored) ? stored : noStudy;
  } catch {
    return noStudy;
  }
}

function isStudyForm(value: unknown): value is StudyForm {
  if (typeof value !== 'object' || value === null) return false;
  const { factors, replications, find, probability } = value as Partial<StudyForm>;
  const isFactor = (factor: Partial<FactorForm>) =>
    typeof factor.path === 'string' &&
    typeof factor.values === 'string' &&
    Array.isArray(factor.alternatives);
  return (
    Array.isArray(factors) &&
    factors.every(isFactor) &&
    [replications, find, probability].every((text) => typeof text === 'string')
  );
}
