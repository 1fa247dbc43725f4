import type { Field } from '@/api/types';
import { isShare, isTime } from '@/components/fieldKinds';
import { check, valueOf } from '../limits';
import { readQuantity } from '../quantity';
import { hasDecimalComma, plainCharacters } from '../typed';

/** The levels that a text stands for, or what is wrong with it. */
export type Levels = { values: unknown[] } | { wrong: string };

const grouped = /^[1-9]\d{0,2}(,\d{3})+$/;
const decimal = /^[^,]*,\d+\D*$/;

/**
 * The parts of a list: between semicolons, or commas before a space, so that 1,000 may be one of them; or else between all
 * commas. A text that could be one figure or several is refused, unless the comma is the locale's decimal mark.
 */
function partsOf(text: string): { parts: string[] } | { wrong: string } {
  const trimmed = text.trim().replace(/[,;]$/, '');
  const apart = trimmed.includes(';') ? /;/ : /,\s/.test(trimmed) ? /,\s+/ : /,/;
  if (hasDecimalComma() && decimal.test(plainCharacters(trimmed))) return { parts: [trimmed] };
  if (apart.source === ',' && grouped.test(trimmed)) {
    const parts = trimmed.split(',');
    const plain = trimmed.replaceAll(',', '');
    if (parts.slice(1).some((part) => part.startsWith('0'))) return { parts: [trimmed] };
    return { wrong: `“${trimmed}” could be one value or several; write ${plain}, or ${parts.join(', ')}.` };
  }
  return { parts: trimmed.split(apart).map((part) => part.trim()) };
}

/** Reads a list of values of a field as people write them: 10, 20, 40 or 5 %, 10 % or 15m; 1h. */
export function readLevels(field: Field, text: string): Levels {
  if (text.trim() === '') return { wrong: `Enter the values to try, as ${exampleOf(field)}.` };
  const read = partsOf(text);
  if ('wrong' in read) return read;
  const values: unknown[] = [];
  for (const part of read.parts) {
    const level = readLevel(field, part);
    if ('wrong' in level) return { wrong: `“${part}”: ${level.wrong}` };
    if (values.includes(level.value)) return { wrong: `“${part}” is there twice; keep one of the two.` };
    values.push(level.value);
  }
  return { values };
}

/** Reads one value of a field. */
export function readLevel(field: Field, text: string): { value: unknown } | { wrong: string } {
  if (field.kind === 'choice' || field.kind === 'text') return { value: text };
  if (text === 'none' && field.nullable) return { value: null };
  if (text === '') return { wrong: 'There is nothing between two commas.' };
  const verdict = check(field, text);
  if (verdict !== true) return { wrong: verdict };
  return { value: valueOf(field, text) };
}

/** Reads a value of a document's field, where a bare share is one of 1: 0.05 or 5 %. */
export function readDocumentValue(field: Field, text: string): { value: unknown } | { wrong: string } {
  if (text === 'none' && field.nullable) return { value: null };
  if ((field.kind === 'flag' || field.kind === 'jitter') && (text === 'true' || text === 'false')) {
    return { value: text === 'true' };
  }
  if (field.kind === 'list' || field.kind === 'object') {
    return { wrong: 'is no single value; say which of its fields changes' };
  }
  if (field.kind !== 'integer' && field.kind !== 'number' && field.kind !== 'jitter') return { value: text };
  const kind =
    field.kind === 'integer' ? 'whole' : isShare(field) ? 'share' : isTime(field) ? 'seconds' : 'number';
  const reading = readQuantity(kind, text);
  return 'wrong' in reading ? { wrong: reading.wrong } : { value: reading.value };
}

/** How levels may be written. */
export function exampleOf(field: Field): string {
  if (isShare(field)) return '1 %, 5 %, 10 %';
  return isTime(field) ? '30, 90, 5m' : '10, 20, 40';
}
