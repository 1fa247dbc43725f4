import type { Simulation, Timeline } from '@/api/types';
import { endOf, sumsOf } from '@/components/charts/bins';
import type { Point, Series, Target } from '@/components/charts/types';
import { plainGoals } from '@/components/objectives';
import { objectiveOf } from '@/components/settingsInWords';

const kinds = ['delivered', 'failed', 'expired', 'acknowledged'] as const;

/** How many bins may make one step of a rate, and how many messages a step should have for its height to say something. */
const merges = [1, 2, 4, 5, 8];
const maxBins = 10;
const minEndsPerStep = 10;

export interface Curves {
  /** How many have ended, and how, by when; and how many are acknowledged. */
  totals: Series[];
  /** How many end per simulated second. */
  rates: Series[];
  targets: Target[];
  /** In simulated seconds. */
  end: number;
}

/** The whole plan in the background, and the part up to the clock. Nothing if there is neither. */
export function curvesOf({
  state,
  timeline,
  forecast,
  progress,
  objectives,
}: Simulation): Curves | undefined {
  const whole = forecast?.timeline ?? timeline;
  if (!whole || whole.delivered.length === 0) return undefined;
  const end = forecast?.endsAt ?? forecast?.makespan ?? progress.simulatedSeconds;
  const done = timeline?.delivered.length ?? 0;
  const stopped = state === 'cancelled' || state === 'failed';
  const complete = done >= whole.delivered.length && !stopped;
  const clock = complete ? end : progress.simulatedSeconds;

  const totals = kinds.flatMap((kind): Series[] => {
    const counts = whole[kind] ?? [];
    if (kind !== 'delivered' && !counts.some((count) => count > 0)) return [];
    return [{ name: kind, tone: kind, points: sumsOf(counts, whole.binSeconds, end) }];
  });
  const rate: Series = { name: 'ended', tone: 'first', stepped: true, points: ratesOf(whole, end) };
  return {
    end,
    totals: withPlan(totals, clock, complete),
    rates: withPlan([rate], clock, complete),
    targets: plainGoals(objectives, whole.acknowledged !== undefined).map((objective) => ({
      name: objectiveOf(objective),
      x: objective.within,
      y: objective.share * progress.messages,
    })),
  };
}

/** The curves up to the clock and, until the run is through, dimmed ones of the plan. */
function withPlan(series: Series[], clock: number, complete: boolean): Series[] {
  if (complete) return series;
  const plans = series.map((one) => ({ ...one, name: `${one.name}, by the plan`, dimmed: true }));
  const parts = series.map((one) => ({ ...one, points: upTo(one, clock) }));
  return clock > 0 ? [...parts, ...plans] : plans;
}

/** A curve that ends at x. */
export function upTo({ points, stepped }: Series, x: number): Point[] {
  const before = points.filter((point) => point.x <= x);
  const [left, right] = [before.at(-1), points[before.length]];
  if (!left || !right) return before;
  const y = stepped ? right.y : left.y + ((right.y - left.y) * (x - left.x)) / (right.x - left.x);
  return [...before, { x, y }];
}

/** How many end per second, in steps that are wide enough. */
export function ratesOf(timeline: Timeline, makespan: number): Point[] {
  const { binSeconds, delivered } = timeline;
  const ends = delivered.map(
    (count, bin) => count + (timeline.failed[bin] ?? 0) + (timeline.expired[bin] ?? 0),
  );
  const messages = ends.reduce((sum, count) => sum + count, 0);
  const merged = merges.find((size) => (messages / ends.length) * size >= minEndsPerStep) ?? maxBins;
  const steps = Array.from({ length: Math.ceil(ends.length / merged) }, (_, step) => {
    const from = step * merged * binSeconds;
    const to = endOf((step + 1) * merged - 1, binSeconds, makespan);
    const count = ends.slice(step * merged, (step + 1) * merged).reduce((sum, one) => sum + one, 0);
    return { x: to, y: to > from ? count / (to - from) : 0 };
  });
  return [{ x: 0, y: steps[0]?.y ?? 0 }, ...steps];
}
