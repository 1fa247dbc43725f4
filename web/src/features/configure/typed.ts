/**
 * Reads what is typed into a field by the marks of the browser's locale: 1.000 is a thousand in German and one in English.
 * What is clear by the general rules is read in every locale: 1234.5, 250 000, 1e6, 2h 30min. The form echoes what could
 * mean something else to somebody.
 */
import { currentLocale, formatClockTime, type Locale } from '@/components/format';
import { readQuantity, type Marks, type Quantity, type Reading } from './quantity';

export function readTyped(kind: Quantity, text: string): Reading {
  return readQuantity(kind, plainCharacters(text), marksOfLocale());
}

/** 0 of the numerals that a keyboard may have, beside those of the locale. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xff10];

/** A text with the digits 0 to 9, and one character for each mark. */
export function plainCharacters(text: string): string {
  const { digits } = currentLocale();
  return text
    .replaceAll(/[\u200e\u200f\u061c\u2066-\u2069]/g, '') // which tell directions
    .replaceAll(/\p{Nd}/gu, (digit) => {
      const own = digits.indexOf(digit);
      const code = digit.codePointAt(0) ?? 0;
      const zero = zeros.find((one) => code >= one && code < one + 10);
      return own >= 0 ? String(own) : zero === undefined ? digit : String(code - zero);
    })
    .replaceAll('\u066b', '.')
    .replaceAll('\u066c', ',')
    .replaceAll('\u066a', '%')
    .replaceAll('\u2212', '-');
}

const made = new WeakMap<Locale, Marks>();

function marksOfLocale(): Marks {
  const locale = currentLocale();
  const marks = made.get(locale) ?? marksOf(locale);
  made.set(locale, marks);
  return marks;
}

function marksOf({ decimal, group, lakhs }: Locale): Marks {
  const mark = plainCharacters(decimal);
  const between = plainCharacters(group).replace(/\s/g, ' ');
  const groups = [' ', '_', "['’]", ...(/[.,]/.test(between) ? [`\\${between}`] : [])];
  const whole = [
    ...groups.map((one) => `[1-9]\\d{0,2}(?:${one}\\d{3})+`),
    ...(lakhs ? groups.map((one) => `[1-9]\\d?(?:${one}\\d{2})*${one}\\d{3}`) : []),
    '\\d+',
    `(?=\\${mark}\\d)`,
  ];
  const figure = new RegExp(`^([+-]?)(${whole.join('|')})(?:\\${mark}(\\d*))?((?:[eE][+-]?\\d+)?)$`);
  return {
    decimal: mark,
    group: between,
    read: (text) => {
      const [, sign, digits, fraction, power] = figure.exec(text) ?? [];
      if (digits === undefined) return undefined;
      return `${sign}${digits.replaceAll(/\D/g, '')}${fraction ? `.${fraction}` : ''}${power}`;
    },
  };
}

/** Whether a text is a figure without a unit of its own. */
export function isBare(text: string): boolean {
  return /^[\p{Nd}.,_'’\u066b\u066c\s]*$/u.test(text);
}

/** Whether a comma stands in numbers, and so cannot stand between them without a space. */
export function hasDecimalComma(): boolean {
  return currentLocale().decimal === ',';
}

/** Whether one reader would take the mark in a figure for a decimal mark and another one for what groups thousands. */
export function isTwofold(text: string): boolean {
  return /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/.test(plainCharacters(text).trim());
}

const clock = /^(\d{1,2})[:.](\d\d)(?: ?([ap])\.?m\.?)?$/i;

/** A time of day as 08:00, from 8:00, 8:00 PM or 8.00; undefined: it is none. */
export function readClock(text: string): string | undefined {
  const [, hours, minutes, half] = clock.exec(plainCharacters(text).replaceAll(/\s/g, ' ').trim()) ?? [];
  if (hours === undefined || minutes === undefined || Number(minutes) > 59) return undefined;
  let hour = Number(hours);
  if (half) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  }
  if (hour > 24 || (hour === 24 && minutes !== '00')) return undefined;
  return `${String(hour).padStart(2, '0')}:${minutes}`;
}

/** How a time of day is understood that is not written as the settings have it. */
export function understoodClock(text: string): string | undefined {
  const read = readClock(text);
  return read === undefined || read === '24:00' || formatClockTime(read) === text.trim()
    ? undefined
    : formatClockTime(read);
}

/** The draft of a form is as it was typed: under other marks it would mean something else, so it has another name there. */
export function draftKey(name: string): string {
  const { decimal, group } = currentLocale();
  return `${decimal}${group}` === '.,' ? name : `${name} ${decimal}${group}`;
}
