import type { Field } from '@/api/types';
import { sentence } from '@/api/problem';
import { isShare, isTime } from '@/components/fieldKinds';
import {
  currentLocale,
  formatCount,
  formatLocal,
  formatNumber,
  formatShare,
  formatTime,
  typedFigure,
} from '@/components/format';
import { plainText } from './plainText';
import type { Quantity } from './quantity';
import { isTwofold, plainCharacters, readClock, readTyped, understoodClock } from './typed';

/** What a clock shows, as 08:00. */
export function isClock({ kind, maximum }: Field): boolean {
  return kind === 'text' && maximum === 5;
}

/** Stands for null where nothing at all means something else: that it stays as it was. */
export const noneWord = 'none';

export function isWordedNone({ path }: Pick<Field, 'path'>): boolean {
  return path === 'senderGroups[].timetable[].ratePerSecond';
}

/** A field that may be left empty: nothing, or something that depends on others, is then meant. */
export function isOptional(field: Field): boolean {
  if (field.kind === 'text') return field.minimum === 0 || field.default !== undefined;
  return field.nullable === true || mayBeAbsent.test(field.path);
}

/** Without a default, and not needed all the same. */
const mayBeAbsent =
  /^(seed|audience\[\]\.(share|messages)|channels\[\]\.acknowledgement\.share|senderGroups\[\]\.timetable\[\]\.senders)$|\.standardDeviation$/;

/** How the figures of a field are read. */
function quantityOf(field: Field): Quantity {
  if (isShare(field)) return 'percent';
  if (field.kind === 'integer') return 'whole';
  return isTime(field) ? 'seconds' : 'number';
}

/** The figure that a text stands for in the settings; undefined if it is empty, NaN if it is none. */
export function valueOf(field: Field, text: string): number | undefined {
  if (text.trim() === '') return undefined;
  const reading = readTyped(quantityOf(field), text);
  return 'value' in reading ? reading.value : NaN;
}

/** The text that stands for a figure of the settings in the form. */
export function textOf(field: Field, value: unknown): string {
  if (typeof value === 'number') return typedFigure(isShare(field) ? rounded(value * 100) : value);
  return typeof value === 'string' ? value : '';
}

/** Says what is wrong with a text, or true. */
export function check(field: Field, text: string): string | true {
  const optional = isOptional(field);
  if (field.kind === 'text') return checkText(field, text);
  if (isWordedNone(field) && text.trim() === noneWord) return true;
  if (text.trim() === '') return optional || ask(field, optional);
  const reading = readTyped(quantityOf(field), text);
  if ('wrong' in reading) return reading.other ? ask(field, optional) : sentence(reading.wrong);
  const { value } = reading;
  const whole = field.kind !== 'integer' || Number.isInteger(value);
  return (whole && value >= field.minimum && value <= field.maximum) || ask(field, optional);
}

/** Whether a text is a figure that is not clear, and not just none. */
export function isAmbiguous(field: Field, text: string): boolean {
  if (field.kind === 'text' || text.trim() === '') return false;
  const reading = readTyped(quantityOf(field), text);
  return 'wrong' in reading && !reading.other;
}

function checkText(field: Field, given: string): string | true {
  const { text, wrong } = plainText(given, field.lines === true);
  if (text.trim() === '') return isOptional(field) || 'This is needed.';
  if (isClock(field)) return readClock(text) !== undefined || 'Enter a time of day, as 08:00.';
  if (Array.from(text).length > field.maximum) return `Use at most ${formatCount(field.maximum)} characters.`;
  return wrong === undefined || sentence(`it ${wrong}`);
}

function ask(field: Field, optional: boolean): string {
  const otherwise = optional ? ', or leave it empty' : '';
  return `Enter ${field.kind === 'integer' ? 'a whole number' : 'a number'} from ${rangeOf(field)}${otherwise}.`;
}

/** The bounds in words, as "0.001 to 3,600 seconds". */
export function rangeOf(field: Field): string {
  if (isShare(field))
    return `${formatShare(field.minimum).replace(' %', '')} to ${formatShare(field.maximum)}`;
  return `${formatNumber(field.minimum)} to ${formatNumber(field.maximum)}${field.unit ? ` ${field.unit}` : ''}`;
}

/**
 * How a text is understood that is not written as the form writes it: 900 s for 15m, 15 min for 900, 1,000,000 for 1e6,
 * 8:00 AM for 8:00. Nothing for one that is plain, or wrong.
 */
export function understood(field: Field, text: string): string | undefined {
  if (field.kind === 'text') return understoodMoment(field, text);
  const value = valueOf(field, text);
  if (value === undefined || !(value >= field.minimum && value <= field.maximum)) return undefined;
  const bare = plainCharacters(text).replace(/\s*%\s*$/, '');
  const plain = bare.trim() === plainCharacters(textOf(field, value)) && !/e/i.test(bare);
  if (isShare(field)) return plain ? undefined : formatShare(value);
  if (!isTime(field)) return plain && !isTwofold(text) ? undefined : clearly(value, text);
  const long = value >= 60 ? formatTime(value) : undefined;
  if (plain) return isTwofold(text) ? (long ?? clearly(value, text, ' s')) : long;
  return long ? `${clearly(value, text, ' s')} (${long})` : clearly(value, text, ' s');
}

function understoodMoment(field: Field, text: string): string | undefined {
  if (isClock(field)) return understoodClock(text);
  return field.path === 'startAt' && moment.test(text.trim()) ? formatLocal(text.trim()) : undefined;
}

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** A figure in such a way that it cannot be taken for another one, where the text could. */
function clearly(value: number, text: string, unit = ''): string {
  const written = formatNumber(value) + unit;
  if (!isTwofold(text)) return written;
  if (Number.isInteger(value)) return written.replaceAll(currentLocale().group, '\u00a0');
  return Number.isInteger(value * 10) // nobody takes 3.6 for 3,600
    ? written
    : `${written}, between ${formatNumber(Math.floor(value))} and ${formatNumber(Math.ceil(value))}`;
}

/** A figure of the form in a sentence: with its unit, if it was typed without one. */
export function withUnit(text: string, unit: string): string {
  return /\p{Nd}[.,\u066b]?\u200e?$/u.test(text.trim()) ? `${text.trim()} ${unit}` : text.trim();
}

/** The description of a field, in the words of a form instead of a document. */
export function helpOf(field: Pick<Field, 'description' | 'path'>): string {
  return field.description
    .replace(
      /; null for none/,
      isWordedNone(field) ? `; ${noneWord} for no limit, empty for as before` : '; null for none',
    )
    .replace(/; null for /, '; leave it empty for ')
    .replace(/ if absent\b/, ' if left empty')
    .replace(/\bRandom if left empty/, 'Random if left empty');
}

function rounded(value: number): number {
  return Number(value.toPrecision(12));
}
