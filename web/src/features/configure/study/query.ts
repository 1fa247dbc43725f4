import type { Limits, NewSettings, StudyInput } from '@/api/types';
import { formatCount } from '@/components/format';
import { fieldOfPlace } from '@/components/settingsPlace';
import { settingsOf } from '../form';
import type { SettingsForm } from '../formTypes';
import { isShown } from '../inForm';
import { readTyped } from '../typed';
import { readDocumentValue, readLevel, readLevels } from './levels';
import type { AlternativeForm, FactorForm, StudyForm } from './studyForm';
import { factorName, settingsPlace, variableAt } from './variables';

/** What is wrong, by the field of the study's form: factors.0.values. */
export type StudyFaults = Record<string, string>;

type Factor = NonNullable<StudyInput['vary']>[number];

/** The study that form and factors stand for, or what is wrong with what varies. */
export function queryOf(
  limits: Limits,
  form: SettingsForm,
  study: StudyForm,
): { query: StudyInput; faults?: undefined } | { query?: undefined; faults: StudyFaults } {
  const faults: StudyFaults = {};
  const names = new Set<string>();
  const vary = study.factors.map((factor, i) => {
    const at = `factors.${i}`;
    const name =
      factor.kind === 'alternatives' ? factor.name.trim() || 'Alternative' : factorName(form, factor.path);
    if (names.has(name)) faults[`${at}.field`] = `“${name}” varies twice; keep one of the two.`;
    names.add(name);
    return {
      name,
      ...factorOf(limits, form, factor, (field, wrong) => (faults[`${at}.${field}`] ??= wrong)),
    };
  });
  const figure = (
    field: 'replications' | 'probability',
    kind: 'whole' | 'percent',
    least: number,
    most: number,
    ask: string,
  ) => {
    const reading = readTyped(kind, study[field]);
    if ('value' in reading && reading.value >= least && reading.value <= most) return reading.value;
    faults[field] = ask;
    return NaN;
  };
  const replications = figure(
    'replications',
    'whole',
    1,
    1000,
    `Enter a whole number from 1 to ${formatCount(1000)} seeds.`,
  );
  const probability = figure(
    'probability',
    'percent',
    Number.MIN_VALUE,
    1,
    'Enter a share above 0 and up to 100 %.',
  );
  if (Object.keys(faults).length > 0) return { faults };
  const settings: NewSettings = { ...settingsOf(limits, form), autoStart: false };
  return { query: { name: form.name.trim(), settings, vary, replications, find: study.find, probability } };
}

type Tell = (field: string, wrong: string) => void;

function factorOf(limits: Limits, form: SettingsForm, factor: FactorForm, tell: Tell): Omit<Factor, 'name'> {
  if (factor.kind === 'alternatives') {
    return { alternatives: factor.alternatives.map((one, j) => alternativeOf(limits, factor, one, j, tell)) };
  }
  const field = variableAt(limits, factor.path);
  if (!field || !isShown(limits, form, factor.path)) {
    tell(
      'field',
      factor.path
        ? 'The form does not have this field now; pick another one.'
        : 'Pick the field that varies.',
    );
    return {};
  }
  const path = settingsPlace(factor.path);
  if (factor.kind === 'list') {
    const levels = readLevels(field, factor.values);
    if ('wrong' in levels) tell('values', levels.wrong);
    return { path, values: 'values' in levels ? levels.values : [] };
  }
  const ends = (['from', 'to'] as const).map((end) => {
    const level =
      factor[end].trim() === '' ? { wrong: 'Enter a figure.' } : readLevel(field, factor[end].trim());
    if ('value' in level && typeof level.value === 'number') return level.value;
    tell(end, 'wrong' in level ? level.wrong : 'Enter a figure.');
    return NaN;
  });
  const count = readTyped('whole', factor.count);
  if (!('value' in count) || count.value < 2 || count.value > 10_000)
    tell('count', 'Enter a whole number from 2 on.');
  const [from = NaN, to = NaN] = ends;
  if (from === to) tell('to', 'The range ends where it begins.');
  if (factor.scale === 'logarithmic' && (from <= 0 || to <= 0)) {
    tell(from <= 0 ? 'from' : 'to', 'Equal ratios need figures above 0.');
  }
  return { path, range: { from, to, count: 'value' in count ? count.value : NaN, scale: factor.scale } };
}

function alternativeOf(
  limits: Limits,
  { alternatives }: FactorForm,
  { name, set }: AlternativeForm,
  j: number,
  tell: Tell,
): { name: string; set: Record<string, unknown> } {
  const out: Record<string, unknown> = {};
  if (name.trim() === '') tell(`alternatives.${j}.name`, 'Give it a name, to tell it by.');
  else if (alternatives.slice(0, j).some((one) => one.name.trim() === name.trim())) {
    tell(`alternatives.${j}.name`, 'Another one has this name.');
  }
  for (const line of set.split('\n').filter((one) => one.trim() !== '')) {
    const [, place = '', text = ''] = /^\s*(.*?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    const pattern = fieldOfPlace(place);
    const field = limits.fields.find(({ path }) => path === pattern);
    const read = !line.includes('=')
      ? { wrong: 'has no =; write it as senderGroups[0].senders = 40' }
      : !field
        ? { wrong: `there is no field ${place}; copy one from the list` }
        : place in out
          ? { wrong: `${place} is there twice` }
          : readDocumentValue(field, text);
    if ('wrong' in read) tell(`alternatives.${j}.set`, `“${line.trim()}”: ${read.wrong}.`);
    else out[place] = read.value;
  }
  return { name: name.trim(), set: out };
}
