import { decimalOf, type Decimal, isBelow, rounded, sameSides, shifted, split, written } from './decimal';
import { writeFigure } from './locale';
import { formatNumber, signed } from './numbers';

const minute = decimalOf(60);
const day = decimalOf(86_400);

/** A time that somebody chose, to its last digit: 2 h 0 min 29 s, 9.5 s, 350 ms. */
export function formatTime(seconds: number): string {
  return signed(seconds, inUnits);
}

/**
 * A measured time: three digits below a minute, whole seconds below a day, whole minutes from there on;
 * finer where the rounding would move it over, or onto, one of the times it is measured against.
 */
export function formatDuration(seconds: number, against: readonly number[] = []): string {
  return signed(seconds, (d) => {
    let shown = sensible(d);
    for (
      let places = isBelow(d, minute) ? 4 - d.point : 0;
      shown !== d && !sameSides(d, shown, against);
      places++
    ) {
      shown = rounded(d, places);
    }
    return inUnits(shown);
  });
}

function sensible(d: Decimal): Decimal {
  if (isBelow(d, minute)) return rounded(d, 3 - d.point);
  const whole = rounded(d, 0);
  return isBelow(whole, day) ? whole : decimalOf(60 * Math.floor((Number(split(d)[0]) + 30) / 60));
}

/** A measured time that changes while it is looked at: the whole seconds that are over. */
export function formatClock(seconds: number): string {
  return formatTime(Math.floor(Math.max(0, seconds)));
}

/** A mean time that changes while it is looked at: always as many digits. */
export function formatMean(seconds: number): string {
  const d = rounded(decimalOf(seconds), 2);
  return seconds >= 1 && isBelow(d, minute) ? `${written(d, 2)} s` : formatDuration(seconds);
}

/** A delay; one too short to matter is none. */
export function formatLag(seconds: number): string {
  return seconds < 0.1 ? `under ${formatNumber(0.1)} s` : inUnits(sensible(rounded(decimalOf(seconds), 1)));
}

const units = [
  { name: 'd', seconds: 86_400 },
  { name: 'h', seconds: 3600 },
  { name: 'min', seconds: 60 },
] as const;

/** Every digit. From a minute on there are units from the largest to the smallest that is not 0. */
function inUnits(d: Decimal): string {
  if (d.digits === '') return `${written(d)} s`;
  if (d.point < -2) return `${written(shifted(d, 6))} µs`;
  if (d.point < 1) return `${written(shifted(d, 3))} ms`;
  if (isBelow(d, minute)) return `${written(d)} s`;
  const [whole, fraction] = split(d);
  let rest = Number(whole);
  const parts: string[] = [];
  for (const unit of units) {
    const count = Math.floor(rest / unit.seconds);
    rest %= unit.seconds;
    if (count > 0 || parts.length > 0) parts.push(`${writeFigure(String(count))} ${unit.name}`);
    if (rest === 0 && fraction === '') return parts.join(' ');
  }
  return [...parts, `${writeFigure(String(rest), fraction)} s`].join(' ');
}

/** A clock: the whole seconds that are over while it runs, then what it has come to. */
export function formatReading(seconds: number, ended: boolean): string {
  return ended ? formatDuration(seconds) : formatClock(seconds);
}
