import type { Settings } from '@/api/types';
import type { Run } from './run';

/** What runs are measured by: when a share of the people is reached, or has confirmed. */
export interface Goal {
  share: number;
  acknowledged: boolean;
  /** About whom it is; nothing: everybody. */
  audience: string | undefined;
  /** The time that the first run wants it within, in seconds. */
  within: number | undefined;
}

/** How a run stands to a goal. */
export interface Reach {
  /** Seconds from when the audience comes; nothing: never. */
  at: number | undefined;
  /** It is the end of the timeline's bin that holds the instant. */
  rough: boolean;
  /** So many are reached in the end, of so many. */
  reached: number;
  people: number;
}

/** What the first run is about: the objective that its answer tells, or 95 % of all. */
export function goalOf({ settings, forecast }: Run): Goal | undefined {
  if (!forecast) return undefined;
  const { share, acknowledged = false, audience, objective } = forecast.answer;
  const within = objective === undefined ? undefined : settings.objectives[objective]?.within;
  return { share, acknowledged, audience, within };
}

/** How a run stands to a goal by its plan; nothing where it has none, or nobody whom the goal is about. */
export function reachOf(run: Run, goal: Goal): Reach | undefined {
  const { forecast, settings } = run;
  if (!forecast) return undefined;
  const part =
    goal.audience === undefined ? undefined : forecast.audiences?.find(({ name }) => name === goal.audience);
  if (goal.audience !== undefined && !part) return undefined;
  const people = part?.messages ?? settings.messages;
  const ended = part ?? forecast;
  const reached = goal.acknowledged ? ended.acknowledged : ended.delivered;
  const whole = { reached, people };
  const own = forecast.answer;
  if (
    own.share === goal.share &&
    (own.acknowledged ?? false) === goal.acknowledged &&
    own.audience === goal.audience
  ) {
    const { reached, people, after, rough = false } = own;
    return { reached, people, at: after ?? undefined, rough };
  }
  const same = forecast.objectives.find((objective) => isSameGoal(objective, goal));
  if (same) {
    return {
      ...whole,
      at: same.at === null ? undefined : same.at - startOf(settings, goal.audience),
      rough: false,
    };
  }
  if (part) return undefined; // its timeline is not told
  const bins = goal.acknowledged ? forecast.timeline.acknowledged : forecast.timeline.delivered;
  return {
    ...whole,
    at: endOfBin(bins ?? [], forecast.timeline.binSeconds, goal.share * people),
    rough: true,
  };
}

interface ObjectiveLike {
  share?: number;
  of?: string;
  audience?: string;
}

/** Whether an objective is about the same share of the same people. */
export function isSameGoal({ share, of, audience }: ObjectiveLike, goal: Goal): boolean {
  return (
    share === goal.share &&
    (of === 'acknowledged') === goal.acknowledged &&
    (audience ?? '') === (goal.audience ?? '')
  );
}

/** When an audience comes, in simulated seconds. */
export function startOf({ audience }: Pick<Settings, 'audience'>, name: string | undefined): number {
  return audience?.find((one) => one.name === name)?.at ?? 0;
}

function endOfBin(bins: readonly number[], binSeconds: number, wanted: number): number | undefined {
  let sum = 0;
  for (const [bin, count] of bins.entries()) {
    sum += count;
    if (sum >= wanted - 1e-6) return (bin + 1) * binSeconds;
  }
  return undefined;
}
