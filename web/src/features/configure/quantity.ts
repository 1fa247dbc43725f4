/**
 * Reads figures as people write them, by the rules of the server's command line (internal/quantity): both are held by
 * one table of cases.
 *
 * A point is the decimal point; a comma, an underscore, an apostrophe or a space groups thousands. What could be read in
 * two ways is refused with both of them: 250.000 where a whole number belongs, and 1.500 for a time or a rate, as nobody
 * who means 1.5 writes its zeros. What is typed into a field goes by the marks of the browser's locale first (typed.ts).
 */
export type Quantity = 'whole' | 'number' | 'share' | 'percent' | 'seconds';

/** A figure, or why a text is none; `other` if it is nothing of the kind at all. */
export type Reading = { value: number } | { wrong: string; other: boolean };

/** The marks of a figure, and how to read one of them that is clear by them. */
export interface Marks {
  decimal: string;
  group: string;
  /** The figure with a decimal point and nothing else between its digits; undefined: it is for the general rules. */
  read: (text: string) => string | undefined;
}

const general: Marks = { decimal: '.', group: ',', read: () => undefined };

export function readQuantity(kind: Quantity, text: string, marks = general): Reading {
  const trimmed = text.replaceAll(/[\u00a0\u2007\u2009\u202f]/g, ' ').trim();
  try {
    if (kind === 'share' || kind === 'percent') return { value: readShare(kind, trimmed, marks) };
    return {
      value: kind === 'seconds' ? readSeconds(trimmed, marks) : Number(readNumber(kind, trimmed, marks)),
    };
  } catch (error) {
    if (error instanceof Ambiguous) return { wrong: error.message, other: false };
    if (error instanceof Other) return { wrong: `${quote(trimmed)} is no ${wanted[kind]}`, other: true };
    throw error;
  }
}

const wanted: Record<Quantity, string> = {
  whole: 'whole number; write it as 250000 or 250,000',
  number: 'number; write it as 1000, 1,000 or 0.5',
  share: 'share; write it as 0.05 or 5%',
  percent: 'percentage; write it as 5 or 5 %',
  seconds: 'time; write it as 90 (seconds), 90 s, 15m or 2h 30min',
};

/** The text is nothing of the kind. */
class Other extends Error {}

/** The text is not clear, or not the way to write it; says how to. */
class Ambiguous extends Error {}

function quote(text: string): string {
  const characters = Array.from(text);
  return `"${characters.length > 40 ? `${characters.slice(0, 40).join('')}…` : text}"`;
}

