import { writeFigure } from './locale';

/**
 * A number that is not negative, as it is written: 0.digits × 10^point. Figures are rounded on it and
 * not on the binary form, as on the server (internal/words/decimal.go), so that both round a tie alike.
 */
export interface Decimal {
  /** Without zeros at either end; none: 0. */
  digits: string;
  point: number;
}

/** The fewest digits that read back as x, which is how somebody wrote it. */
export function decimalOf(x: number): Decimal {
  const [mantissa = '', power = ''] = Math.abs(x).toExponential().split('e');
  return trimmed(mantissa.replace('.', ''), Number(power) + 1);
}

function trimmed(digits: string, point: number): Decimal {
  const leading = digits.length - digits.replace(/^0+/, '').length;
  const short = digits.slice(leading).replace(/0+$/, '');
  return short === '' ? { digits: '', point: 0 } : { digits: short, point: point - leading };
}

/** d × 10^n. */
export function shifted(d: Decimal, n: number): Decimal {
  return d.digits === '' ? d : { digits: d.digits, point: d.point + n };
}

/** With at most so many places after the point; a half goes up. */
export function rounded(d: Decimal, places: number): Decimal {
  const keep = d.point + places;
  if (keep >= d.digits.length) return d;
  if (keep < 0) return { digits: '', point: 0 };
  const head = BigInt(d.digits.slice(0, keep) || '0') + (d.digits.charAt(keep) >= '5' ? 1n : 0n);
  const digits = String(head);
  return trimmed(digits, digits.length - places);
}

/** With at most so many digits, and at least all before the point. */
export function significant(d: Decimal, n: number): Decimal {
  return rounded(d, Math.max(0, n - d.point));
}

export function isBelow(d: Decimal, other: Decimal): boolean {
  if (d.digits === '' || other.digits === '' || d.point === other.point) return d.digits < other.digits;
  return d.point < other.point;
}

/** Whether what is shown of d lies on the same side of everything, or on it, as d. */
export function sameSides(d: Decimal, shown: Decimal, against: readonly number[]): boolean {
  return against
    .map(decimalOf)
    .every(
      (limit) => isBelow(d, limit) === isBelow(shown, limit) && isBelow(limit, d) === isBelow(limit, shown),
    );
}

/** The digits before the point, "0" if there are none, and after it. */
export function split({ digits, point }: Decimal): [string, string] {
  if (digits === '') return ['0', ''];
  if (point <= 0) return ['0', '0'.repeat(-point) + digits];
  return [digits.slice(0, point).padEnd(point, '0'), digits.slice(point)];
}

/** Every digit, as the browser's locale writes them, with at least so many places after the decimal mark. */
export function written(d: Decimal, places = 0): string {
  const [whole, fraction] = split(d);
  return writeFigure(whole, fraction.padEnd(places, '0'));
}
