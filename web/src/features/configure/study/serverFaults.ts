import { sentence, type FieldProblem, type Problem } from '@/api/problem';
import type { StudyFaults } from './query';
import type { FactorForm, StudyForm } from './studyForm';
import { settingsPlace } from './variables';

/** What the server finds wrong with a study: beside the fields of what varies, and with the settings that it varies. */
export interface ServerFaults {
  faults: StudyFaults;
  /** Errors of settings, as of a simulation's body. */
  settings: FieldProblem[];
}

export function serverFaults(study: StudyForm, { fields }: Problem): ServerFaults {
  const out: ServerFaults = { faults: {}, settings: [] };
  const tell = (field: string, message: string) => {
    const before = out.faults[field];
    out.faults[field] = before === undefined ? sentence(message) : `${before} ${sentence(message)}`;
  };
  for (const { location, message } of fields) {
    const path = location.replace(/^body\.?/, '');
    const inSettings = /^settings\.?(.*)$/.exec(path)?.[1];
    if (inSettings === undefined) {
      tell(fieldOf(study, path), message);
      continue;
    }
    const varied = study.factors.findIndex((factor) => setsPlace(factor, inSettings));
    if (varied >= 0) tell(`factors.${varied}.${levelsOf(study.factors[varied])}`, message);
    else out.settings.push({ location: `body.${inSettings}`, message });
  }
  return out;
}

/** body.vary[0].range.from is factors.0.from in the form. */
function fieldOf(study: StudyForm, path: string): string {
  const [, number, rest = ''] = /^vary\[(\d+)\]\.?(.*)$/.exec(path) ?? [];
  if (number === undefined) return path === '' ? 'vary' : path;
  const at = `factors.${number}`;
  const factor = study.factors[Number(number)];
  const alternative = /^alternatives\[(\d+)\]\.(name|set)/.exec(rest);
  if (alternative) return `${at}.alternatives.${alternative[1]}.${alternative[2]}`;
  const end = /^range\.(from|to|count)$/.exec(rest)?.[1];
  if (end) return `${at}.${end}`;
  return /^(values|range)/.test(rest) ? `${at}.${levelsOf(factor)}` : `${at}.field`;
}

function setsPlace({ kind, path, alternatives }: FactorForm, place: string): boolean {
  if (kind !== 'alternatives') return settingsPlace(path) === place;
  return alternatives.some(({ set }) => set.split('\n').some((line) => line.split('=')[0]?.trim() === place));
}

/** Where the levels of a factor are typed. */
function levelsOf(factor: FactorForm | undefined): string {
  if (factor?.kind === 'alternatives') return 'alternatives.0.set';
  return factor?.kind === 'range' ? 'to' : 'values';
}