const decimal = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;
const grouped =
  /^([+-]?)([1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?:_\d{3})+|[1-9]\d{0,2}(?:['’]\d{3})+|[1-9]\d{0,2}(?: \d{3})+)(\.\d*)?$/;
const separators = /[,_'’ ]/g;
const either = /^[+-]?[1-9]\d{0,2}\.\d{3}$/;
const pointGroups = /^[+-]?[1-9]\d{0,2}(\.\d{3}){2,}$/;
const decimalComma = /^[+-]?(\d+|\d{1,3}(\.\d{3})+|\d{1,3}( \d{3})+),\d+$/;

/** Reads a figure without a unit, as a number of JavaScript. */
function readNumber(kind: Quantity, text: string, marks: Marks): string {
  const plain = marks.read(text) ?? withoutGroups(kind, text, marks);
  const parts = decimal.exec(plain);
  const [, sign = '', whole = '', fraction = '', exponent] = parts ?? [];
  if (!parts || whole + fraction === '') throw new Other();
  if (/^0\d/.test(whole))
    throw new Ambiguous(`leave out the zeros before ${quote(whole.replace(/^0+/, ''))}`);
  return `${sign}${whole || '0'}${fraction && `.${fraction}`}${exponent ? `e${exponent}` : ''}`;
}

function withoutGroups(kind: Quantity, text: string, marks: Marks): string {
  const groups = grouped.exec(text);
  if (groups) return `${groups[1]}${groups[2]?.replaceAll(separators, '')}${groups[3] ?? ''}`;
  ask(kind, text, marks);
  return text;
}

/** Refuses what another reader would take for another figure. */
function ask(kind: Quantity, text: string, { decimal: mark, group }: Marks): void {
  const undotted = text.replaceAll('.', '');
  if (pointGroups.test(text)) {
    const commas = text.replaceAll('.', group);
    throw new Ambiguous(`a point is the decimal point; write ${undotted} or ${commas} for ${quote(text)}`);
  }
  if (decimalComma.test(text)) {
    const [before = '', after = ''] = text.replaceAll(/[. ]/g, '').split(',');
    const rule = group === ',' ? 'a comma groups thousands' : 'a point is the decimal point';
    throw new Ambiguous(`${rule}; write ${before}.${after} for ${quote(text)}`);
  }
  if (!either.test(text)) return;
  const [before = '', after = ''] = text.split('.');
  const short = after.replace(/0+$/, '');
  const commas = `${before}${group}${after}`;
  if (kind === 'whole' && short !== '') {
    throw new Ambiguous(`${quote(text)} is no whole number; write ${undotted} or ${commas} if that is meant`);
  }
  if (kind === 'whole' || ((kind === 'number' || kind === 'seconds') && short.length < after.length)) {
    const point = short ? `${before}${mark}${short}` : before;
    throw new Ambiguous(`${quote(text)} could be ${point} or ${commas}; write ${point} or ${undotted}`);
  }
}

function readShare(kind: Quantity, text: string, marks: Marks): number {
  const signed = text.endsWith('%');
  const number = readNumber(kind, signed ? text.slice(0, -1).trim() : text, marks);
  if (kind === 'share' && !signed) return Number(number);
  const [mantissa, exponent = '0'] = number.split('e');
  return Number(`${mantissa}e${Number(exponent) - 2}`); // rounds once, which a division might not
}

const units: Record<string, number> = {
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ms: 1e-3,
  ...named(['s', 'sec', 'secs', 'second', 'seconds'], 1),
  ...named(['m', 'min', 'mins', 'minute', 'minutes'], 60),
  ...named(['h', 'hr', 'hrs', 'hour', 'hours'], 3600),
  ...named(['d', 'day', 'days'], 86_400),
  ...named(['w', 'week', 'weeks'], 604_800),
};

function named(names: string[], seconds: number): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, seconds]));
}

const component = /^([0-9.][0-9.,_'’ ]*?) *(\p{L}+) */u;
const clock = /^(\d+):(\d\d)(:\d\d)?$/;
const onlyHead = /^[0-9][0-9.,_'’ ]*$/;

/** Reads a bare number of seconds, or parts with units, the largest first. */
function readSeconds(text: string, marks: Marks): number {
  try {
    return Number(readNumber('seconds', text, marks));
  } catch (error) {
    if (!(error instanceof Other) || text === '') throw error;
  }
  const [, hours, minutes] = clock.exec(text) ?? [];
  if (hours !== undefined) {
    const ways = `${hours}h ${minutes}m or ${hours}m ${minutes}s`;
    throw new Ambiguous(`${quote(text)} could be hours or minutes; write it with units, as ${ways}`);
  }
  let total = 0;
  let last = Infinity;
  for (let rest = text; rest !== '';) {
    const [all, figure, name] = component.exec(rest) ?? [];
    if (all === undefined || figure === undefined || name === undefined) {
      if (rest === text || !onlyHead.test(rest)) throw new Other();
      throw new Ambiguous(`say of what ${rest} is in ${quote(text)}, as ${rest}m or ${rest}s`);
    }
    const number = Number(readNumber('seconds', figure, marks));
    const unit = Object.hasOwn(units, name.toLowerCase()) ? units[name.toLowerCase()] : undefined;
    if (unit === undefined || name === 'M') {
      throw new Ambiguous(`${quote(name)} is no unit of time; there are ms, s, min, h, d and w`);
    }
    if (unit >= last) {
      throw new Ambiguous(`write the larger unit first, and each once, in ${quote(text)}`);
    }
    total += number * unit;
    last = unit;
    rest = rest.slice(all.length);
  }
  return Math.round(total * 1e6) / 1e6;
}
