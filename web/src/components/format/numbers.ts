import {
  decimalOf,
  type Decimal,
  isBelow,
  rounded,
  sameSides,
  shifted,
  significant,
  written,
} from './decimal';
import { currentLocale } from './locale';

/** What stands where there is no figure. */
export const none = '–';

/** 1500000 is 1,500,000 in English. */
export function formatCount(count: number): string {
  return signed(count, (d) => written(rounded(d, 0)));
}

/** A count with its noun: 1 sender, 1,200 senders. */
export function formatCounted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A number that somebody chose, with every digit of it. */
export function formatNumber(value: number): string {
  return signed(value, (d) => written(d));
}

/**
 * A mean or a rate: three significant digits, and at least the whole ones; more where the rounding would
 * move it over, or onto, one of the figures it is measured against.
 */
export function formatFigure(value: number, against: readonly number[] = []): string {
  return signed(value, (d) => {
    let shown = significant(d, 3);
    for (let n = 4; shown !== d && !sameSides(d, shown, against); n++) shown = significant(d, n);
    return written(shown);
  });
}

/** A measured number per second, or per minute or hour where that is easier to grasp. */
export function formatRate(perSecond: number): string {
  if (perSecond === 0 || perSecond >= 0.1) return `${formatFigure(perSecond)} per second`;
  if (perSecond * 60 >= 0.1) return `${formatFigure(perSecond * 60)} per minute`;
  return `${formatFigure(perSecond * 3600)} per hour`;
}

const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** An amount of memory or disk in decimal units. */
export function formatBytes(count: number): string {
  let d = decimalOf(count);
  let unit = 0;
  for (; significant(d, 3).point > 3 && unit < units.length - 1; unit++) d = shifted(d, -3);
  return `${written(significant(d, 3))} ${units[unit] ?? ''}`;
}

const cent: Decimal = { digits: '1', point: -1 };
const millionth: Decimal = { digits: '1', point: -5 };

/** An amount of money: amounts below a hundredth keep two digits. */
export function formatMoney(amount: number, currency: string): string {
  const d = decimalOf(Math.max(0, amount));
  if (d.digits === '') return `${written(d)} ${currency}`;
  if (isBelow(d, millionth)) return `under ${written(millionth)} ${currency}`;
  const places = isBelow(d, cent) ? 2 - d.point : 2;
  return `${written(rounded(d, places), places)} ${currency}`;
}

/** The amount with its sign in front. */
export function signed(value: number, write: (d: Decimal) => string): string {
  if (!Number.isFinite(value)) return none;
  return (value < 0 ? currentLocale().minus : '') + write(decimalOf(value));
}
