import { none } from './numbers';
import { keepsSides, maxPlaces, ratioOf } from './shares';

/**
 * Counts as parts of their sum, which are shown together and therefore add up: to a tenth of a percent by the
 * largest remainder, finer where the first one would move over, or onto, one of the shares it is measured
 * against. Only nothing is 0 % and only everything 100 %.
 */
export function formatParts(counts: readonly number[], against: readonly number[] = []): string[] {
  const parts = counts.map(BigInt);
  const whole = parts.reduce((sum, part) => sum + part, 0n);
  if (whole <= 0n) return parts.map(() => none);
  const limits = against.filter((share) => share > 0 && share < 1).map(ratioOf);
  const [first = 0n] = parts;
  for (let places = 1; ; places++) {
    const scale = 10n ** BigInt(places + 2);
    const units = apportion(parts, whole, scale);
    const distinct = keepsSides(
      { over: first, under: whole },
      { over: units[0] ?? 0n, under: scale },
      limits,
    );
    if (places === maxPlaces || distinct)
      return parts.map((part, i) => formatUnits(part, whole, units[i] ?? 0n, places));
  }
}

/** What so many units of the last place are called. */
function formatUnits(part: bigint, whole: bigint, units: bigint, places: number): string {
  if (part === 0n) return '0 %';
  if (part === whole) return '100 %';
  if (units === 0n) return `<0.${'0'.repeat(places - 1)}1 %`;
  if (units === 10n ** BigInt(places + 2)) return `>99.${'9'.repeat(places)} %`;
  const digits = String(units).padStart(places + 1, '0');
  return `${digits.slice(0, -places)}.${digits.slice(-places)} %`;
}

/** Divides the units of a scale among parts, by the largest remainder; of equals the first one gets it. */
function apportion(parts: readonly bigint[], whole: bigint, scale: bigint): bigint[] {
  const units = parts.map((part) => (part * scale) / whole);
  const rests = parts.map((part, i) => ({ i, rest: (part * scale) % whole }));
  rests.sort((a, b) => (a.rest === b.rest ? a.i - b.i : a.rest > b.rest ? -1 : 1));
  const left = Number(scale - units.reduce((sum, unit) => sum + unit, 0n));
  const more = new Set(rests.slice(0, left).map(({ i }) => i));
  return units.map((unit, i) => unit + (more.has(i) ? 1n : 0n));
}
