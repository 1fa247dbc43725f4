import type { Field, Limits } from '@/api/types';
import { formatCount, formatDuration } from '@/components/format';

const exact = new Intl.NumberFormat('en', { maximumFractionDigits: 10 });

/** What the server allows in one field of the form. */
export function limitsOf(limits: Limits, path: string): Field {
  const pattern = path.replace(/\.\d+/g, '[]').replace(/\[\d+\]/g, '[]');
  const field = limits.fields.find((candidate) => candidate.path === pattern);
  if (!field) throw new Error(`The server tells no limits of ${pattern}.`);
  return field;
}

/** Shares of 1 are shown and typed as percentages. */
export function isShare({ kind, unit, maximum }: Field): boolean {
  return kind === 'number' && !unit && maximum === 1;
}

/** A field that may be left empty: nothing, or something that depends on others, is then meant. */
export function isOptional(field: Field): boolean {
  return field.nullable === true || field.default === undefined || field.default === null;
}

/** The figure that a text stands for in the settings; undefined if it is empty, NaN if it is none. */
export function valueOf(field: Field, text: string): number | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const grouped = /^\d{1,3}(,\d{3})+(\.\d*)?$/.test(trimmed) ? trimmed.replaceAll(',', '') : trimmed;
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(grouped) ? Number(grouped) : NaN;
  return isShare(field) ? rounded(value / 100) : value;
}

/** The text that stands for a figure of the settings in the form. */
export function textOf(field: Field, value: unknown): string {
  if (typeof value === 'number') return String(isShare(field) ? rounded(value * 100) : value);
  return typeof value === 'string' ? value : '';
}

/** Says what is wrong with a text, or true. */
export function check(field: Field, text: string, optional = isOptional(field)): string | true {
  if (field.kind === 'text') {
    return (
      Array.from(text).length <= field.maximum || `Use at most ${formatCount(field.maximum)} characters.`
    );
  }
  const value = valueOf(field, text);
  if (value === undefined) return optional || ask(field, optional);
  const whole = field.kind !== 'integer' || Number.isInteger(value);
  return (whole && value >= field.minimum && value <= field.maximum) || ask(field, optional);
}

function ask(field: Field, optional: boolean): string {
  const otherwise = optional ? ', or leave it empty' : '';
  return `Enter ${field.kind === 'integer' ? 'a whole number' : 'a number'} from ${rangeOf(field)}${otherwise}.`;
}

/** The bounds in words, as "0.001 to 3,600 seconds". */
export function rangeOf(field: Field): string {
  if (isShare(field)) return `${exact.format(field.minimum * 100)} to ${exact.format(field.maximum * 100)} %`;
  return `${exact.format(field.minimum)} to ${exact.format(field.maximum)}${field.unit ? ` ${field.unit}` : ''}`;
}

/** A long time in larger units than the seconds in which it is typed. */
export function inLargerUnits(field: Field, text: string): string | undefined {
  const value = valueOf(field, text);
  const long = field.unit === 'seconds' && value !== undefined && value >= 60 && value <= field.maximum;
  return long ? formatDuration(value) : undefined;
}

/** The description of a field, in the words of a form instead of a document. */
export function helpOf(field: Field): string {
  return field.description
    .replace(/; null for /, '; leave it empty for ')
    .replace(/ if absent\b/, ' if left empty')
    .replace(/\bRandom if left empty/, 'Random if left empty');
}

function rounded(value: number): number {
  return Number(value.toPrecision(12));
}
