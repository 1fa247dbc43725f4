/** What runs with the same seeds tell of a difference. */
export interface Chance {
  /** Seeds that both were run with. */
  seeds: number;
  /** With so many of them the other one is sooner, or later; with the rest there is no difference. */
  sooner: number;
  later: number;
  /** The least and the most of the differences, the other less the first, in seconds, where both reach it. */
  differences: [least: number, most: number] | undefined;
  /** When the first one reaches it with one seed or another: what chance alone does. */
  alone: [earliest: number, latest: number] | undefined;
  /** Tossing a coin for each seed would seldom divide them so: with 5 % at most. */
  beyond: boolean;
}

/** Never. */
type Instant = number | null;

/** Compares seed by seed when two runs reach something; who never does is later than who does. */
export function chanceOf(first: readonly Instant[], other: readonly Instant[]): Chance {
  const seeds = Math.min(first.length, other.length);
  const pairs = first.slice(0, seeds).map((a, i): [Instant, Instant] => [a, other[i] ?? null]);
  const time = (at: Instant) => at ?? Infinity;
  const sooner = pairs.filter(([a, b]) => time(b) < time(a)).length;
  const later = pairs.filter(([a, b]) => time(b) > time(a)).length;
  const differences = pairs.flatMap(([a, b]) => (a === null || b === null ? [] : [b - a]));
  const alone = first.filter((at) => at !== null);
  return {
    seeds,
    sooner,
    later,
    differences: rangeOf(differences),
    alone: rangeOf(alone),
    beyond: bothTails(Math.max(sooner, later), sooner + later) <= 0.05,
  };
}

function rangeOf(values: readonly number[]): [number, number] | undefined {
  return values.length > 0 ? [Math.min(...values), Math.max(...values)] : undefined;
}

/** How likely a coin that is tossed n times falls on one side k times or more often: the sign test. */
function bothTails(k: number, n: number): number {
  let ways = 1; // of i heads
  let tail = 0;
  for (let i = 0; i <= n; i++) {
    if (i >= k) tail += ways;
    ways = (ways * (n - i)) / (i + 1);
  }
  return Math.min(1, (2 * tail) / 2 ** n);
}
