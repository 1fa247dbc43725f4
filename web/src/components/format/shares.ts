import { decimalOf, shifted, written } from './decimal';
import { writeFigure } from './locale';
import { none, signed } from './numbers';

/** A share that somebody chose: 0.9996 is 99.96 %. */
export function formatShare(share: number): string {
  return `${signed(share, (d) => written(shifted(d, 2)))} %`;
}

/**
 * A part of a whole to a tenth of a percent, finer where the rounding would move it over, or onto, one of
 * the shares it is measured against. Only nothing is 0 % and only everything 100 %.
 */
export function formatPart(part: number, whole: number, against: readonly number[] = []): string {
  if (whole <= 0) return none;
  return part <= 0 ? formatShare(0) : formatRatio({ over: BigInt(part), under: BigInt(whole) }, against);
}

/** The same for a measured share that is not kept as two counts. */
export function formatPortion(share: number, against: readonly number[] = []): string {
  if (!Number.isFinite(share)) return none;
  return share <= 0 ? formatShare(0) : formatRatio(ratioOf(share), against);
}

export interface Ratio {
  over: bigint;
  under: bigint;
}

/** Enough to tell any ratio of counts from any share that has at most nine digits. */
export const maxPlaces = 20;

function formatRatio(ratio: Ratio, against: readonly number[]): string {
  if (ratio.over >= ratio.under) return formatShare(1);
  for (let places = 1; ; places++) {
    const shown = percentOf(ratio, places);
    const share = { over: shown, under: 10n ** BigInt(places + 2) };
    const nothing = shown === 0n;
    const all = share.over === share.under;
    if (places === 1 && nothing && against.every((limit) => limit >= 0.001)) return `<${formatShare(0.001)}`;
    if (places === 1 && all && against.every((limit) => limit <= 0.999)) return `>${formatShare(0.999)}`;
    const distinct = !nothing && !all && keepsSides(ratio, share, against.map(ratioOf));
    if (places === maxPlaces || distinct) {
      const digits = String(shown).padStart(places + 1, '0');
      return `${writeFigure(digits.slice(0, -places), digits.slice(-places))} %`;
    }
  }
}

/** In units of the last place; a half goes up. */
function percentOf({ over, under }: Ratio, places: number): bigint {
  return (2n * over * 10n ** BigInt(places + 2) + under) / (2n * under);
}

/** Whether what is shown lies on the same side of everything, or on it, as what is meant. */
export function keepsSides(meant: Ratio, shown: Ratio, limits: readonly Ratio[]): boolean {
  return limits.every((limit) => compare(meant, limit) === compare(shown, limit));
}

function compare(a: Ratio, b: Ratio): number {
  const [left, right] = [a.over * b.under, b.over * a.under];
  return left < right ? -1 : Number(left > right);
}

/** A positive number as it is written, not its binary form. */
export function ratioOf(x: number): Ratio {
  const { digits, point } = decimalOf(x);
  const places = Math.max(0, digits.length - point);
  return { over: BigInt(digits.padEnd(point, '0') || '0'), under: 10n ** BigInt(places) };
}
